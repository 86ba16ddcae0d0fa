//! Clients of the assistance source work unchanged: their sign-in, their header, their slashes.

use axum::http::Method;
use serde_json::json;

use crate::support::TestServer;

const SIGN_IN: &str = "/api-token-auth/";

#[tokio::test]
async fn a_client_signs_in_and_finds_its_resources_with_and_without_a_slash() {
    let server = TestServer::start().await;
    let body = json!({"username": "admin@demo.example", "password": "tocsin-demo"});
    for path in [SIGN_IN, "/api-token-auth"] {
        let answer = server.anonymous().post(path, body.clone()).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let token = answer.body["token"].as_str().unwrap();
        for scheme in ["JWT", "Bearer", "Token", "jwt"] {
            let client = server.anonymous().with_header("authorization", &format!("{scheme} {token}"));
            let with = client.get("/api/v2/assistance-provider/?page=1&page_size=2").await;
            let without = client.get("/api/v2/assistance-provider?page=1&page_size=2").await;
            assert_eq!((with.status, without.status), (200, 200), "{scheme}");
            assert_eq!(with.body, without.body);
            assert_eq!(client.get("/api/v2/site/5/").await.body["name"], "Acacia Avenue");
        }
    }
}

#[tokio::test]
async fn every_method_takes_the_slash() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let body = json!({"name": "Night Watch", "label": "Night Watch", "content_type": "site", "object_id": 5,
        "webhook_notifiers": [{"name": "Desk", "url": "https://desk.example/hook"}]});
    let made = admin.post("/api/v2/assistance-provider/", body).await;
    assert_eq!(made.status, 201, "{made:?}");
    let one = format!("/api/v2/assistance-provider/{}/", made.body["id"]);
    assert_eq!(admin.patch(&one, json!({"label": "Watch"})).await.body["label"], "Watch");
    assert_eq!(admin.delete(&one).await.status, 204);
    assert_eq!(admin.get(&one).await.status, 404);
}

#[tokio::test]
async fn a_form_is_taken_and_what_is_missing_or_wrong_is_told_by_field() {
    let server = TestServer::start().await;
    let form = server.anonymous().with_header("content-type", "application/x-www-form-urlencoded");
    let body = b"username=admin%40demo.example&password=tocsin-demo".to_vec();
    assert_eq!(form.send(Method::POST, SIGN_IN, body).await.status, 200);
    for (body, fields) in [
        (json!({}), vec!["password", "username"]),
        (json!({"username": "admin@demo.example"}), vec!["password"]),
        (json!({"username": 7, "password": ""}), vec!["password", "username"]),
        (json!({"username": "admin@demo.example", "password": "wrong"}), vec!["non_field_errors"]),
        (json!({"username": "nobody@demo.example", "password": "wrong"}), vec!["non_field_errors"]),
    ] {
        let answer = server.anonymous().post(SIGN_IN, body.clone()).await;
        assert_eq!(answer.status, 400, "{body}: {answer:?}");
        let keys: Vec<_> = answer.body.as_object().unwrap().keys().cloned().collect();
        assert_eq!(keys, fields, "{body}");
    }
}

#[tokio::test]
async fn a_token_counts_until_it_is_revoked() {
    let server = TestServer::start().await;
    let body = json!({"username": "resident@demo.example", "password": "tocsin-demo"});
    let answer = server.anonymous().post(SIGN_IN, body).await;
    let token = answer.body["token"].as_str().unwrap();
    let client = server.anonymous().with_header("authorization", &format!("JWT {token}"));
    server.clock.advance(20 * 365 * 24 * 3_600_000);
    server::jobs::delete_expired(server.state.context.clone()).await.unwrap();
    assert_eq!(client.get("/api/customer").await.status, 200);
    let admin = server.as_admin().await;
    let user =
        server::auth::account::find(&*server.state.db, "resident@demo.example").await.unwrap().unwrap();
    let tokens = admin.get(&format!("/api/users/{}/tokens", user.id)).await.body;
    assert_eq!(tokens[0]["expiresAt"], serde_json::Value::Null);
    let one = format!("/api/users/{}/tokens/{}", user.id, tokens[0]["id"].as_str().unwrap());
    assert_eq!(admin.delete(&one).await.status, 204);
    assert_eq!(client.get("/api/customer").await.status, 401);
}
