//! `/api/oauth/user`.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::json;

use crate::support::TestServer;
use database::entity::client;

const NEW: &str = "guid_1234@company.example";

#[tokio::test]
async fn a_server_token_registers_a_user_who_can_sign_in() {
    let server = TestServer::start().await;
    let client = server.server_token().await;
    let answer = client.post("/api/oauth/user", json!({ "email": NEW, "password": "long enough" })).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(answer.body["email"], NEW);
    let token =
        server.anonymous().post("/api/oauth/token", json!({ "email": NEW, "password": "long enough" })).await;
    let user = server.anonymous().with_token(token.body["accessToken"].as_str().unwrap());
    let details = user.get("/api/customer").await;
    assert_eq!(details.body["id"], answer.body["customerId"]);
    assert_eq!(details.body["auth0UserId"], answer.body["id"]);
}

#[tokio::test]
async fn a_name_that_exists_is_a_conflict_whatever_its_case() {
    let server = TestServer::start().await;
    let client = server.server_token().await;
    for email in ["resident@demo.example", "RESIDENT@demo.example"] {
        let answer =
            client.post("/api/oauth/user", json!({ "email": email, "password": "long enough" })).await;
        assert_eq!(answer.status, 409);
        assert!(answer.message().contains("exists already"));
    }
}

#[tokio::test]
async fn two_registrations_at_once_make_one_user() {
    let server = TestServer::start().await;
    let client = server.server_token().await;
    let body = json!({ "email": NEW, "password": "long enough" });
    let both = [client.post("/api/oauth/user", body.clone()), client.post("/api/oauth/user", body)];
    let mut statuses: Vec<_> =
        futures_util::future::join_all(both).await.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
}

#[tokio::test]
async fn a_user_that_cannot_sign_in_is_not_registered() {
    let server = TestServer::start().await;
    let client = server.server_token().await;
    for (body, field) in [
        (json!({ "email": "nobody", "password": "long enough" }), "email"),
        (json!({ "email": NEW, "password": "short" }), "password"),
        (json!({ "email": NEW }), "password"),
        (json!({ "email": 5, "password": "long enough" }), "email"),
    ] {
        let answer = client.post("/api/oauth/user", body).await;
        assert_eq!(answer.status, 400);
        assert!(answer.message().contains(field), "{answer:?}");
    }
    assert!(server::auth::account::find(&*server.state.db, NEW).await.unwrap().is_none());
}

#[tokio::test]
async fn only_a_server_token_manages_users() {
    let server = TestServer::start().await;
    for (client, status) in [
        (server.as_resident().await, 403),
        (server.as_admin().await, 403),
        (server.user_token("resident@demo.example").await, 403),
        (server.anonymous(), 401),
    ] {
        let body = json!({ "email": NEW, "password": "long enough" });
        assert_eq!(client.post("/api/oauth/user", body).await.status, status);
        assert_eq!(client.get("/api/oauth/user/x/subscription").await.status, status);
        assert_eq!(client.delete("/api/oauth/user/x").await.status, status);
    }
}

#[tokio::test]
async fn a_deactivated_user_is_out_everywhere() {
    let server = TestServer::start().await;
    let client = server.server_token().await;
    let body = json!({ "email": NEW, "password": "tocsin-demo" });
    let id = client.post("/api/oauth/user", body).await.body["id"].as_str().unwrap().to_owned();
    let (browser, token) = (server.signed_in(NEW).await, server.user_token(NEW).await);

    let path = format!("/api/oauth/user/{id}/subscription");
    let subscription = client.get(&path).await;
    assert_eq!(subscription.body["active"], true);
    assert_eq!(subscription.body["responseTypeIds"], json!([1, 2, 3]));
    assert_eq!(subscription.body["deactivatedAt"], json!(null));

    server.clock.advance(1000);
    for _ in 0..2 {
        assert_eq!(client.delete(&format!("/api/oauth/user/{id}")).await.status, 204);
        server.clock.advance(1000);
    }
    assert_eq!(browser.get("/api/customer").await.status, 401);
    assert_eq!(token.get("/api/customer").await.status, 401);
    let again = json!({ "email": NEW, "password": "tocsin-demo" });
    assert_eq!(server.anonymous().post("/api/session", again).await.status, 401);
    let subscription = client.get(&path).await;
    assert_eq!(subscription.body["active"], false);
    assert_eq!(subscription.body["deactivatedAt"], "2026-01-05T12:00:01.000Z");
}

#[tokio::test]
async fn users_of_others_are_as_unknown_as_nobody() {
    let server = TestServer::start().await;
    let client = server.server_token().await;
    let resident =
        server::auth::account::find(&*server.state.db, "resident@demo.example").await.unwrap().unwrap();
    let unknown = client.get("/api/oauth/user/unknown/subscription").await;
    let foreign = client.get(&format!("/api/oauth/user/{}/subscription", resident.id)).await;
    assert_eq!((unknown.status, foreign.status), (404, 404));
    assert_eq!(unknown.bytes, foreign.bytes);
    assert_eq!(client.delete(&format!("/api/oauth/user/{}", resident.id)).await.status, 404);
    server.as_resident().await;
}

#[tokio::test]
async fn a_client_that_was_switched_off_is_out() {
    let server = TestServer::start().await;
    let token = server.server_token().await;
    let row = client::Entity::find_by_id(server::demo::CLIENT_ID).one(&*server.state.db).await.unwrap();
    let mut row = row.unwrap().into_active_model();
    row.active = Set(false);
    row.update(&*server.state.db).await.unwrap();
    let body = json!({ "email": NEW, "password": "long enough" });
    assert_eq!(token.post("/api/oauth/user", body).await.status, 401);
}
