//! `GET /v2/templates`, `GET /v2/template/{id}`, its versions, its preview.

use serde_json::json;

use crate::support::TestServer;
use crate::support::notify::{EMAIL, FILE, LETTER, NO_TEMPLATE, TEXT, assert_refused, live, refusal};

const SERVICE: &str = "15f6815b-0000-0000-0000-000000000000";

#[tokio::test]
async fn a_template_says_what_it_asks_for() {
    let server = TestServer::start().await;
    let answer = live(&server).get(&format!("/v2/template/{FILE}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!((&answer.body["type"], &answer.body["version"]), (&json!("email"), &json!(1)));
    assert_eq!(
        answer.body["personalisation"],
        json!({"name": {"required": true}, "link_to_file": {"required": true}, "urgent": {"required": true}})
    );
    assert_eq!(answer.body["created_by"], "admin@demo.example");
    assert_eq!(live(&server).get(&format!("/v2/template/{TEXT}")).await.body["subject"], json!(null));
    assert_eq!(live(&server).get(&format!("/v2/template/{LETTER}")).await.body["postage"], "second");
}

#[tokio::test]
async fn a_list_can_be_of_one_type() {
    let server = TestServer::start().await;
    let all = live(&server).get("/v2/templates").await.body;
    let all = all["templates"].as_array().unwrap().clone();
    assert!(all.iter().any(|template| template["id"] == EMAIL));
    assert!(all.iter().all(|template| template["name"] != "Plain words"), "the server's own are hidden");
    let letters = live(&server).get("/v2/templates?type=letter").await.body;
    let letters = letters["templates"].as_array().unwrap().clone();
    assert!(!letters.is_empty() && letters.len() < all.len());
    assert!(letters.iter().all(|template| template["type"] == "letter"));
    let bad = live(&server).get("/v2/templates?type=pigeon").await;
    assert_refused(&bad, 400, "ValidationError", "type pigeon is not one of [sms, email, letter]");
}

#[tokio::test]
async fn an_unknown_template_is_404() {
    let server = TestServer::start().await;
    let client = live(&server);
    for path in [
        format!("/v2/template/{NO_TEMPLATE}"),
        format!("/v2/template/{EMAIL}/version/7"),
        format!("/v2/template/{EMAIL}/version/x"),
        format!("/service/{NO_TEMPLATE}/template/{EMAIL}/versions"),
    ] {
        assert_refused(&client.get(&path).await, 404, "NoResultFound", "No result found");
    }
    let bad = client.get("/v2/template/5").await;
    assert_refused(&bad, 400, "ValidationError", "id is not a valid UUID");
}

#[tokio::test]
async fn every_version_stays_readable() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let change = json!({"body": "Good morning ((name))"});
    assert_eq!(admin.patch(&format!("/api/templates/{EMAIL}"), change).await.status, 200);
    let client = live(&server);
    let first = client.get(&format!("/v2/template/{EMAIL}/version/1")).await.body;
    let second = client.get(&format!("/v2/template/{EMAIL}/version/2")).await.body;
    assert!(first["body"].as_str().unwrap().starts_with("Hello"));
    assert_eq!((&second["body"], &second["version"]), (&json!("Good morning ((name))"), &json!(2)));
    let versions = client.get(&format!("/service/{SERVICE}/template/{EMAIL}/versions")).await.body;
    let numbers: Vec<_> =
        versions["data"].as_array().unwrap().iter().map(|row| row["version"].clone()).collect();
    assert_eq!(numbers, [json!(2), json!(1)]);
}

#[tokio::test]
async fn a_preview_is_filled_or_names_what_is_missing() {
    let server = TestServer::start().await;
    let client = live(&server);
    let path = format!("/v2/template/{EMAIL}/preview");
    let answer = client.post(&path, json!({"personalisation": {"name": "<Rose>"}, "more": 1})).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!((&answer.body["subject"], &answer.body["type"]), (&json!("Hello <Rose>"), &json!("email")));
    assert!(answer.body["html"].as_str().unwrap().contains("<p>Hello &lt;Rose&gt;,</p>"));
    let message = "Missing personalisation: name";
    assert_refused(&client.post(&path, json!({})).await, 400, "BadRequestError", message);
    let empty = client.send(axum::http::Method::POST, &path, Vec::new()).await;
    assert_refused(&empty, 400, "BadRequestError", message);
    let (class, _) = refusal(&client.post(&path, json!({"personalisation": 5})).await, 400);
    assert_eq!(class, "ValidationError");
    let none = client.post(&format!("/v2/template/{NO_TEMPLATE}/preview"), json!({})).await;
    assert_refused(&none, 404, "NoResultFound", "No result found");
}

#[tokio::test]
async fn an_archived_template_sends_nothing() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    assert_eq!(admin.patch(&format!("/api/templates/{TEXT}"), json!({"archived": true})).await.status, 200);
    let body =
        json!({"phone_number": "07700900123", "template_id": TEXT, "personalisation": {"name": "Rose"}});
    let answer = live(&server).post("/v2/notifications/sms", body).await;
    assert_refused(&answer, 400, "BadRequestError", "Template has been deleted");
}
