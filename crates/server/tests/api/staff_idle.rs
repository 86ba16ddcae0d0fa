//! Idle sessions of staff end, and active ones do not. Only a person's activity counts, not what the page does by itself.

use serde_json::json;

use crate::support::callout::{act, pressed};
use crate::support::{Client, TestServer};

const MINUTE: i64 = 60_000;

async fn is_in(client: &Client) -> bool {
    client.get("/api/session").await.body["user"].is_object()
}

async fn ends_in(client: &Client) -> i64 {
    client.get("/api/session").await.body["end"]["endsInSeconds"].as_i64().unwrap()
}

#[tokio::test]
async fn a_page_that_polls_does_not_keep_a_session_alive() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    for _ in 0..59 {
        server.clock.advance(MINUTE);
        assert_eq!(officer.get("/api/notifications").await.status, 200);
    }
    server.clock.advance(MINUTE);
    assert_eq!(officer.get("/api/notifications").await.status, 401);
}

#[tokio::test]
async fn a_person_who_acts_stays_signed_in() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    for _ in 0..5 {
        server.clock.advance(50 * MINUTE);
        assert_eq!(officer.post("/api/session/active", json!({})).await.status, 200);
    }
    server.clock.advance(50 * MINUTE);
    let change = officer.post("/api/notifications/actions", json!({"ids": [], "actionType": "IsRead"})).await;
    assert!(change.status != 401, "{change:?}");
    server.clock.advance(50 * MINUTE);
    assert!(is_in(&officer).await, "whatever changes something is an action too");
}

#[tokio::test]
async fn a_limit_of_one_minute_ends_an_idle_page_and_no_active_one() {
    let server = TestServer::with(|config| config.staff_idle_minutes = 1).await;
    let (active, idle) = (server.as_officer().await, server.as_admin().await);
    for _ in 0..20 {
        server.clock.advance(15_000);
        assert_eq!(active.post("/api/session/active", json!({})).await.status, 200);
        let _ = idle.get("/api/session").await;
    }
    assert!(is_in(&active).await);
    assert!(!is_in(&idle).await);
}

#[tokio::test]
async fn a_controller_stays_signed_in_while_an_alarm_is_open() {
    let server = TestServer::start().await;
    let (controller, other) = (server.as_controller().await, server.as_other_controller().await);
    let id = pressed(&server.as_resident().await, json!({})).await;
    for _ in 0..150 {
        server.clock.advance(5 * MINUTE);
        let _ = (is_in(&controller).await, is_in(&other).await);
    }
    assert!(is_in(&controller).await, "longer than a shift, and without a hand on the desk");
    assert!(!is_in(&other).await, "the alarm is not theirs");
    act(&controller, id, "close", json!({})).await;
    server.clock.advance(9 * MINUTE);
    assert!(is_in(&controller).await, "the end is announced first");
    server.clock.advance(2 * MINUTE);
    assert!(!is_in(&controller).await);
}

#[tokio::test]
async fn a_drill_keeps_nobody_signed_in() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    pressed(&server.as_resident().await, json!({"calloutClassificationId": 2})).await;
    for _ in 0..61 {
        server.clock.advance(MINUTE);
        let _ = is_in(&controller).await;
    }
    assert!(!is_in(&controller).await);
}

#[tokio::test]
async fn a_session_says_when_it_ends() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let end = admin.get("/api/session").await.body["end"].clone();
    assert_eq!(end, json!({"endsInSeconds": 3600, "noticeSeconds": 600, "canStay": true}));
    server.clock.advance(55 * MINUTE);
    assert_eq!(ends_in(&admin).await, 300);
    let stayed = admin.post("/api/session/active", json!({})).await.body;
    assert_eq!(stayed["endsInSeconds"], 3600);
    for _ in 0..13 {
        server.clock.advance(50 * MINUTE);
        admin.post("/api/session/active", json!({})).await;
    }
    let end = admin.get("/api/session").await.body["end"].clone();
    assert_eq!(end, json!({"endsInSeconds": 900, "noticeSeconds": 600, "canStay": false}), "a shift is over");
    let resident = server.as_resident().await;
    assert!(resident.get("/api/session").await.body.get("end").is_none(), "residents stay signed in");
    let short = TestServer::with(|config| config.staff_idle_minutes = 4).await;
    let end = short.as_admin().await.get("/api/session").await.body["end"].clone();
    assert_eq!(end["noticeSeconds"], 120, "half of a shorter limit");
}
