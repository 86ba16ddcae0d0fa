//! The whole life of a callout through the API: responses have the keys of the published examples.

use serde_json::{Value, json};

use crate::support::callout::{act, fixture};
use crate::support::{Client, TestServer};

/// All paths of keys in a value; list items share one path.
fn keys(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let path = format!("{path}.{name}");
                found.push(path.clone());
                keys(inner, &path, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| keys(item, &format!("{path}[]"), found)),
        _ => {}
    }
}

fn key_set(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    keys(value, "", &mut found);
    // `imageId` is optional: one example has it. The basis of an estimate is an addition to the examples.
    let added = [".estimate", ".estimate.at", ".estimate.basis"];
    found.retain(|path| !path.ends_with(".imageId") && !added.contains(&path.as_str()));
    found.sort();
    found.dedup();
    found
}

fn assert_like(answer: &Value, example: &str) {
    let example = fixture(example);
    assert_eq!(answer["status"], example["status"]);
    assert_eq!(key_set(answer), key_set(&example), "{answer:#}");
}

async fn read(resident: &Client, id: i64) -> Value {
    resident.get(&format!("/api/callouts/{id}")).await.body
}

async fn pressed(resident: &Client) -> i64 {
    let answer = resident.post("/api/callouts", fixture("create-request")).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.body["id"].as_i64().unwrap()
}

#[tokio::test]
async fn a_test_alarm_goes_from_the_press_to_the_close_as_the_examples_print_it() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident).await;
    act(&controller, id, "acknowledge", json!({})).await;
    // The example has one responder in range; the demo has more of the same form.
    assert_like(&read(&resident, id).await, "created");

    act(&controller, id, "own", json!({})).await;
    act(&controller, id, "verify", json!({})).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    let sent = read(&resident, id).await;
    assert_like(&sent, "dispatched-tech");
    assert_eq!(sent["calloutincidentdetail"]["responder"]["currentlyOnCall"], true);
    assert_eq!(sent["uniqueSuppliersInRange"][0], 109);

    act(&controller, id, "arrive", json!({})).await;
    let there = read(&resident, id).await;
    assert_like(&there, "arrived");
    assert_eq!(
        there["distance"],
        json!({"distance": {"text": "1 m", "value": 0}, "duration": {"text": "1 min", "value": 0}})
    );

    let outcome = json!({"anyInjuries": false, "customerHappy": true, "followUpRequired": false, "incidentCategoryId": 24});
    act(&controller, id, "complete", outcome).await;
    let done = read(&resident, id).await;
    assert_like(&done, "completed");
    assert_eq!(done["calloutincidentdetail"]["typeOfEmergencyId"], 5);
    assert_eq!(done["calloutincidentdetail"]["responder"]["currentlyOnCall"], false);

    act(&controller, id, "close", json!({"incidentDetails": "test"})).await;
    let closed = read(&resident, id).await;
    assert_like(&closed, "closed");
    assert_eq!(closed["calloutincidentdetail"]["incidentDetails"], "test");
    assert_eq!(closed["calloutincidentdetail"]["customerHappy"], true);
    assert!(closed["resolvedAt"].is_string());
}

#[tokio::test]
async fn a_cancelled_response_empties_the_dispatch_but_not_its_estimate() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    act(&controller, id, "cancel-response", json!({})).await;
    let cancelled = read(&resident, id).await;
    assert_like(&cancelled, "cancelled");
    assert_eq!(cancelled["calloutincidentdetail"]["responder"], Value::Null);
    assert_eq!(cancelled["calloutincidentdetail"]["responderDispatchedAt"], Value::Null);

    act(&controller, id, "dispatch", json!({"supplierId": 14})).await;
    let again = read(&resident, id).await;
    assert_eq!(again["status"], "Responder Dispatched");
    assert_eq!(again["calloutResponseEta"], json!([]));
}

#[tokio::test]
async fn a_dispatch_by_hand_has_a_supplier_and_no_responder() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident).await;
    act(&controller, id, "dispatch", json!({"supplierId": 14})).await;
    let sent = read(&resident, id).await;
    assert_like(&sent, "dispatched-manual");
    assert_eq!(sent["distance"], json!({"distance": {}, "duration": {}}));
    assert_eq!(sent["calloutincidentdetail"]["responderCompany"], Value::Null);
}
