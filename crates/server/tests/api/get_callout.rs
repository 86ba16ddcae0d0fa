//! `GET /api/callouts/{id}` and `GET /api/callouts`.

use serde_json::json;

use crate::support::TestServer;
use crate::support::callout::{act, here, press, pressed};

#[tokio::test]
async fn route_and_events_are_shown_independently() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    for (query, route, events) in [
        ("", false, false),
        ("?shouldIncludeRoute=true", true, false),
        ("?shouldIncludeEvents=True", false, true),
        ("?shouldIncludeRoute=true&shouldIncludeEvents=true", true, true),
    ] {
        let body = resident.get(&format!("/api/callouts/{id}{query}")).await.body;
        assert_eq!(body.get("route").is_some(), route, "{query}");
        assert_eq!(body.get("calloutEvents").is_some(), events, "{query}");
    }
    let body = resident.get(&format!("/api/callouts/{id}?shouldIncludeRoute=true")).await.body;
    let points = server::fleet::road::decode(body["route"]["points"].as_str().unwrap()).unwrap();
    assert!((points.last().unwrap().0 - -26.109054).abs() < 1e-4);
    assert_eq!(resident.get(&format!("/api/callouts/{id}?shouldIncludeRoute=maybe")).await.status, 400);
}

#[tokio::test]
async fn an_unchanged_callout_is_304_without_a_body() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({})).await;
    let path = format!("/api/callouts/{id}?shouldIncludeEvents=true");
    let first = resident.get(&path).await;
    let tag = first.header("etag").unwrap().to_owned();
    assert!(tag.starts_with('"'), "strong: {tag}");
    server.clock.advance(60_000);
    let again = resident.clone().with_header("if-none-match", &tag).get(&path).await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
    assert_eq!(again.header("etag"), Some(tag.as_str()));
    act(&server.as_controller().await, id, "acknowledge", json!({})).await;
    let changed = resident.clone().with_header("if-none-match", &tag).get(&path).await;
    assert_eq!(changed.status, 200);
    assert_ne!(changed.header("etag"), Some(tag.as_str()));
}

#[tokio::test]
async fn what_is_not_shown_changes_no_tag() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({"responseTypeId": 3})).await;
    let path = format!("/api/callouts/{id}");
    let tag = resident.get(&path).await.header("etag").unwrap().to_owned();
    resident.post(&format!("{path}/location"), json!({"noFix": "timeout"})).await;
    let moved = json!({"latitude": -26.2, "longitude": 28.1});
    assert_eq!(controller.post("/api/control/responders/8/position", moved).await.status, 200);
    assert_eq!(resident.get(&path).await.header("etag"), Some(tag.as_str()));
}

#[tokio::test]
async fn somebody_elses_callout_is_as_unknown_as_an_unknown_one() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({})).await;
    let path = format!("/api/callouts/{id}");
    for other in [server.as_neighbour().await, server.as_stranger().await] {
        let foreign = other.get(&path).await;
        let unknown = other.get("/api/callouts/999999").await;
        assert_eq!((foreign.status, &foreign.bytes), (404, &unknown.bytes));
        assert!(!unknown.message().is_empty());
        for (act, body) in
            [("dismiss", json!({})), ("location", here()), ("comments", json!({"message": "x"}))]
        {
            assert_eq!(other.post(&format!("{path}/{act}"), body).await.status, 404, "{act}");
        }
        assert_eq!(other.get(&format!("{path}/locations")).await.status, 404);
    }
    for id in ["0", "-1", "abc", "9999999999999999999999", "1.5"] {
        assert_eq!(resident.get(&format!("/api/callouts/{id}")).await.status, 404, "{id}");
    }
}

#[tokio::test]
async fn a_controller_reads_any_callout_and_other_staff_none() {
    let server = TestServer::start().await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    let path = format!("/api/callouts/{id}");
    assert_eq!(server.as_controller().await.get(&path).await.status, 200);
    assert_eq!(server.as_officer().await.get(&path).await.status, 403);
    assert_eq!(server.anonymous().get(&path).await.status, 401);
    assert_eq!(server.as_controller().await.post(&format!("{path}/dismiss"), json!({})).await.status, 403);
}

#[tokio::test]
async fn the_active_list_holds_dismissed_callouts_and_no_closed_ones() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let closed = pressed(&resident, json!({})).await;
    act(&controller, closed, "close", json!({})).await;
    let dismissed = pressed(&resident, json!({})).await;
    resident.post(&format!("/api/callouts/{dismissed}/dismiss"), json!({})).await;
    let newest = press(&resident, json!({"responseTypeId": 2})).await["id"].as_i64().unwrap();
    let ids = |body: &serde_json::Value| -> Vec<i64> {
        body.as_array().unwrap().iter().map(|one| one["id"].as_i64().unwrap()).collect()
    };
    let active = resident.get("/api/callouts?active=true").await;
    assert_eq!(ids(&active.body), [newest, dismissed]);
    assert_eq!(active.body[1]["cancelledByCustomer"], true);
    assert_eq!(ids(&resident.get("/api/callouts").await.body), [newest, dismissed, closed]);
    assert_eq!(server.as_neighbour().await.get("/api/callouts?active=true").await.body, json!([]));
    assert_eq!(server.as_officer().await.get("/api/callouts?active=true").await.status, 403);
    let tag = active.header("etag").unwrap().to_owned();
    let again = resident.with_header("if-none-match", &tag).get("/api/callouts?active=true").await;
    assert_eq!((again.status, again.bytes.len()), (304, 0));
}
