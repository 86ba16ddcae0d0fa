//! `/api/password-resets`.

use serde_json::json;

use crate::support::TestServer;
use crate::support::guess::{NEVER, is_slowed};

const RESIDENT: &str = "resident@demo.example";

#[tokio::test]
async fn an_admin_hands_out_a_code_that_works_once() {
    let server = TestServer::start().await;
    let (phone, token) = (server.as_resident().await, server.user_token(RESIDENT).await);
    let answer = server.as_admin().await.post("/api/password-resets", json!({ "email": RESIDENT })).await;
    assert_eq!(answer.status, 201);
    let code = answer.body["code"].as_str().unwrap().to_lowercase().replace('-', " ");
    let new = json!({ "email": RESIDENT, "code": code, "password": "a new password" });
    let anonymous = server.anonymous();
    assert_eq!(anonymous.post("/api/password-resets/use", new.clone()).await.status, 204);
    assert_eq!(anonymous.post("/api/password-resets/use", new).await.status, 401);

    assert_eq!(phone.get("/api/customer").await.status, 401);
    assert_eq!(token.get("/api/customer").await.status, 401);
    let old = json!({ "email": RESIDENT, "password": "tocsin-demo" });
    assert_eq!(anonymous.post("/api/session", old).await.status, 401);
    let new = json!({ "email": RESIDENT, "password": "a new password" });
    assert_eq!(anonymous.post("/api/session", new).await.status, 200);
}

#[tokio::test]
async fn a_code_grows_old_and_is_replaced_by_the_next() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let mut codes = Vec::new();
    for _ in 0..2 {
        let answer = admin.post("/api/password-resets", json!({ "email": RESIDENT })).await;
        codes.push(answer.body["code"].as_str().unwrap().to_owned());
    }
    let use_code = async |code: &str| {
        let body = json!({ "email": RESIDENT, "code": code, "password": "a new password" });
        server.anonymous().post("/api/password-resets/use", body).await.status
    };
    assert_eq!(use_code(&codes[0]).await, 401);
    server.clock.advance(24 * 60 * 60_000);
    assert_eq!(use_code(&codes[1]).await, 401);
}

#[tokio::test]
async fn codes_cannot_be_guessed_for_long() {
    let server = TestServer::with(|config| config.limits.guess_delay = NEVER).await;
    let guess = json!({ "email": RESIDENT, "code": "AAAA-AAAA-AAAA", "password": "a new password" });
    let stranger = server.anonymous();
    for _ in 0..10 {
        assert_eq!(stranger.post("/api/password-resets/use", guess.clone()).await.status, 401);
    }
    assert!(is_slowed(stranger.post("/api/password-resets/use", guess)).await);
}

#[tokio::test]
async fn wrong_codes_of_strangers_never_refuse_the_right_code() {
    let server =
        TestServer::with(|config| config.limits.guess_delay = std::time::Duration::from_millis(20)).await;
    let reset = server.as_admin().await.post("/api/password-resets", json!({ "email": RESIDENT })).await;
    let body = |code: &str| json!({ "email": RESIDENT, "code": code, "password": "a new password" });
    for _ in 0..15 {
        let answer = server.anonymous().post("/api/password-resets/use", body("AAAA-AAAA-AAAA")).await;
        assert_eq!(answer.status, 401);
    }
    let code = reset.body["code"].as_str().unwrap();
    assert_eq!(server.anonymous().post("/api/password-resets/use", body(code)).await.status, 204);
}

#[tokio::test]
async fn a_short_new_password_is_refused_before_the_code_is_used_up() {
    let server = TestServer::start().await;
    let body = json!({ "email": RESIDENT, "code": "x", "password": "short" });
    let answer = server.anonymous().post("/api/password-resets/use", body).await;
    assert_eq!(answer.status, 400);
    assert!(answer.message().contains("password"));
}

#[tokio::test]
async fn only_an_admin_starts_one_and_only_for_their_own_organisation() {
    let server = TestServer::start().await;
    let body = json!({ "email": RESIDENT });
    for (client, status) in [
        (server.as_resident().await, 403),
        (server.as_controller().await, 403),
        (server.as_officer().await, 403),
        (server.server_token().await, 403),
        (server.anonymous(), 401),
    ] {
        assert_eq!(client.post("/api/password-resets", body.clone()).await.status, status);
    }
    let admin = server.as_admin().await;
    let foreign = admin.post("/api/password-resets", json!({ "email": "stranger@demo.example" })).await;
    let unknown = admin.post("/api/password-resets", json!({ "email": "nobody@demo.example" })).await;
    assert_eq!((foreign.status, unknown.status), (404, 404));
    assert_eq!(foreign.bytes, unknown.bytes);
}
