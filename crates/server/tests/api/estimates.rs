//! Routes and arrival times of real vehicles are never made up; those of a demonstration are, and are marked.

use serde_json::{Value, json};

use crate::support::callout::{act, here, pressed};
use crate::support::{Client, TestServer};

async fn read(reader: &Client, id: i64) -> Value {
    let answer = reader.get(&format!("/api/callouts/{id}?shouldIncludeRoute=true")).await;
    assert_eq!(answer.status, 200);
    answer.body
}

/// A real vehicle, with the resident and the controller who see it.
async fn begin(server: &TestServer) -> (Client, Client, i64) {
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    (resident, controller, id)
}

fn assert_straight(callout: &Value) {
    assert_eq!(callout["estimate"]["basis"], "straight");
    assert!(callout["distance"]["distance"]["value"].as_i64().unwrap() > 0);
    assert_eq!(callout["distance"]["duration"], json!({}));
    assert_eq!(callout["calloutResponseEta"], json!([]));
    assert_eq!((callout.get("route"), callout["location"].get("durationText")), (None, None));
}

#[tokio::test]
async fn without_a_device_that_knows_the_road_a_real_vehicle_has_a_straight_distance_and_no_time() {
    let server = TestServer::with(|config| config.demo = false).await;
    let (resident, controller, id) = begin(&server).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    assert_straight(&read(&resident, id).await);
    let place = json!({"latitude": -26.12, "longitude": 28.09});
    assert_eq!(controller.post("/api/control/responders/8/position", place).await.status, 200);
    assert_straight(&read(&resident, id).await);
    let moved = json!({"latitude": -26.2, "longitude": 28.1, "accuracy": 5});
    assert_eq!(resident.post(&format!("/api/callouts/{id}/location"), moved).await.status, 200);
    let callout = read(&resident, id).await;
    assert_straight(&callout);
    assert!(callout["distance"]["distance"]["value"].as_i64().unwrap() > 8_000, "it follows the resident");
    let asked = &callout["calloutResponderInRanges"][0];
    assert_eq!((&asked["duration"], &asked["durationText"]), (&json!(0), &json!("")));
    let list = controller.get(&format!("/api/control/responders?callout={id}")).await.body;
    let other = &list.as_array().unwrap()[1];
    assert!(other["distance"].is_i64() && other["duration"].is_null() && other["durationText"].is_null());
}

#[tokio::test]
async fn a_devices_own_road_and_time_are_told() {
    let server = TestServer::with(|config| config.demo = false).await;
    let (resident, controller, id) = begin(&server).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    let known = json!({"latitude": -26.12, "longitude": 28.09, "duration": 120});
    assert_eq!(controller.post("/api/control/responders/8/position", known).await.status, 200);
    let callout = read(&resident, id).await;
    assert_eq!((&callout["estimate"]["basis"], callout.get("route")), (&json!("device"), None));
    assert_eq!(callout["calloutResponseEta"][0]["durationText"], "2 mins");
    let known = json!({"latitude": -26.12, "longitude": 28.09, "route": "_p~iF~ps|U_ulLnnqC"});
    assert_eq!(controller.post("/api/control/responders/8/position", known).await.status, 200);
    assert_eq!(read(&resident, id).await["route"]["points"], "_p~iF~ps|U_ulLnnqC");
    // The resident moved away from the end of the route, so the route is dropped.
    assert_eq!(resident.post(&format!("/api/callouts/{id}/location"), here()).await.status, 200);
    assert_straight(&read(&resident, id).await);
}

#[tokio::test]
async fn a_demonstrations_vehicle_is_told_as_simulated_until_a_device_reports_for_it() {
    let server = TestServer::start().await;
    let (resident, controller, id) = begin(&server).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    let callout = read(&resident, id).await;
    assert_eq!(callout["estimate"]["basis"], "simulated");
    assert!(callout["route"]["points"].is_string() && callout["location"]["durationText"].is_string());
    let place = json!({"latitude": -26.12, "longitude": 28.09});
    assert_eq!(controller.post("/api/control/responders/8/position", place).await.status, 200);
    assert_straight(&read(&resident, id).await);
}
