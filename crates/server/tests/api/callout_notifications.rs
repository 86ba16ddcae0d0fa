//! Notifications about callouts: the officers of the site and the control room receive them in the transaction of the callout.

use serde_json::json;

use crate::support::callout::{act, press, pressed};
use crate::support::notification::{list, unread};
use crate::support::{Client, TestServer};

async fn told(by: &Client) -> Vec<String> {
    let items = list(by, "").await;
    let words = |item: &serde_json::Value| {
        format!("{}: {}", item["targetType"].as_str().unwrap(), item["message"].as_str().unwrap())
    };
    items.iter().map(words).collect()
}

#[tokio::test]
async fn a_press_reaches_the_officers_of_the_site_and_the_control_room() {
    let server = TestServer::start().await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    for reached in [server.as_officer().await, server.as_controller().await] {
        assert_eq!(told(&reached).await, ["CalloutRaised: Rose Adeyemi asks for help at Acacia Avenue."]);
        assert_eq!(list(&reached, "").await[0]["targetId"], id.to_string());
        assert_eq!(unread(&reached).await, 1);
    }
    for other in [
        server.as_finance().await,
        server.as_manager().await,
        server.as_admin().await,
        server.as_resident().await,
    ] {
        assert!(told(&other).await.is_empty());
    }
}

#[tokio::test]
async fn how_it_goes_on_is_one_notification_that_says_the_newest() {
    let server = TestServer::start().await;
    let (resident, controller, officer) =
        (server.as_resident().await, server.as_controller().await, server.as_officer().await);
    let id = pressed(&resident, json!({})).await;
    act(&controller, id, "acknowledge", json!({})).await;
    assert_eq!(told(&officer).await.len(), 1, "being seen is no news for officers");
    act(&controller, id, "dispatch", json!({"supplierId": 14})).await;
    assert_eq!(told(&officer).await.len(), 2);
    act(&controller, id, "arrive", json!({})).await;
    let items = told(&officer).await;
    assert_eq!(items[0], "CalloutUpdated: Rose Adeyemi: The responder is there.");
    assert_eq!((items.len(), unread(&officer).await), (2, 2));
    assert_eq!(unread(&controller).await, 1, "who did it knows of it");
    resident.post(&format!("/api/callouts/{id}/dismiss"), json!({})).await;
    assert_eq!(told(&officer).await[0], "CalloutUpdated: Rose Adeyemi: The resident says: I am safe now.");
    server.clock.advance(11_000);
    press(&resident, json!({})).await;
    assert_eq!(told(&officer).await[0], "CalloutUpdated: Rose Adeyemi pressed again.");
    act(&controller, id, "close", json!({})).await;
    let items = told(&officer).await;
    assert_eq!(items[0], "CalloutUpdated: Rose Adeyemi: The control room closed it.");
    assert_eq!(items.len(), 2);
}

#[tokio::test]
async fn a_test_alarms_nobody_and_a_demonstration_is_not_told() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    pressed(&resident, json!({"calloutClassificationId": 2})).await;
    let officer = server.as_officer().await;
    assert_eq!(told(&officer).await, ["CalloutUpdated: Rose Adeyemi tests the alarm at Acacia Avenue."]);
    pressed(&resident, json!({"responseTypeId": 3, "internalTest": true})).await;
    assert_eq!(told(&officer).await.len(), 1);
}
