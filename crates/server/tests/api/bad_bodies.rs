//! Wrong request bodies: each is answered with a 4xx and a message, and nothing is stored.

use axum::body::Body;
use axum::http::Method;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::refusing::{Area, every, refuses, refuses_broken, refuses_random_bytes};
use crate::support::{Answer, Client, TestServer};

struct World {
    server: TestServer,
    routes: Vec<(Client, Method, &'static str)>,
}

impl Area for World {
    const CASES: u32 = 24;

    async fn begin() -> Self {
        let server = TestServer::start().await;
        let routes = vec![
            (server.anonymous(), Method::POST, "/api/session"),
            (server.anonymous(), Method::POST, "/api/oauth/token"),
            (server.server_token().await, Method::POST, "/api/oauth/user"),
            (server.as_admin().await, Method::POST, "/api/password-resets"),
            (server.anonymous(), Method::POST, "/api/password-resets/use"),
            (server.as_resident().await, Method::PATCH, "/api/customer"),
        ];
        Self { server, routes }
    }

    fn routes(&self) -> Vec<(&Client, Method, String)> {
        self.routes
            .iter()
            .map(|(client, method, path)| (client, method.clone(), (*path).to_owned()))
            .collect()
    }

    async fn snapshot(&self) -> Value {
        self.server.as_resident().await.get("/api/customer").await.body
    }

    fn assert_told(answer: &Answer, about: &str) {
        assert!(!answer.message().is_empty(), "{about}: nothing is said");
        assert!(answer.message().len() < 400, "{about}: too much is said");
        assert!(answer.status != 413 || answer.message().contains("64 KiB"), "{about}");
    }
}

#[tokio::test]
async fn huge_deep_and_broken_bodies_are_refused() {
    let broken: [&[u8]; 11] = [
        b"",
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
    ];
    refuses_broken::<World>(&broken).await;
}

#[tokio::test]
async fn a_body_that_never_ends_is_given_up() {
    let server = TestServer::start().await;
    // Only now, because a database connection waits in real time.
    tokio::time::pause();
    let body = Body::from_stream(futures_util::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let answer = server.anonymous().stream(Method::POST, "/api/session", body, false).await;
    assert_eq!(answer.status, 408);
    assert!(!answer.message().is_empty());
}

/// JSON that is not an object, or whose known fields all have a wrong type.
fn wrong() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![any::<bool>().prop_map(Value::from), any::<i64>().prop_map(Value::from)];
    let field = prop_oneof![
        leaf.clone(),
        prop::collection::vec(leaf.clone(), 0..3).prop_map(Value::from),
        prop::collection::btree_map("[a-z]{1,5}", leaf, 0..3).prop_map(|map| json!(map)),
    ];
    every(&["email", "password", "clientId", "username", "code", "name", "mobile"], field)
}

#[test]
fn wrong_types_are_refused() {
    refuses::<World, _>(wrong(), |value| value.to_string().into_bytes());
}

#[test]
fn random_bytes_are_refused() {
    refuses_random_bytes::<World>();
}

#[test]
fn truncated_bodies_are_refused() {
    let whole =
        json!({ "email": "resident@demo.example", "password": "tocsin-demo", "code": "x", "name": "R" });
    let text = whole.to_string();
    refuses::<World, _>(1..text.len(), move |end| text.as_bytes()[..end].to_vec());
}
