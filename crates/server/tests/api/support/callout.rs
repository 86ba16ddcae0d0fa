//! Shorthands for tests of callouts.

use serde_json::{Value, json};

use super::{Answer, Client};

/// The position of the demo's residents in most tests: among the demo's responders.
pub fn here() -> Value {
    json!({"latitude": -26.109054, "longitude": 28.083, "accuracy": 20})
}

/// A published example.
pub fn fixture(name: &str) -> Value {
    let path = format!("{}/../wire/fixtures/callouts/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// A real security alarm from [`here`], with these fields.
pub fn alarm(fields: Value) -> Value {
    let mut body = json!({"calloutLocation": here()});
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// Presses and returns the callout, new or not.
pub async fn press(resident: &Client, fields: Value) -> Value {
    let answer = resident.post("/api/callouts", alarm(fields)).await;
    assert!(matches!(answer.status, 200 | 201), "{answer:?}");
    answer.body
}

/// Presses and returns the id of the callout.
pub async fn pressed(resident: &Client, fields: Value) -> i64 {
    press(resident, fields).await["id"].as_i64().unwrap()
}

/// A controller's action, which must succeed.
pub async fn act(controller: &Client, id: i64, act: &str, body: Value) -> Value {
    let answer = try_act(controller, id, act, body).await;
    assert_eq!(answer.status, 200, "{act}: {answer:?}");
    answer.body
}

/// A controller's action on a callout.
pub async fn try_act(controller: &Client, id: i64, act: &str, body: Value) -> Answer {
    controller.post(&format!("/api/control/callouts/{id}/{act}"), body).await
}

/// The callout with its events.
pub async fn read(reader: &Client, id: i64) -> Value {
    let answer = reader.get(&format!("/api/callouts/{id}?shouldIncludeEvents=true")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}

/// The texts of a callout's events.
pub fn told(callout: &Value) -> Vec<String> {
    let events = callout["calloutEvents"].as_array().unwrap();
    events.iter().map(|event| event["event"]["body"].as_str().unwrap().to_owned()).collect()
}

/// The responders who were asked, with their answers: (responder, requested, declined, accepted).
pub fn asked(callout: &Value) -> Vec<(i64, bool, bool, bool)> {
    let flag = |row: &Value, name: &str| row[name].as_bool().unwrap();
    callout["calloutResponderInRanges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| {
            let id = row["responderId"].as_i64().unwrap();
            (id, flag(row, "requested"), flag(row, "declined"), flag(row, "acknowledged"))
        })
        .collect()
}
