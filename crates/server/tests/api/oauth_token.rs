//! `/api/oauth/token`.

use axum::http::Method;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use server::demo::{CLIENT_ID, CLIENT_SECRET};

use crate::support::TestServer;

const DAY: i64 = 24 * 60 * 60_000;

fn claims(jwt: &str) -> Value {
    let payload = jwt.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

#[tokio::test]
async fn a_client_gets_a_server_token_in_both_spellings() {
    let server = TestServer::start().await;
    let body = json!({ "clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET });
    let answer = server.anonymous().post("/api/oauth/token", body).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body["accessToken"], answer.body["access_token"]);
    assert_eq!(answer.body["tokenType"], "Bearer");
    assert_eq!(answer.body["token_type"], "Bearer");
    assert_eq!(answer.body["expiresIn"], answer.body["expires_in"]);
    let claims = claims(answer.body["accessToken"].as_str().unwrap());
    assert_eq!(claims["token_use"], "server");
    assert_eq!(claims["sub"], CLIENT_ID);
}

#[tokio::test]
async fn a_user_gets_a_user_token_by_each_printed_form() {
    let server = TestServer::start().await;
    let plain = json!({ "email": "resident@demo.example", "password": "tocsin-demo" }).to_string();
    let grant =
        json!({ "grant_type": "password", "username": "resident@demo.example", "password": "tocsin-demo" });
    let form = "grant_type=password&username=resident%40demo.example&password=tocsin-demo";
    for (content_type, body) in [
        ("application/json", plain.clone()),
        ("application/json", grant.to_string()),
        ("application/x-www-form-urlencoded", form.to_owned()),
        ("application/x-www-form-urlencoded", plain),
    ] {
        let client = server.anonymous().with_header("content-type", content_type);
        let answer = client.send(Method::POST, "/api/oauth/token", body.into_bytes()).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let jwt = answer.body["access_token"].as_str().unwrap();
        assert_eq!(claims(jwt)["token_use"], "user");
        let resident = server.anonymous().with_token(jwt);
        assert_eq!(resident.get("/api/customer").await.body["name"], "Rose");
    }
}

#[tokio::test]
async fn wrong_secrets_and_half_forms_get_none() {
    let server = TestServer::start().await;
    for (body, status) in [
        (json!({ "clientId": CLIENT_ID, "clientSecret": "wrong" }), 401),
        (json!({ "clientId": "22222222-2222-4222-8222-222222222222", "clientSecret": CLIENT_SECRET }), 401),
        (json!({ "email": "resident@demo.example", "password": "wrong" }), 401),
        (json!({ "clientId": CLIENT_ID }), 400),
        (json!({ "grant_type": "magic", "username": "a", "password": "b" }), 400),
        (json!({}), 400),
    ] {
        let answer = server.anonymous().post("/api/oauth/token", body.clone()).await;
        assert_eq!(answer.status, status, "{body}");
        assert!(!answer.message().is_empty());
    }
}

#[tokio::test]
async fn a_wrong_form_says_what_to_send() {
    let server = TestServer::start().await;
    let client = server.anonymous().with_header("content-type", "application/x-www-form-urlencoded");
    for body in ["grant_type=password", "username=%00&password=x&grant_type=password", "%ff=%fe"] {
        let answer = client.send(Method::POST, "/api/oauth/token", body.into()).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(!answer.message().is_empty());
    }
}

#[tokio::test]
async fn an_expired_token_says_so() {
    let server = TestServer::with(|config| config.token_days = 30).await;
    let body = json!({ "email": "resident@demo.example", "password": "tocsin-demo" });
    let answer = server.anonymous().post("/api/oauth/token", body).await;
    let resident = server.anonymous().with_token(answer.body["accessToken"].as_str().unwrap());
    server.clock.advance(30 * DAY - 1000);
    assert_eq!(resident.get("/api/customer").await.status, 200);
    server.clock.advance(1000);
    let answer = resident.get("/api/customer").await;
    assert_eq!(answer.status, 401);
    assert!(answer.message().contains("expired"));
    assert_eq!(answer.header("www-authenticate"), Some("Bearer"));
}

#[tokio::test]
async fn without_a_limit_a_token_counts_until_it_is_revoked() {
    let server = TestServer::start().await;
    for body in [
        json!({ "clientId": CLIENT_ID, "clientSecret": CLIENT_SECRET }),
        json!({ "email": "resident@demo.example", "password": "tocsin-demo" }),
    ] {
        let answer = server.anonymous().post("/api/oauth/token", body).await;
        assert!(answer.body.get("expiresIn").is_none() && answer.body.get("expires_in").is_none());
        let jwt = answer.body["accessToken"].as_str().unwrap();
        let claims = claims(jwt);
        assert!(claims.get("exp").is_none(), "{claims}");
        server.clock.advance(50 * 365 * DAY);
        let caller = server.anonymous().with_token(jwt);
        let path = format!("/api/oauth/token/{}", claims["jti"].as_str().unwrap());
        assert_eq!(caller.delete(&path).await.status, 204);
        assert_eq!(caller.delete(&path).await.status, 401);
    }
}

#[tokio::test]
async fn staffs_tokens_last_one_shift() {
    let server = TestServer::start().await;
    let body = json!({ "email": "controller@demo.example", "password": "tocsin-demo" });
    let answer = server.anonymous().post("/api/oauth/token", body).await;
    assert_eq!(answer.body["expiresIn"], 12 * 60 * 60);
}

#[tokio::test]
async fn a_struck_token_no_longer_counts() {
    let server = TestServer::start().await;
    let body = json!({ "email": "resident@demo.example", "password": "tocsin-demo" });
    let answer = server.anonymous().post("/api/oauth/token", body).await;
    let jwt = answer.body["accessToken"].as_str().unwrap();
    let path = format!("/api/oauth/token/{}", claims(jwt)["jti"].as_str().unwrap());
    assert_eq!(server.as_neighbour().await.delete(&path).await.status, 404);
    assert_eq!(server.server_token().await.delete(&path).await.status, 404);
    assert_eq!(server.anonymous().delete(&path).await.status, 401);
    let resident = server.anonymous().with_token(jwt);
    assert_eq!(resident.get("/api/customer").await.status, 200);
    assert_eq!(resident.delete(&path).await.status, 204);
    let answer = resident.get("/api/customer").await;
    assert_eq!(answer.status, 401);
    assert!(answer.message().contains("revoked"));
}

#[tokio::test]
async fn an_admin_strikes_the_tokens_of_their_own_organisation_only() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    for (email, status) in [("resident@demo.example", 204), ("stranger@demo.example", 404)] {
        let body = json!({ "email": email, "password": "tocsin-demo" });
        let answer = server.anonymous().post("/api/oauth/token", body).await;
        let claims = claims(answer.body["accessToken"].as_str().unwrap());
        let path = format!("/api/oauth/token/{}", claims["jti"].as_str().unwrap());
        assert_eq!(admin.delete(&path).await.status, status, "{email}");
    }
    assert_eq!(admin.delete("/api/oauth/token/unknown").await.status, 404);
}

#[tokio::test]
async fn a_token_of_another_maker_is_refused() {
    let server = TestServer::start().await;
    let other = TestServer::start().await;
    let body = json!({ "email": "resident@demo.example", "password": "tocsin-demo" });
    let answer = other.anonymous().post("/api/oauth/token", body).await;
    let jwt = answer.body["accessToken"].as_str().unwrap().to_owned();
    let mut parts: Vec<_> = jwt.split('.').collect();
    let unsigned = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"JWT"}"#);
    parts[0] = &unsigned;
    for forged in [jwt.clone(), parts.join("."), format!("{unsigned}.{}.", parts[1]), "nonsense".to_owned()] {
        let client = server.anonymous().with_token(&forged);
        let answer = client.get("/api/customer").await;
        assert_eq!(answer.status, 401);
        assert!(!answer.message().is_empty());
    }
    let basic = server.anonymous().with_header("authorization", "Basic cm9zZTpyb3Nl");
    assert_eq!(basic.get("/api/customer").await.status, 401);
}
