//! A test ends automatically: when the resident ends it, or after the time limit.

use serde_json::json;
use server::callouts::drill::end_left_open;

use crate::support::TestServer;
use crate::support::callout::{act, pressed, read, told};

const MINUTE: i64 = 60_000;

#[tokio::test]
async fn a_test_is_closed_when_the_resident_has_ended_it() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({"calloutClassificationId": 2})).await;
    assert_eq!(resident.post(&format!("/api/callouts/{id}/dismiss"), json!({})).await.status, 200);
    let callout = read(&resident, id).await;
    assert_eq!(callout["status"], "closed");
    assert!(told(&callout).contains(&"The resident has ended this test.".to_owned()));
    assert_eq!(resident.get("/api/callouts?active=true").await.body, json!([]));
}

#[tokio::test]
async fn a_test_that_a_controller_has_verified_goes_its_whole_way() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({"calloutClassificationId": 2})).await;
    act(&controller, id, "verify", json!({})).await;
    assert_eq!(resident.post(&format!("/api/callouts/{id}/dismiss"), json!({})).await.status, 200);
    server.clock.advance(60 * MINUTE);
    end_left_open(server.state.context.clone()).await.unwrap();
    assert_eq!(read(&server.user_token("resident@demo.example").await, id).await["status"], "created");
}

#[tokio::test]
async fn a_test_that_was_left_open_ends_and_a_real_alarm_never_does() {
    let server = TestServer::start().await;
    let (resident, neighbour) = (server.as_resident().await, server.as_neighbour().await);
    let test = pressed(&resident, json!({"calloutClassificationId": 2})).await;
    let real = pressed(&neighbour, json!({})).await;
    server.clock.advance(14 * MINUTE);
    end_left_open(server.state.context.clone()).await.unwrap();
    assert_eq!(read(&resident, test).await["status"], "created");
    server.clock.advance(MINUTE);
    end_left_open(server.state.context.clone()).await.unwrap();
    assert_eq!(read(&resident, test).await["status"], "closed");
    assert_eq!(read(&neighbour, real).await["status"], "created");
}

#[tokio::test]
async fn a_real_alarm_that_was_dismissed_stays_open() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({})).await;
    assert_eq!(resident.post(&format!("/api/callouts/{id}/dismiss"), json!({})).await.status, 200);
    assert_eq!(read(&resident, id).await["status"], "created");
}
