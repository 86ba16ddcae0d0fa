//! `PUT`, `PATCH` and `DELETE /api/v2/assistance-provider/{id}`, and the rotation of a webhook's secret.

use serde_json::{Value, json};

use crate::support::TestServer;
use crate::support::provider::{complaints, created, labels, path, provider};

fn secret_of(provider: &Value, index: usize) -> Option<&str> {
    provider["webhook_notifiers"][index]["secret"].as_str()
}

#[tokio::test]
async fn a_part_is_changed_and_the_rest_stays() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let made = created(&admin, json!({})).await;
    let changed = admin.patch(&path(&made), json!({"label": " Day Watch "})).await;
    assert_eq!(changed.status, 200, "{changed:?}");
    let mut expected = made.clone();
    expected["label"] = json!("Day Watch");
    expected["webhook_notifiers"][0].as_object_mut().unwrap().remove("secret");
    assert_eq!(changed.body, expected);
    let moved = admin.patch(&path(&made), json!({"content_type": "customer", "object_id": 2})).await;
    assert_eq!((&moved.body["type"], &moved.body["content_object"]["id"]), (&json!("customer"), &json!(2)));
    let gone = admin.patch(&path(&made), json!({"email_notifiers": []})).await;
    assert_eq!(gone.body.get("email_notifiers"), None, "a list that is sent replaces that list");
    let empty = admin.patch(&path(&made), json!({"webhook_notifiers": []})).await;
    assert_eq!(complaints(&empty), ["non_field_errors"]);
    assert_eq!(admin.get(&path(&made)).await.body["webhook_notifiers"], gone.body["webhook_notifiers"]);
}

#[tokio::test]
async fn who_is_replaced_without_ids_keeps_the_secret_of_a_known_address() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let made = created(&admin, json!({})).await;
    let (hook, email) = (&made["webhook_notifiers"][0]["id"], &made["email_notifiers"][0]["id"]);
    let body = provider(json!({
        "webhook_notifiers": [
            {"name": "Second", "url": "https://second.example/hook"},
            {"name": "Desk, renamed", "url": "https://desk.example/hook"},
        ],
        "email_notifiers": [{"name": "Other", "email": "other@acme.example"}],
    }));
    let put = admin.put(&path(&made), body).await;
    assert_eq!(put.status, 200, "{put:?}");
    let hooks = &put.body["webhook_notifiers"];
    assert_eq!((&hooks[1]["id"], &hooks[1]["name"]), (hook, &json!("Desk, renamed")));
    assert!(secret_of(&put.body, 0).is_some() && secret_of(&put.body, 1).is_none());
    assert_ne!(&put.body["email_notifiers"][0]["id"], email, "another address is another notifier");
}

#[tokio::test]
async fn notifiers_are_named_by_their_ids() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let (made, other) = (created(&admin, json!({})).await, created(&admin, json!({})).await);
    let hook = &made["webhook_notifiers"][0]["id"];
    let moved = json!({"webhook_notifiers": [{"id": hook, "name": "Desk", "url": "https://new.example"}]});
    let moved = admin.patch(&path(&made), moved).await;
    assert_eq!((&moved.body["webhook_notifiers"][0]["id"], secret_of(&moved.body, 0)), (hook, None));
    for (list, at) in [
        (
            json!([{"id": other["webhook_notifiers"][0]["id"], "name": "D", "url": "https://new.example"}]),
            "webhook_notifiers.0.id",
        ),
        (
            json!([{"id": made["email_notifiers"][0]["id"], "name": "D", "url": "https://new.example"}]),
            "webhook_notifiers.0.id",
        ),
        (
            json!([{"id": hook, "name": "D", "url": "https://a.example"}, {"id": hook, "name": "D", "url": "https://b.example"}]),
            "webhook_notifiers.1.id",
        ),
        (json!([{"id": "x", "name": "D", "url": "https://a.example"}]), "webhook_notifiers.0.id"),
    ] {
        let answer = admin.patch(&path(&made), json!({"webhook_notifiers": list})).await;
        assert_eq!(complaints(&answer), [at], "{answer:?}");
    }
}

#[tokio::test]
async fn a_replacement_must_be_whole() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let made = created(&admin, json!({})).await;
    let answer = admin.put(&path(&made), json!({"label": "Only a label"})).await;
    assert_eq!(complaints(&answer), ["content_type", "name", "non_field_errors", "object_id"]);
}

#[tokio::test]
async fn what_is_deleted_is_gone_from_the_television() {
    let server = TestServer::start().await;
    let (admin, resident) = (server.as_admin().await, server.as_resident().await);
    let made = created(&admin, json!({"label": "Night"})).await;
    let on_screen = async || labels(&resident.get("/api/v2/assistance-provider").await.body);
    assert!(on_screen().await.contains(&"Night".to_owned()));
    assert_eq!(admin.delete(&path(&made)).await.status, 204);
    assert!(!on_screen().await.contains(&"Night".to_owned()));
    for status in [admin.get(&path(&made)).await.status, admin.delete(&path(&made)).await.status] {
        assert_eq!(status, 404);
    }
    let hook = format!("/api/v2/webhook-notifiers/{}/rotate", made["webhook_notifiers"][0]["id"]);
    assert_eq!(admin.post(&hook, json!({})).await.status, 404);
}

#[tokio::test]
async fn a_rotated_secret_is_another_one_and_shown_once() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let made = created(&admin, json!({})).await;
    let id = &made["webhook_notifiers"][0]["id"];
    let answer = admin.post(&format!("/api/v2/webhook-notifiers/{id}/rotate"), json!({})).await;
    assert_eq!((answer.status, &answer.body["id"]), (200, id));
    assert_ne!(answer.body["secret"].as_str(), secret_of(&made, 0));
    assert_eq!(answer.body["former_until"], "2026-01-06T12:00:00.000Z", "a day later");
    let email = &made["email_notifiers"][0]["id"];
    for path in
        [format!("/api/v2/webhook-notifiers/{email}/rotate"), "/api/v2/webhook-notifiers/x/rotate".to_owned()]
    {
        assert_eq!(admin.post(&path, json!({})).await.status, 404);
    }
}

#[tokio::test]
async fn nobody_else_changes_a_provider() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let foreign = "/api/v2/assistance-provider/12";
    for answer in [
        admin.put(foreign, provider(json!({}))).await,
        admin.patch(foreign, json!({"label": "Mine"})).await,
        admin.delete(foreign).await,
        admin.post("/api/v2/webhook-notifiers/10/rotate", json!({})).await,
    ] {
        assert_eq!((answer.status, &answer.body), (404, &json!({"detail": "Not found."})));
    }
    for (client, status) in [
        (server.as_officer().await, 403),
        (server.as_resident().await, 403),
        (server.server_token().await, 403),
        (server.anonymous(), 401),
    ] {
        let own = "/api/v2/assistance-provider/10";
        for answer in [
            client.put(own, provider(json!({}))).await,
            client.patch(own, json!({"label": "Mine"})).await,
            client.delete(own).await,
            client.post("/api/v2/webhook-notifiers/6/rotate", json!({})).await,
        ] {
            assert_eq!(answer.status, status);
        }
    }
}
