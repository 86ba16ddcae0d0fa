//! How long sessions last, and how often a password may be tried.

use serde_json::json;

use crate::support::TestServer;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

#[tokio::test]
async fn an_idle_staff_session_ends() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    server.clock.advance(59 * MINUTE);
    assert!(admin.post("/api/session/active", json!({})).await.body.is_object());
    server.clock.advance(59 * MINUTE);
    assert!(admin.post("/api/session/active", json!({})).await.body.is_object());
    server.clock.advance(60 * MINUTE);
    assert!(admin.get("/api/session").await.body["user"].is_null());
}

#[tokio::test]
async fn a_busy_staff_session_ends_after_a_shift() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    for _ in 0..23 {
        server.clock.advance(30 * MINUTE);
        assert_eq!(admin.post("/api/session/active", json!({})).await.status, 200);
        assert!(admin.get("/api/session").await.body["user"].is_object());
    }
    server.clock.advance(30 * MINUTE);
    assert!(admin.get("/api/session").await.body["user"].is_null());
}

#[tokio::test]
async fn a_residents_phone_stays_signed_in() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    server.clock.advance(399 * DAY);
    assert_eq!(resident.get("/api/customer").await.status, 200);
}

#[tokio::test]
async fn guessing_is_stopped_and_forgiven_after_a_while() {
    let server = TestServer::start().await;
    let client = server.anonymous();
    let wrong = json!({ "email": "resident@demo.example", "password": "guess" });
    let right = json!({ "email": "resident@demo.example", "password": "tocsin-demo" });
    for _ in 0..10 {
        assert_eq!(client.post("/api/session", wrong.clone()).await.status, 401);
    }
    server.clock.advance(5 * MINUTE);
    for path in ["/api/session", "/api/oauth/token"] {
        let answer = client.post(path, right.clone()).await;
        assert_eq!(answer.status, 429, "{path}");
        assert_eq!(answer.header("retry-after"), Some("600"));
        assert!(answer.message().contains("600 seconds"));
    }
    let other = json!({ "email": "neighbour@demo.example", "password": "tocsin-demo" });
    assert_eq!(client.post("/api/session", other).await.status, 200);
    server.clock.advance(10 * MINUTE);
    assert_eq!(client.post("/api/session", right).await.status, 200);
}

#[tokio::test]
async fn a_right_password_gives_the_tries_back() {
    let server = TestServer::start().await;
    let client = server.anonymous();
    for _ in 0..3 {
        for _ in 0..9 {
            let wrong = json!({ "email": "resident@demo.example", "password": "guess" });
            assert_eq!(client.post("/api/session", wrong).await.status, 401);
        }
        server.as_resident().await;
    }
}

#[tokio::test]
async fn many_guesses_at_once_are_all_counted() {
    let server = TestServer::start().await;
    let guesses = (0..30).map(|_| {
        let client = server.anonymous();
        async move {
            let wrong = json!({ "email": "resident@demo.example", "password": "guess" });
            client.post("/api/session", wrong).await.status
        }
    });
    let statuses = futures_util::future::join_all(guesses).await;
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 10);
    assert_eq!(statuses.iter().filter(|status| **status == 429).count(), 20);
}
