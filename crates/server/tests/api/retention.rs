//! Locations are gone some days after the close: not only out of the answers, but out of the database.

use serde_json::json;
use server::retention::forget_locations;

use crate::support::TestServer;
use crate::support::callout::{act, pressed, read};

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
    forget_locations(server.state.clone()).await.unwrap();
    assert!(server.stores(&LATITUDE.to_string()).await, "it is kept for seven days");
    let resident = server.as_resident().await;
    assert!(read(&resident, id).await["location"].is_object());

    server.clock.advance(1);
    forget_locations(server.state.clone()).await.unwrap();
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
    forget_locations(server.state.clone()).await.unwrap();
    assert!(read(&server.as_resident().await, id).await["location"].is_object());
}
