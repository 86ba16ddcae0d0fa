//! Locations are deleted from the database some days after the close, not only from responses.

use sea_orm::{EntityTrait, PaginatorTrait, Set};
use serde_json::json;
use server::jobs::retention::delete_old_locations;

use crate::support::TestServer;
use crate::support::callout::{act, pressed, read};
use database::entity::{callout_eta, callout_location};

const DAY: i64 = 24 * 60 * 60 * 1000;
const LATITUDE: f64 = -26.123_456_789;

#[tokio::test]
async fn nothing_of_a_place_is_left_in_the_database() {
    let server = TestServer::start().await;
    let resident =
        server.as_resident().await.with_header("idempotency-key", "8c0e2c5a-6f5b-4f0e-9c3b-0d2f5f0a7b11");
    let place = json!({"calloutLocation": {"latitude": LATITUDE, "longitude": 28.083}});
    let id = pressed(&resident, place).await;
    let path = format!("/api/callouts/{id}/location");
    for second in 0..20 {
        let body = json!({"latitude": LATITUDE, "longitude": 28.0 + f64::from(second) / 1000.0});
        assert_eq!(resident.post(&path, body).await.status, 200);
        server.clock.advance(10_000);
    }
    act(&server.as_controller().await, id, "close", json!({})).await;
    server.clock.advance(7 * DAY - 1);
    delete_old_locations(server.state.context.clone()).await.unwrap();
    assert!(server.stores(&LATITUDE.to_string()).await, "it is kept for seven days");
    let resident = server.as_resident().await;
    assert!(read(&resident, id).await["location"].is_object());

    server.clock.advance(1);
    delete_old_locations(server.state.context.clone()).await.unwrap();
    assert!(!server.stores(&LATITUDE.to_string()).await);
    let callout = read(&resident, id).await;
    assert_eq!((&callout["location"], &callout["calloutlocations"]), (&json!(null), &json!([])));
    assert_eq!(callout["status"], "closed");
}

#[tokio::test]
async fn an_open_callout_keeps_its_locations() {
    let server = TestServer::start().await;
    let resident = server.user_token("resident@demo.example").await;
    let id = pressed(&resident, json!({})).await;
    server.clock.advance(30 * DAY);
    delete_old_locations(server.state.context.clone()).await.unwrap();
    assert!(read(&server.as_resident().await, id).await["location"].is_object());
}

#[tokio::test]
async fn a_closed_callout_keeps_no_estimates_and_an_open_one_keeps_few() {
    let server = TestServer::start().await;
    let resident = server.user_token("resident@demo.example").await;
    let id = pressed(&resident, json!({})).await;
    for second in 0..60 {
        let body = json!({"latitude": -26.1, "longitude": 28.0 + f64::from(second) / 1000.0});
        assert_eq!(resident.post(&format!("/api/callouts/{id}/location"), body).await.status, 200);
        let estimate = callout_eta::ActiveModel {
            callout_id: Set(id),
            responder_id: Set(8),
            duration: Set(60),
            distance: Set(500),
            created_at: Set(server.state.now()),
            ..Default::default()
        };
        callout_eta::Entity::insert(estimate).exec(&*server.state.db).await.unwrap();
        server.clock.advance(10_000);
    }
    let newest = read(&server.as_resident().await, id).await["location"].clone();
    let locations = || async { callout_location::Entity::find().count(&*server.state.db).await.unwrap() };
    let estimates = || async { callout_eta::Entity::find().count(&*server.state.db).await.unwrap() };
    delete_old_locations(server.state.context.clone()).await.unwrap();
    assert!(locations().await > 60, "all of the first day are kept");
    server.clock.advance(2 * DAY);
    delete_old_locations(server.state.context.clone()).await.unwrap();
    // Ten minutes touch two periods; the first, the newest and one for each period are kept.
    assert!((2..=4).contains(&locations().await), "{}", locations().await);
    assert!((1..=3).contains(&estimates().await), "{}", estimates().await);
    assert_eq!(read(&server.as_resident().await, id).await["location"], newest);

    act(&server.as_controller().await, id, "close", json!({})).await;
    server.clock.advance(8 * DAY);
    delete_old_locations(server.state.context.clone()).await.unwrap();
    assert_eq!((locations().await, estimates().await), (0, 0));
}
