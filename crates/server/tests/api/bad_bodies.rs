//! Whatever a body holds, a wrong one is a 4xx with a message, and nothing is stored.

use axum::body::Body;
use axum::http::Method;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::support::{Client, TestServer};

/// Every route that takes a body, with a caller who may send one.
async fn routes(server: &TestServer) -> Vec<(Client, Method, &'static str)> {
    vec![
        (server.anonymous(), Method::POST, "/api/session"),
        (server.anonymous(), Method::POST, "/api/oauth/token"),
        (server.server_token().await, Method::POST, "/api/oauth/user"),
        (server.as_admin().await, Method::POST, "/api/password-resets"),
        (server.anonymous(), Method::POST, "/api/password-resets/use"),
        (server.as_resident().await, Method::PATCH, "/api/customer"),
    ]
}

async fn assert_refused(server: &TestServer, body: &[u8]) {
    for (client, method, path) in routes(server).await {
        let answer = client.send(method, path, body.to_vec()).await;
        assert!((400..500).contains(&answer.status), "{path} took {:?}: {answer:?}", preview(body));
        assert!(!answer.message().is_empty(), "{path} says nothing to {:?}", preview(body));
        assert!(answer.message().len() < 400, "{path} says too much");
    }
}

fn preview(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(80)]).into_owned()
}

#[tokio::test]
async fn huge_deep_and_broken_bodies_are_refused() {
    let server = TestServer::start().await;
    let details = server.as_resident().await.get("/api/customer").await.body;
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    let hidden = format!(r#"{{"email":"a@b.example","x":{deep}}}"#);
    for body in [
        &b""[..],
        b"{",
        b"nonsense",
        b"null",
        b"[]",
        b"5",
        b"{\"email\":NaN}",
        b"{\"email\":\"\xff\xfe\"}",
        b"{\"email\":\"\\ud800\"}",
        b"{\"email\":\"a\\u0000@b.example\",\"name\":\"\\u0000\"}",
        b"{} {}",
        deep.as_bytes(),
        hidden.as_bytes(),
    ] {
        // A resident may well change nothing.
        assert_refused(&server, body).await;
    }
    let huge = json!({ "name": "x".repeat(70_000), "email": "x".repeat(70_000) }).to_string();
    for (client, method, path) in routes(&server).await {
        let answer = client.send(method, path, huge.clone().into_bytes()).await;
        assert_eq!(answer.status, 413, "{path}");
        assert!(answer.message().contains("64 KiB"));
    }
    assert_eq!(server.as_resident().await.get("/api/customer").await.body, details);
}

#[tokio::test]
async fn a_body_that_never_ends_is_given_up() {
    let server = TestServer::start().await;
    // Only now: a connection to the database waits in real time.
    tokio::time::pause();
    let body = Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let answer = server.anonymous().stream(Method::POST, "/api/session", body, false).await;
    assert_eq!(answer.status, 408);
    assert!(!answer.message().is_empty());
}

/// JSON that is no object, or whose known fields all have a wrong type.
fn wrong() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![any::<bool>().prop_map(Value::from), any::<i64>().prop_map(Value::from)];
    let field = prop_oneof![
        leaf.clone(),
        prop::collection::vec(leaf.clone(), 0..3).prop_map(Value::from),
        prop::collection::btree_map("[a-z]{1,5}", leaf, 0..3).prop_map(|map| json!(map)),
    ];
    let fields = ["email", "password", "clientId", "username", "code", "name", "mobile"];
    field.prop_map(move |value| fields.iter().map(|name| ((*name).to_owned(), value.clone())).collect())
}

fn check_all<S: Strategy>(strategy: S, bytes: impl Fn(S::Value) -> Vec<u8>)
where
    S::Value: Clone,
{
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let server = runtime.block_on(TestServer::start());
    let details = runtime.block_on(async { server.as_resident().await.get("/api/customer").await.body });
    let mut runner = TestRunner::new(ProptestConfig { cases: 24, ..ProptestConfig::default() });
    runner
        .run(&strategy, |value| {
            runtime.block_on(assert_refused(&server, &bytes(value)));
            Ok(())
        })
        .unwrap();
    let after = runtime.block_on(async { server.as_resident().await.get("/api/customer").await.body });
    assert_eq!(after, details);
}

#[test]
fn wrong_types_are_refused() {
    check_all(wrong(), |value| value.to_string().into_bytes());
}

#[test]
fn random_bytes_are_refused() {
    let bytes = prop::collection::vec(any::<u8>(), 1..200);
    let broken =
        bytes.prop_filter("JSON by accident", |bytes| serde_json::from_slice::<Value>(bytes).is_err());
    check_all(broken, |bytes| bytes);
}

#[test]
fn truncated_bodies_are_refused() {
    let whole =
        json!({ "email": "resident@demo.example", "password": "tocsin-demo", "code": "x", "name": "R" });
    let text = whole.to_string();
    check_all(1..text.len(), move |end| text.as_bytes()[..end].to_vec());
}
