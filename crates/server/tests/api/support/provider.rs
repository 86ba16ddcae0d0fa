//! Shorthands for tests of providers.

use serde_json::{Value, json};

use super::{Answer, Client};

/// The path of the providers.
pub const PROVIDERS: &str = "/api/v2/assistance-provider";

/// A published example.
pub fn fixture(name: &str) -> Value {
    let path = format!("{}/../wire/fixtures/providers/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A provider of Acacia Avenue with one webhook and one e-mail address, with these fields.
pub fn provider(fields: Value) -> Value {
    let mut body = json!({
        "name": "Night Watch", "label": "Night Watch", "content_type": "site", "object_id": 5,
        "email_notifiers": [{"name": "Porter", "email": "porter@acme.example"}],
        "webhook_notifiers": [{"name": "Desk", "url": "https://desk.example/hook"}],
    });
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// Adds a provider, which must succeed, and returns it with its secrets.
pub async fn created(admin: &Client, fields: Value) -> Value {
    let answer = admin.post(PROVIDERS, provider(fields)).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.body
}

/// The path of a provider.
pub fn path(provider: &Value) -> String {
    format!("{PROVIDERS}/{}", provider["id"])
}

/// The paths of all problems.
pub fn complaints(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, 400, "{answer:?}");
    let errors = wire::field_errors::FieldErrors::read(&answer.body);
    let mut paths: Vec<_> = errors.iter().map(|(path, _)| path.to_owned()).collect();
    paths.sort();
    paths
}

/// The labels of a page, in order.
pub fn labels(page: &Value) -> Vec<String> {
    let rows = page["results"].as_array().unwrap();
    rows.iter().map(|row| row["label"].as_str().unwrap().to_owned()).collect()
}

/// The resident id of the signed-in person.
pub async fn own_id(resident: &Client) -> i64 {
    resident.get("/api/session").await.body["user"]["customerId"].as_i64().unwrap()
}
