//! Shorthands for tests of notifications.

use serde_json::{Value, json};

use super::{Answer, Client};

/// A published example.
pub fn fixture(name: &str) -> Value {
    let path = format!("{}/../wire/fixtures/notifications/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A screen notification for finance that needs a decision, with these fields.
pub fn screen(fields: Value) -> Value {
    let mut body = json!({"notificationType": "Screen", "targetId": "estimate-7", "targetType": "Estimates",
        "message": "The estimates for Acacia Avenue wait for you.", "requireAction": true});
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// Sends a notification and returns its id.
pub async fn sent(by: &Client, body: Value) -> String {
    let answer = by.post("/api/notifications", body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.body.as_str().unwrap().to_owned()
}

/// The list for these parameters.
pub async fn list(by: &Client, query: &str) -> Vec<Value> {
    let answer = by.get(&format!("/api/notifications{query}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body.as_array().unwrap().clone()
}

/// The ids in a list.
pub async fn ids(by: &Client, query: &str) -> Vec<String> {
    list(by, query).await.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

pub async fn one(by: &Client, id: &str) -> Value {
    let answer = by.get(&format!("/api/notifications/{id}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}

/// An action on a notification.
pub async fn act(by: &Client, id: &str, action: &str) -> Answer {
    by.patch(&format!("/api/notifications/{id}"), json!({"actionType": action})).await
}

/// A person's number of unread notifications, as the session reports it.
pub async fn unread(by: &Client) -> i64 {
    by.get("/api/session").await.body["user"]["unreadCount"].as_i64().unwrap()
}

/// Asserts an error in this API's format.
pub fn assert_problem(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{answer:?}");
    assert_eq!(answer.body["status"], status, "{answer:?}");
    assert!(answer.body["title"].is_string() && answer.body["type"].is_string(), "{answer:?}");
}

/// The fields that a 422 names.
pub fn complaints(answer: &Answer) -> Vec<String> {
    assert_problem(answer, 422);
    answer.body["errors"].as_object().unwrap().keys().cloned().collect()
}
