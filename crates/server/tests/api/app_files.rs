//! The app's pages and files, the API description, and the health endpoint.

use std::fs;

use serde_json::json;
use tempfile::TempDir;

use crate::support::TestServer;

async fn with_app() -> (TestServer, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    fs::create_dir_all(folder.path().join("app/5f3c")).unwrap();
    write("index.html", "<!doctype html><style>p{}</style><script>go()</script><p>the app");
    write("app/5f3c/main.js", "export default 1;");
    write("app.js", "export default 1;");
    write("app.wasm", "\0asm");
    write("secret", "outside");
    let dist = folder.path().to_owned();
    (TestServer::with(|config| config.dist = Some(dist)).await, folder)
}

#[tokio::test]
async fn every_screen_answers_with_the_page_of_the_app() {
    let (server, _folder) = with_app().await;
    let browser = server.anonymous().with_header("accept", "text/html,*/*;q=0.8");
    for (path, is_indexed) in [
        ("/", true),
        ("/callouts/5", true),
        ("/tv", false),
        ("/staff", false),
        ("/staff/", false),
        ("/staff/sign-in", false),
        ("/staff/control", false),
        ("/staff/control/5", false),
    ] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert!(String::from_utf8_lossy(&answer.bytes).ends_with("the app"), "{path}");
        assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
        assert_eq!(answer.header("x-robots-tag").is_none(), is_indexed, "{path}");
    }
}

#[tokio::test]
async fn files_named_by_their_contents_are_kept_for_good_and_no_others() {
    let (server, _folder) = with_app().await;
    let kept = server.anonymous().get("/app/5f3c/main.js").await;
    assert_eq!(
        (kept.status, kept.header("cache-control")),
        (200, Some("public, max-age=31536000, immutable"))
    );
    let asked_again = server.anonymous().get("/app.js").await;
    assert_eq!(asked_again.header("cache-control"), Some("no-cache"));
    // A chunk of an earlier build.
    assert_eq!(server.anonymous().get("/app/0000/main.js").await.status, 404);
    assert_eq!(server.anonymous().get("/app/0000/split_tray.wasm").await.status, 404);
}

#[tokio::test]
async fn what_is_no_screen_is_not_answered_with_a_page() {
    let (server, _folder) = with_app().await;
    let browser = server.anonymous().with_header("accept", "text/html");
    for path in
        ["/missing.js", "/app/missing.wasm", "/api/missing", "/api", "/v2/missing", "/service", "/%00"]
    {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
    assert_eq!(browser.post("/callouts/5", json!({})).await.status, 404);
    let script = server.anonymous().with_header("accept", "*/*").with_header("sec-fetch-dest", "script");
    assert_eq!(script.get("/missing").await.status, 404);
    let picture = server.anonymous().with_header("accept", "image/png");
    assert_eq!(picture.get("/missing").await.status, 404);
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let (server, _folder) = with_app().await;
    let client = server.anonymous().with_header("accept", "image/*");
    for path in ["/../secret", "/staff/../../secret", "//etc/passwd", "/..%2fsecret", "/./secret"] {
        assert_eq!(client.get(path).await.status, 404, "{path}");
    }
}

#[tokio::test]
async fn documents_carry_the_policy_and_other_files_do_not() {
    let (server, _folder) = with_app().await;
    let page = server.anonymous().get("/").await;
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-"));
    assert!(policy.contains("style-src 'self' 'sha256-") && !policy.contains("unsafe-inline"));
    assert!(policy.contains("frame-ancestors 'none'"));
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    let wasm = server.anonymous().get("/app.wasm").await;
    assert_eq!(wasm.header("content-type"), Some("application/wasm"));
    assert!(wasm.header("content-security-policy").is_none());
    let api = server.anonymous().get("/api/session").await;
    assert!(api.header("content-security-policy").is_none());
    assert_eq!(api.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn a_file_the_browser_has_is_not_sent_again_until_it_changes() {
    let (server, folder) = with_app().await;
    let first = server.anonymous().get("/app.js").await;
    let known = server.anonymous().with_header("if-none-match", first.header("etag").unwrap());
    let again = known.get("/app.js").await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    fs::write(folder.path().join("app.js"), "export default 2;").unwrap();
    assert_eq!(known.get("/app.js").await.status, 200);
}

#[tokio::test]
async fn only_a_public_server_asks_browsers_to_stay_on_tls() {
    let (server, folder) = with_app().await;
    assert!(server.anonymous().get("/").await.header("strict-transport-security").is_none());
    let dist = folder.path().to_owned();
    let public = TestServer::with(|config| {
        config.dist = Some(dist);
        config.web.public_url = Some("https://alarm.example".to_owned());
    })
    .await;
    assert!(public.anonymous().get("/").await.header("strict-transport-security").is_some());
}

#[tokio::test]
async fn answers_are_compressed_for_who_can_read_them() {
    let server = TestServer::start().await;
    let plain = server.as_resident().await.get("/api/customer").await;
    let packed = server.as_resident().await.with_header("accept-encoding", "br").get("/api/customer").await;
    assert_eq!(packed.header("content-encoding"), Some("br"));
    assert!(packed.bytes.len() < plain.bytes.len());
}

#[tokio::test]
async fn the_description_covers_every_route_and_is_readable() {
    let server = TestServer::start().await;
    let description = server.anonymous().get("/api/openapi.json").await;
    assert_eq!(description.status, 200);
    let paths = description.body["paths"].as_object().unwrap();
    for path in ["/api/session", "/api/oauth/token", "/api/oauth/user", "/api/customer", "/api/callouts"] {
        assert!(paths.contains_key(path), "{path}");
    }
    for (path, item) in paths {
        for (method, operation) in item.as_object().unwrap() {
            assert!(operation["summary"].is_string(), "{method} {path} has no words");
            for (status, response) in operation["responses"].as_object().unwrap() {
                assert_ne!(response["description"], "", "{method} {path}: {status} has no words");
            }
        }
    }
    assert!(
        description.body["paths"]["/api/callouts"]["post"]["requestBody"]["content"]
            .to_string()
            .contains("Alfa Romeo")
    );

    let page = server.anonymous().get("/api/docs").await;
    let text = String::from_utf8(page.bytes.clone()).unwrap();
    assert!(text.contains("/api/oauth/token") && text.contains("Alfa Romeo") && !text.contains("<script"));
    assert!(page.header("content-security-policy").unwrap().contains("style-src 'self' 'sha256-"));
}

#[tokio::test]
async fn a_method_that_a_route_does_not_take_is_told() {
    let server = TestServer::start().await;
    let answer = server.anonymous().patch("/api/session", json!({})).await;
    assert_eq!(answer.status, 405);
    assert!(!answer.message().is_empty());
    assert!(answer.header("allow").unwrap().contains("POST"));
}

#[tokio::test]
async fn health_says_whether_the_database_answers() {
    let server = TestServer::with(|config| config.metrics_token = Some("watcher".to_owned())).await;
    assert_eq!(server.anonymous().get("/healthz").await.status, 200);
    assert_eq!(server.anonymous().with_token("watcher").get("/metrics").await.status, 200);
    server.state.db.close_by_ref().await.unwrap();
    assert_eq!(server.anonymous().get("/healthz").await.status, 503);
    let mut cookie = server.anonymous();
    cookie.cookie = Some("__Host-tocsin=x".to_owned());
    let answer = cookie.get("/api/customer").await;
    assert_eq!(answer.status, 500);
    assert_eq!(answer.message(), "Something went wrong on our side. Try again.");
}
