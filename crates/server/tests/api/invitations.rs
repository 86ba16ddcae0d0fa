//! `POST /api/users` and `POST /api/users/{id}/invitation`.

use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::support::TestServer;
use database::entity::message;

fn jo(fields: Value) -> Value {
    let mut body =
        json!({"email": "Jo@Acme.example", "name": "Jo", "surname": "Smith", "role": "resident", "site": 5});
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

#[tokio::test]
async fn who_is_invited_chooses_a_password_and_is_in() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let made = admin.post("/api/users", jo(json!({}))).await;
    assert_eq!(made.status, 201, "{made:?}");
    let (user, invitation) = (&made.body["user"], &made.body["invitation"]);
    assert_eq!((&user["email"], &user["name"]), (&json!("jo@acme.example"), &json!("Jo Smith")));
    assert_eq!((&user["invited"], &user["role"]), (&json!(true), &json!("resident")));
    assert_eq!(invitation["expiresAt"], "2026-01-12T12:00:00.000Z");
    let code = invitation["code"].as_str().unwrap();
    let link = format!("http://localhost/new-password#email=jo%40acme.example&code={code}");
    assert_eq!(invitation["link"], link);

    let choose = json!({"email": "jo@acme.example", "code": code, "password": "correct horse"});
    assert_eq!(server.anonymous().post("/api/password-resets/use", choose).await.status, 204);
    let enter = json!({"email": "jo@acme.example", "password": "correct horse"});
    let session = server.anonymous().post("/api/session", enter).await.body;
    assert_eq!(session["user"]["site"]["name"], "Acacia Avenue");
    let path = format!("/api/users/{}", user["id"].as_str().unwrap());
    assert_eq!(admin.get(&path).await.body["invited"], false);
    assert_eq!(
        admin.post(&format!("{path}/invitation"), json!({})).await.status,
        409,
        "they have a password"
    );
    assert_eq!(admin.get("/api/v2/resident?search=jo%20smith").await.body["count"], 1);
}

#[tokio::test]
async fn the_link_goes_out_by_e_mail() {
    let server = TestServer::start().await;
    let before = message::Entity::find().all(&*server.state.db).await.unwrap().len();
    let made = server.as_admin().await.post("/api/users", jo(json!({}))).await;
    assert_eq!(made.body["invitation"]["sent"], true);
    let messages = message::Entity::find().all(&*server.state.db).await.unwrap();
    assert_eq!(messages.len(), before + 1);
}

#[tokio::test]
async fn a_new_invitation_takes_the_place_of_the_old() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let made = admin.post("/api/users", jo(json!({}))).await.body;
    let path = format!("/api/users/{}/invitation", made["user"]["id"].as_str().unwrap());
    let renewed = admin.post(&path, json!({})).await;
    assert_eq!(renewed.status, 200, "{renewed:?}");
    let choose =
        |code: &Value| json!({"email": "jo@acme.example", "code": code, "password": "correct horse"});
    let anonymous = server.anonymous();
    let old = choose(&made["invitation"]["code"]);
    assert_eq!(anonymous.post("/api/password-resets/use", old).await.status, 401);
    let new = choose(&renewed.body["invitation"]["code"]);
    assert_eq!(anonymous.post("/api/password-resets/use", new).await.status, 204);
}

#[tokio::test]
async fn everything_wrong_with_an_invitation_is_told_at_once() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let bad = jo(json!({"email": "nobody", "name": "", "team": "chess", "site": 6}));
    let answer = admin.post("/api/users", bad).await;
    assert_eq!(answer.status, 400);
    let mut fields: Vec<_> = answer.body["errors"].as_object().unwrap().keys().cloned().collect();
    fields.sort();
    assert_eq!(fields, ["email", "name", "site", "team"]);
    for (fields, field) in [
        (json!({"role": "chief"}), "role"),
        (json!({"site": null}), "site"),
        (json!({"role": "supporter", "team": "housing"}), "team"),
        (json!({"name": "x".repeat(201)}), "name"),
    ] {
        let answer = admin.post("/api/users", jo(fields)).await;
        assert!(answer.body["errors"][field][0].is_string(), "{field}: {answer:?}");
    }
    for bad in [json!({}), json!([]), jo(json!({"role": 5})), jo(json!({"site": "five"}))] {
        assert_eq!(admin.post("/api/users", bad).await.status, 400);
    }
    assert_eq!(admin.get("/api/users").await.body["count"], 13);
}

#[tokio::test]
async fn an_address_that_signs_in_already_is_refused_at_its_field() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    for email in ["RESIDENT@demo.example", "stranger@demo.example"] {
        let answer = admin.post("/api/users", jo(json!({ "email": email }))).await;
        assert_eq!(answer.status, 409);
        assert!(answer.body["errors"]["email"][0].is_string());
    }
}

#[tokio::test]
async fn only_admins_invite() {
    let server = TestServer::start().await;
    for (client, status) in [
        (server.as_officer().await, 403),
        (server.as_resident().await, 403),
        (server.as_controller().await, 403),
        (server.server_token().await, 403),
        (server.anonymous(), 401),
    ] {
        assert_eq!(client.post("/api/users", jo(json!({}))).await.status, status);
    }
}
