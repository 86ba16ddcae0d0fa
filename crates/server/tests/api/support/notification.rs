//! Short words for what most notification tests do.

use serde_json::{Value, json};

use super::{Answer, Client};

/// A published example.
pub fn fixture(name: &str) -> Value {
    let path = format!("{}/../wire/fixtures/notifications/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A screen notification for finance, to be decided, with these fields set.
pub fn screen(fields: Value) -> Value {
    let mut body = json!({"notificationType": "Screen", "targetId": "estimate-7", "targetType": "Estimates",
        "message": "The estimates for Acacia Avenue wait for you.", "requireAction": true});
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// Sends a notification and gives its id.
pub async fn sent(by: &Client, body: Value) -> String {
    let answer = by.post("/api/notifications", body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.body.as_str().unwrap().to_owned()
}

/// The list that these parameters ask for.
pub async fn list(by: &Client, query: &str) -> Vec<Value> {
    let answer = by.get(&format!("/api/notifications{query}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body.as_array().unwrap().clone()
}

/// The ids of a list.
pub async fn ids(by: &Client, query: &str) -> Vec<String> {
    list(by, query).await.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

/// One notification.
pub async fn one(by: &Client, id: &str) -> Value {
    let answer = by.get(&format!("/api/notifications/{id}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}

/// Does something with a notification.
pub async fn act(by: &Client, id: &str, action: &str) -> Answer {
    by.patch(&format!("/api/notifications/{id}"), json!({"actionType": action})).await
}

/// How many notifications somebody has not read, as the session says.
pub async fn unread(by: &Client) -> i64 {
    by.get("/api/session").await.body["user"]["unreadCount"].as_i64().unwrap()
}

/// A refusal in this API's own style.
pub fn assert_problem(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{answer:?}");
    assert_eq!(answer.body["status"], status, "{answer:?}");
    assert!(answer.body["title"].is_string() && answer.body["type"].is_string(), "{answer:?}");
}

/// The fields that a 422 complains about.
pub fn complaints(answer: &Answer) -> Vec<String> {
    assert_problem(answer, 422);
    answer.body["errors"].as_object().unwrap().keys().cloned().collect()
}
