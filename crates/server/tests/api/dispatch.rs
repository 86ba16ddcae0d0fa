//! Automatic dispatch, with the clock moved by the test.

use serde_json::{Value, json};
use server::dispatch::tick;

use crate::support::callout::{act, asked, here, pressed, read, told};
use crate::support::{Client, TestServer};

async fn answers(controller: &Client, responder: i64, callout: i64, answer: &str) -> u16 {
    let body = json!({"calloutId": callout, "answer": answer});
    controller.post(&format!("/api/control/responders/{responder}/answer"), body).await.status
}

/// The responders who are being rung.
fn ringing(callout: &Value) -> Vec<i64> {
    let open = asked(callout)
        .into_iter()
        .filter(|(_, requested, declined, accepted)| *requested && !declined && !accepted);
    open.map(|(id, ..)| id).collect()
}

async fn far_away(server: &TestServer) -> Client {
    let controller = server.as_controller().await;
    for id in [8, 9, 10, 11, 12, 201, 202, 203] {
        let answer =
            controller.patch(&format!("/api/control/responders/{id}"), json!({"active": false})).await;
        assert_eq!(answer.status, 200);
    }
    controller
}

#[tokio::test]
async fn a_real_alarm_rings_the_nearest_of_its_type_from_the_start() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let security = read(&resident, pressed(&resident, json!({})).await).await;
    assert_eq!(ringing(&security), [8]);
    let known: Vec<_> = asked(&security).into_iter().map(|(id, ..)| id).collect();
    assert!(!known.contains(&11), "medics are not asked: {known:?}");
    assert!(!known.iter().any(|id| *id > 200), "demo vehicles are not asked: {known:?}");
    assert_eq!(security["uniqueSuppliersInRange"][0], 109);
    let medical = read(&resident, pressed(&resident, json!({"responseTypeId": 2})).await).await;
    assert_eq!(ringing(&medical), [11]);
}

#[tokio::test]
async fn a_decline_rings_the_next_at_once() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    assert_eq!(answers(&controller, 8, id, "decline").await, 200);
    let callout = read(&resident, id).await;
    assert_eq!(asked(&callout)[0], (8, true, true, false));
    assert_eq!(ringing(&callout).len(), 1);
    assert!(told(&callout).contains(&"Sipho Dlamini declined.".to_owned()));
    assert_eq!(answers(&controller, 8, id, "accept").await, 409, "they declined already");
}

#[tokio::test]
async fn twenty_seconds_of_silence_ring_the_next() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({})).await;
    server.clock.advance(19_999);
    tick(&server.state).await.unwrap();
    assert_eq!(ringing(&read(&resident, id).await), [8]);
    server.clock.advance(1);
    tick(&server.state).await.unwrap();
    let callout = read(&resident, id).await;
    assert_eq!(asked(&callout)[0], (8, true, true, false));
    assert_ne!(ringing(&callout), [8]);
    assert!(told(&callout).contains(&"Sipho Dlamini did not answer within 20 seconds.".to_owned()));
    assert_eq!(answers(&server.as_controller().await, 8, id, "accept").await, 409, "too late");
}

#[tokio::test]
async fn who_accepts_is_sent_once_a_controller_has_seen_it() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    assert_eq!(answers(&controller, 8, id, "accept").await, 200);
    server.clock.advance(60_000);
    tick(&server.state).await.unwrap();
    assert_eq!(read(&resident, id).await["status"], "created");
    act(&controller, id, "acknowledge", json!({})).await;
    let sent = read(&resident, id).await;
    assert_eq!(sent["status"], "Responder Dispatched");
    assert_eq!(sent["calloutincidentdetail"]["responderId"], 8);
    assert_eq!(sent["verified"], Value::Null);
}

#[tokio::test]
async fn seen_first_then_accepted_is_sent_as_well() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    act(&controller, id, "acknowledge", json!({})).await;
    assert_eq!(answers(&controller, 8, id, "accept").await, 200);
    assert_eq!(read(&resident, id).await["status"], "Responder Dispatched");
}

#[tokio::test]
async fn nobody_is_rung_for_two_callouts() {
    let server = TestServer::start().await;
    let (resident, neighbour) = (server.as_resident().await, server.as_neighbour().await);
    let first = read(&resident, pressed(&resident, json!({})).await).await;
    let second = read(&neighbour, pressed(&neighbour, json!({})).await).await;
    assert_eq!(ringing(&first), [8]);
    assert_ne!(ringing(&second), [8]);
    assert_eq!(ringing(&second).len(), 1);
}

#[tokio::test]
async fn an_accepted_responder_who_was_sent_elsewhere_is_replaced() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let first = pressed(&resident, json!({})).await;
    assert_eq!(answers(&controller, 8, first, "accept").await, 200);
    let second = pressed(&server.as_neighbour().await, json!({"responseTypeId": 2})).await;
    act(&controller, second, "dispatch", json!({"responderId": 8})).await;
    act(&controller, first, "acknowledge", json!({})).await;
    let callout = read(&resident, first).await;
    assert_eq!(callout["status"], "created");
    assert_eq!(ringing(&callout).len(), 1);
    assert_ne!(ringing(&callout), [8]);
}

#[tokio::test]
async fn when_everybody_was_asked_there_is_no_coverage_and_a_manual_dispatch_is_wanted() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    for _ in 0..10 {
        server.clock.advance(20_000);
        tick(&server.state).await.unwrap();
    }
    let row = controller.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!((&row["noCoverage"], ringing(&row["callout"]).len()), (&json!(true), 0));
    act(&controller, id, "dispatch", json!({"supplierId": 14})).await;
    assert_eq!(read(&resident, id).await["status"], "Responder Dispatched");
}

#[tokio::test]
async fn with_nobody_in_range_the_list_is_empty_until_somebody_comes_on_duty() {
    let server = TestServer::start().await;
    let controller = far_away(&server).await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({})).await;
    let callout = read(&resident, id).await;
    assert_eq!((&callout["uniqueSuppliersInRange"], asked(&callout).len()), (&json!([]), 0));
    let row = controller.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!(row["noCoverage"], true);
    controller.patch("/api/control/responders/10", json!({"active": true})).await;
    tick(&server.state).await.unwrap();
    let callout = read(&resident, id).await;
    assert_eq!(ringing(&callout), [10]);
    assert_eq!(callout["uniqueSuppliersInRange"], json!([14]));
}

#[tokio::test]
async fn the_radius_is_the_operators() {
    let server = TestServer::with(|config| config.responder_range_km = 0).await;
    let resident = server.as_resident().await;
    assert_eq!(asked(&read(&resident, pressed(&resident, json!({})).await).await).len(), 0);
}

#[tokio::test]
async fn an_alarm_without_a_place_rings_as_soon_as_the_place_is_known() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({"calloutLocation": null})).await;
    assert_eq!(asked(&read(&resident, id).await).len(), 0);
    resident.post(&format!("/api/callouts/{id}/location"), here()).await;
    assert_eq!(ringing(&read(&resident, id).await), [8]);
}

#[tokio::test]
async fn a_test_knows_who_is_near_but_rings_nobody_until_it_is_verified() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({"calloutClassificationId": 2})).await;
    act(&controller, id, "acknowledge", json!({})).await;
    server.clock.advance(60_000);
    tick(&server.state).await.unwrap();
    let callout = read(&resident, id).await;
    assert!(ringing(&callout).is_empty() && !asked(&callout).is_empty());
    act(&controller, id, "verify", json!({})).await;
    assert_eq!(ringing(&read(&resident, id).await), [8]);
}

#[tokio::test]
async fn a_demonstration_rings_demo_vehicles_only() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({"responseTypeId": 3, "internalTest": true})).await;
    let callout = read(&resident, id).await;
    let known: Vec<_> = asked(&callout).into_iter().map(|(id, ..)| id).collect();
    assert!(known.iter().all(|id| *id > 200) && !known.is_empty(), "{known:?}");
    assert_eq!(ringing(&callout).len(), 1);
}

#[tokio::test]
async fn a_cancelled_response_rings_the_next_and_a_stand_down_nobody() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    act(&controller, id, "cancel-response", json!({})).await;
    let callout = read(&resident, id).await;
    assert_eq!(ringing(&callout).len(), 1);
    assert_ne!(ringing(&callout), [8]);
    act(&controller, id, "stand-down", json!({})).await;
    server.clock.advance(60_000);
    tick(&server.state).await.unwrap();
    let callout = read(&resident, id).await;
    assert_eq!(callout["status"], "Responder Cancelled");
    assert!(
        callout["calloutResponderInRanges"]
            .as_array()
            .unwrap()
            .iter()
            .all(|row| { row["requested"] == false || row["retractedAt"].is_string() })
    );
}

#[tokio::test]
async fn an_answer_counts_only_from_whoever_is_rung() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    assert_eq!(answers(&controller, 11, id, "accept").await, 409);
    assert_eq!(answers(&controller, 999, id, "accept").await, 404);
    assert_eq!(answers(&controller, 8, 999, "accept").await, 400);
    assert_eq!(answers(&controller, 8, id, "perhaps").await, 400);
    assert_eq!(answers(&server.as_resident().await, 8, id, "accept").await, 403);
}

#[tokio::test]
async fn two_servers_at_once_ring_one_and_only_one() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({})).await;
    server.clock.advance(20_000);
    let (one, two) = tokio::join!(tick(&server.state), tick(&server.state));
    one.unwrap();
    two.unwrap();
    let callout = read(&resident, id).await;
    assert_eq!(ringing(&callout).len(), 1);
    assert_eq!(told(&callout).iter().filter(|body| body.contains("did not answer")).count(), 1);
}

#[tokio::test]
async fn after_twenty_declines_the_next_nearest_is_rung() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    for number in 0..22 {
        let place =
            json!({"latitude": -26.109054, "longitude": 28.0831 + f64::from(number) * 0.0001, "accuracy": 5});
        let new = json!({"name": format!("Crew {number}"), "supplierId": 14, "responseTypeIds": [1], "position": place});
        assert_eq!(controller.post("/api/control/responders", new).await.status, 201);
    }
    let id = pressed(&resident, json!({})).await;
    let mut rung = std::collections::BTreeSet::new();
    for _ in 0..22 {
        let now = asked(&read(&controller, id).await);
        let ringing =
            now.iter().find(|(_, requested, declined, accepted)| *requested && !declined && !accepted);
        let Some((responder, ..)) = ringing else { break };
        rung.insert(*responder);
        let no = json!({"calloutId": id, "answer": "decline"});
        let answer = controller.post(&format!("/api/control/responders/{responder}/answer"), no).await;
        assert_eq!(answer.status, 200, "{answer:?}");
    }
    assert_eq!(rung.len(), 22, "each of them once, and nobody is kept out by those before");
}
