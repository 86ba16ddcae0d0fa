//! `POST /api/callouts/{id}/dismiss`, `…/comments` in both spellings, and the lists that clients may cache.

use serde_json::json;

use crate::support::TestServer;
use crate::support::callout::{act, pressed, read, told};

#[tokio::test]
async fn i_am_safe_now_sets_one_flag_and_ends_nothing() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({})).await;
    let path = format!("/api/callouts/{id}/dismiss");
    for _ in 0..2 {
        let answer = resident.send(axum::http::Method::POST, &path, Vec::new()).await;
        assert_eq!(answer.status, 200);
    }
    let callout = read(&resident, id).await;
    assert_eq!((&callout["cancelledByCustomer"], &callout["status"]), (&json!(true), &json!("created")));
    assert_eq!(callout["dispatchRequired"], true);
    assert_eq!(told(&callout).iter().filter(|body| body.contains("I am safe now")).count(), 1);
    act(&server.as_controller().await, id, "close", json!({})).await;
    assert_eq!(resident.post(&path, json!({})).await.status, 409);
}

#[tokio::test]
async fn messages_go_both_ways_under_either_path() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({})).await;
    for path in ["callouts", "callout"] {
        let body = json!({"message": format!("by {path}")});
        assert_eq!(resident.post(&format!("/api/{path}/{id}/comments"), body).await.status, 200);
    }
    act(&server.as_controller().await, id, "reply", json!({"message": "Help is near"})).await;
    let callout = read(&resident, id).await;
    let messages: Vec<_> = callout["calloutEvents"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|event| event["calloutEventTypeId"] == 2)
        .map(|event| {
            let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
            (text(&event["event"]["body"]), text(&event["event"]["role"]), text(&event["createdBy"]))
        })
        .collect();
    let line = |body: &str, role: &str, by: &str| (body.to_owned(), role.to_owned(), by.to_owned());
    assert_eq!(
        messages,
        [
            line("by callouts", "User", "Rose Adeyemi"),
            line("by callout", "User", "Rose Adeyemi"),
            line("Help is near", "Admin", "Con Hart"),
        ]
    );
}

#[tokio::test]
async fn a_comment_has_1_to_2000_characters() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({})).await;
    let path = format!("/api/callouts/{id}/comments");
    for bad in
        [json!({}), json!({"message": " "}), json!({"message": "é".repeat(2001)}), json!({"message": 5})]
    {
        assert_eq!(resident.post(&path, bad).await.status, 400);
    }
    assert_eq!(resident.post(&path, json!({"message": "é".repeat(2000)})).await.status, 200);
    assert_eq!(server.as_controller().await.post(&path, json!({"message": "x"})).await.status, 403);
    act(&server.as_controller().await, id, "close", json!({})).await;
    assert_eq!(resident.post(&path, json!({"message": "x"})).await.status, 409);
}

#[tokio::test]
async fn the_lists_may_be_kept_for_good() {
    let server = TestServer::start().await;
    let nobody = server.anonymous();
    let classifications = nobody.get("/api/callout-classifications").await;
    assert_eq!(classifications.body, json!([{"id": 1, "name": "REAL"}, {"id": 2, "name": "TEST"}]));
    let types = nobody.get("/api/response-types").await;
    assert_eq!(types.body[1], json!({"id": 2, "name": "Medical"}));
    for answer in [classifications, types] {
        assert!(answer.header("cache-control").unwrap().contains("max-age=31536000"));
    }
}
