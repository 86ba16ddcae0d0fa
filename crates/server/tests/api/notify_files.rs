//! Files by e-mail: links, and their pages.

use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::support::guess::{NEVER, is_slowed};
use crate::support::notify::{FILE, assert_refused, live, refusal};
use crate::support::{Answer, TestServer};

const PATH: &str = "/v2/notifications/email";

async fn send(server: &TestServer, file: Value) -> Answer {
    let values = json!({"name": "Rose", "urgent": false, "link_to_file": file});
    let body = json!({"email_address": "Rose@demo.example", "template_id": FILE, "personalisation": values});
    live(server).post(PATH, body).await
}

/// Sends a file and returns the path and key of its link.
async fn linked(server: &TestServer, file: Value) -> (String, String) {
    let answer = send(server, file).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let body = answer.body["content"]["body"].as_str().unwrap();
    let link = body.split_whitespace().find_map(|word| word.strip_prefix("http://localhost")).unwrap();
    let (path, key) = link.split_once("?key=").unwrap();
    (path.to_owned(), key.to_owned())
}

async fn post(server: &TestServer, path: &str, form: String) -> Answer {
    let client = server.anonymous().with_header("content-type", "application/x-www-form-urlencoded");
    client.send(Method::POST, path, form.into_bytes()).await
}

#[tokio::test]
async fn a_file_waits_behind_a_link_for_whom_it_was_sent_to() {
    let server = TestServer::start().await;
    let file = json!({"file": STANDARD.encode("a,b\n1,2"), "filename": "Rent é.csv"});
    let (path, key) = linked(&server, file).await;
    let page = server.anonymous().get(&format!("{path}?key={key}")).await;
    let text = String::from_utf8(page.bytes.clone()).unwrap();
    assert_eq!(page.status, 200);
    assert!(
        text.contains("sample sent you a file: Rent é.csv (1 KB)") && text.contains("Your e-mail address")
    );
    assert!(!text.contains("1,2"), "following the link downloads nothing");
    assert!(page.header("content-security-policy").unwrap().contains("default-src 'none'"));

    let wrong = post(&server, &path, format!("key={key}&email=noor%40demo.example")).await;
    assert_eq!(wrong.status, 403);
    assert!(String::from_utf8(wrong.bytes).unwrap().contains("role=\"alert\""));
    let file = post(&server, &path, format!("key={key}&email=ROSE%40demo.example")).await;
    assert_eq!((file.status, file.bytes.as_slice()), (200, b"a,b\n1,2".as_slice()));
    assert_eq!(file.header("content-type"), Some("text/csv"));
    assert_eq!(file.header("content-disposition"), Some("attachment; filename*=UTF-8''Rent%20%C3%A9.csv"));
}

#[tokio::test]
async fn addresses_cannot_be_guessed_for_long() {
    let server = TestServer::with(|config| config.limits.guess_delay = NEVER).await;
    let (path, key) = linked(&server, json!({"file": STANDARD.encode("hello")})).await;
    for _ in 0..10 {
        assert_eq!(post(&server, &path, format!("key={key}&email=x%40demo.example")).await.status, 403);
    }
    assert!(is_slowed(post(&server, &path, format!("key={key}&email=rose%40demo.example"))).await);
}

#[tokio::test]
async fn without_the_key_or_after_its_time_there_is_no_file() {
    let server = TestServer::start().await;
    let file = json!({
        "file": STANDARD.encode("hello"), "confirm_email_before_download": false, "retention_period": "2 weeks",
    });
    let (path, key) = linked(&server, file).await;
    assert_eq!(server.anonymous().get(&path).await.status, 404);
    assert_eq!(server.anonymous().get(&format!("{path}?key=guess")).await.status, 404);
    assert_eq!(post(&server, &path, "key=guess".to_owned()).await.status, 404);
    let open = post(&server, &path, format!("key={key}")).await;
    assert_eq!((open.status, open.bytes.as_slice()), (200, b"hello".as_slice()));
    server.clock.advance(14 * 24 * 60 * 60 * 1000);
    assert_eq!(server.anonymous().get(&format!("{path}?key={key}")).await.status, 404);
}

#[tokio::test]
async fn each_bad_file_is_told_why() {
    let server = TestServer::start().await;
    let good = STANDARD.encode("hello");
    let bad = "BadRequestError";
    assert_refused(&send(&server, json!({"file": "é"})).await, 400, bad, "Document is not base64 encoded");
    let large = STANDARD.encode(vec![b'x'; 2 * 1024 * 1024 + 1]);
    assert_refused(
        &send(&server, json!({"file": large})).await,
        400,
        bad,
        "Uploaded file exceeds file size limit",
    );
    let name = format!("{}.txt", "x".repeat(97));
    let message = "`filename` cannot be longer than 100 characters";
    assert_refused(&send(&server, json!({"file": good, "filename": name})).await, 400, bad, message);
    let (class, messages) = refusal(&send(&server, json!({"file": good, "filename": "run.exe"})).await, 400);
    assert_eq!(class, bad);
    assert!(
        messages[0].starts_with("Unsupported file type '.exe'. Supported types are: '.csv', "),
        "{messages:?}"
    );
    for (file, message) in [
        (
            json!({"file": good, "filename": "noending"}),
            "filename `filename` must end with a file extension. For example, filename.csv",
        ),
        (
            json!({"file": good, "retention_period": "1 year"}),
            "retention_period Unsupported value for retention_period: 1 year. Supported periods are from 1 to 78 weeks.",
        ),
        (
            json!({"file": good, "confirm_email_before_download": "maybe"}),
            "confirm_email_before_download Unsupported value for confirm_email_before_download: maybe. Use a boolean \
             true or false value.",
        ),
        (
            json!({"file": good, "is_csv": 1}),
            "is_csv Unsupported value for is_csv: 1. Use a boolean true or false value.",
        ),
        (
            json!({"file": good, "is_csv": true, "filename": "a.csv"}),
            "Do not set a value for `is_csv` if `filename` is set.",
        ),
        (json!({"file": good, "colour": 1}), "Additional properties are not allowed (colour was unexpected)"),
        (json!({"file": 5}), "file 5 is not of type string"),
    ] {
        assert_refused(&send(&server, file).await, 400, "ValidationError", message);
    }
}

#[tokio::test]
async fn a_service_without_a_contact_sends_no_files() {
    use database::entity::notify_service::{Column, Entity};
    use sea_orm::EntityTrait;
    use sea_orm::sea_query::Expr;
    let server = TestServer::start().await;
    let nobody: Option<String> = None;
    let query = Entity::update_many().col_expr(Column::Contact, Expr::value(nobody));
    query.exec(&*server.state.db).await.unwrap();
    let (_, messages) = refusal(&send(&server, json!({"file": "aGVsbG8="})).await, 400);
    assert!(messages[0].starts_with("Send files by email has not been set up - add contact details"));
}
