//! `POST /api/callouts/{id}/location` and `GET …/locations`.

use serde_json::{Value, json};

use crate::support::callout::{act, here, pressed, read};
use crate::support::{Client, TestServer};

async fn post(resident: &Client, id: i64, body: Value) -> Value {
    let answer = resident.post(&format!("/api/callouts/{id}/location"), body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}

fn at(latitude: f64, second: u32) -> Value {
    json!({"latitude": latitude, "longitude": 28.083, "accuracy": 10, "recordedAt": format!("2026-01-05T11:59:{second:02}Z")})
}

async fn latitudes(reader: &Client, id: i64) -> Vec<String> {
    let callout = read(reader, id).await;
    let list = callout["calloutlocations"].as_array().unwrap();
    list.iter().map(|place| place["latitude"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn one_location_is_stored_with_the_sources_words() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({"calloutLocation": null})).await;
    let body = post(&resident, id, json!({"latitude": -26.5, "longitude": 28.5})).await;
    assert_eq!(body, json!({"message": "Request completed successfully."}));
    let callout = read(&resident, id).await;
    assert_eq!(callout["location"]["latitude"], "-26.5");
    assert_eq!(callout["location"]["source"], "PANIC_APP");
}

#[tokio::test]
async fn the_newest_by_the_time_it_was_recorded_is_the_current_one() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({"calloutLocation": null})).await;
    post(&resident, id, at(-26.3, 30)).await;
    post(&resident, id, at(-26.2, 20)).await;
    assert_eq!(latitudes(&resident, id).await, ["-26.2", "-26.3"]);
    let list = json!({"locations": [at(-26.5, 50), at(-26.1, 10), at(-26.4, 40)]});
    post(&resident, id, list).await;
    assert_eq!(latitudes(&resident, id).await, ["-26.1", "-26.5"]);
}

#[tokio::test]
async fn a_clock_that_is_ahead_does_not_pin_the_phone() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({"calloutLocation": null})).await;
    post(&resident, id, json!({"latitude": 1, "longitude": 1, "recordedAt": "2099-01-01T00:00:00Z"})).await;
    server.clock.advance(10_000);
    post(&resident, id, json!({"latitude": 2, "longitude": 1})).await;
    assert_eq!(read(&resident, id).await["location"]["latitude"], "2");
}

#[tokio::test]
async fn a_list_that_is_sent_again_is_stored_once_and_pages() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({"calloutLocation": null})).await;
    let list: Vec<_> = (0..5).map(|n| at(-26.0 - f64::from(n) / 100.0, n)).collect();
    for _ in 0..2 {
        post(&resident, id, json!({"locations": list})).await;
    }
    let path = format!("/api/callouts/{id}/locations");
    let first = resident.get(&format!("{path}?limit=3")).await.body;
    assert_eq!(first["locations"].as_array().unwrap().len(), 3);
    assert_eq!(first["locations"][0]["accuracy"], 10.0);
    assert_eq!(first["locations"][0]["coarse"], false);
    let rest = resident.get(&format!("{path}?limit=3&after={}", first["next"])).await.body;
    assert_eq!(rest["locations"].as_array().unwrap().len(), 2);
    assert_eq!(rest["next"], Value::Null);
    assert_eq!(server.as_controller().await.get(&path).await.body["locations"].as_array().unwrap().len(), 5);
    for bad in ["limit=0", "limit=501", "limit=x", "after=x"] {
        let answer = resident.get(&format!("{path}?{bad}")).await;
        assert_eq!(answer.status, 400, "{bad}");
        assert!(!answer.message().is_empty());
    }
}

#[tokio::test]
async fn a_coarse_location_is_stored_and_flagged() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    post(&resident, id, json!({"latitude": -26.1, "longitude": 28.0, "accuracy": 50})).await;
    let row = controller.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!((&row["position"]["coarse"], &row["position"]["accuracy"]), (&json!(true), &json!(50.0)));
    post(&resident, id, json!({"latitude": -26.1, "longitude": 28.1, "accuracy": 49.9})).await;
    let row = controller.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!(row["position"]["coarse"], false);
}

#[tokio::test]
async fn a_heartbeat_without_a_fix_says_why_and_a_gap_becomes_an_event() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    server.clock.advance(300_000);
    let gap = json!({"from": "2026-01-05T12:00:00Z", "to": "2026-01-05T12:05:00Z", "reason": "hidden"});
    post(&resident, id, json!({"noFix": "denied", "gap": gap})).await;
    let row = controller.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!(row["noFix"], "denied");
    assert_eq!(row["lastHeardAt"], "2026-01-05T12:05:00.000Z");
    assert_eq!(row["gap"]["reason"], "hidden");
    let events = row["callout"]["calloutEvents"].as_array().unwrap();
    let event = events.iter().find(|event| event["calloutEventTypeId"] == 4).unwrap();
    assert_eq!(event["event"]["from"], "2026-01-05T12:00:00.000Z");
    post(&resident, id, json!({"noFix": "denied", "gap": gap})).await;
    let row = controller.get(&format!("/api/control/callouts/{id}")).await.body;
    let events = row["callout"]["calloutEvents"].as_array().unwrap();
    let told = events.iter().filter(|event| event["calloutEventTypeId"] == 4).count();
    assert_eq!(told, 1, "a silence that is told again, after a lost answer, happened once");
    post(&resident, id, here()).await;
    let row = controller.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!(row["noFix"], Value::Null);
}

#[tokio::test]
async fn one_request_does_the_work_of_two() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({"responseTypeId": 3})).await;
    let path = format!("/api/callouts/{id}/location?return=callout&shouldIncludeEvents=true");
    let first = resident.post(&path, here()).await;
    assert_eq!(first.body["callout"]["id"], id);
    assert!(first.body["callout"]["calloutEvents"].is_array());
    let tag = first.header("etag").unwrap().to_owned();
    let known = resident.clone().with_header("if-none-match", &tag);

    // Only the caller's own location changed: 304, but with the ETag of the current callout.
    server.clock.advance(10_000);
    let moved = known.post(&path, json!({"latitude": -26.2, "longitude": 28.2})).await;
    assert_eq!((moved.status, &moved.body["callout"]), (200, &Value::Null));
    let read = resident.get(&format!("/api/callouts/{id}?shouldIncludeEvents=true")).await;
    assert_eq!(moved.header("etag"), read.header("etag"));

    act(&controller, id, "reply", json!({"message": "Stay where you are"})).await;
    let news = known.post(&path, json!({"noFix": "timeout"})).await;
    assert_eq!(news.body["callout"]["calloutEvents"].as_array().unwrap().len(), 2);
    assert_eq!(known.post("/api/callouts/1/location?return=everything", here()).await.status, 400);
}

#[tokio::test]
async fn after_the_close_it_is_409_with_the_final_callout() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    act(&controller, id, "close", json!({})).await;
    let answer = resident.post(&format!("/api/callouts/{id}/location"), here()).await;
    assert_eq!((answer.status, &answer.body["callout"]["status"]), (409, &json!("closed")));
    assert!(!answer.message().is_empty());
}

#[tokio::test]
async fn over_for_the_resident_is_not_closed_and_locations_still_come() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    act(&controller, id, "arrive", json!({})).await;
    act(&controller, id, "complete", json!({})).await;
    post(&resident, id, here()).await;
}

#[tokio::test]
async fn one_bad_position_of_a_list_costs_neither_the_others_nor_the_heartbeat() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({"calloutLocation": null})).await;
    server.clock.advance(60_000);
    let bad =
        [json!({"latitude": 0, "longitude": 181}), json!("nowhere"), json!({"latitude": 1}), json!(null)];
    let list: Vec<_> = [at(-26.1, 10)].into_iter().chain(bad).chain([at(-26.2, 20)]).collect();
    let body = post(&resident, id, json!({"locations": list, "gap": "yes", "sentAt": 5})).await;
    let ignored = ["sentAt", "gap", "locations[1]", "locations[2]", "locations[3]", "locations[4]"];
    assert_eq!(body["ignored"], json!(ignored));
    assert_eq!(latitudes(&resident, id).await, ["-26.1", "-26.2"]);
    let row = controller.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!(row["lastHeardAt"], "2026-01-05T12:01:00.000Z");
}

#[tokio::test]
async fn a_detail_that_cannot_be_used_costs_no_position() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({"calloutLocation": null})).await;
    let path = format!("/api/callouts/{id}/location?return=callout");
    for (at, extra) in [
        r#""accuracy":-1"#,
        r#""accuracy":0"#,
        r#""accuracy":1e999"#,
        r#""accuracy":"20""#,
        r#""recordedAt":"+058883-01-01T00:00:00.000Z""#,
        r#""recordedAt":"1994-11-06T00:00:00Z""#,
        r#""recordedAt":"2006-05-21T12:00:00Z""#,
        r#""recordedAt":1767614400000"#,
        r#""recordedAt":"\ud800""#,
        r#""gap":{"from":"2026-01-05T11:00:00Z","to":"2026-01-05T11:30:00Z","reason":"\u0000"}"#,
    ]
    .iter()
    .enumerate()
    {
        server.clock.advance(10_000);
        let body = format!("{{\"latitude\":{at},\"longitude\":28,{extra}}}").into_bytes();
        let answer = resident.send(axum::http::Method::POST, &path, body).await;
        assert_eq!(answer.status, 200, "{extra}: {answer:?}");
        assert_eq!(answer.body["ignored"].as_array().unwrap().len(), 1, "{extra}");
        assert_eq!(read(&resident, id).await["location"]["latitude"], at.to_string(), "{extra}");
    }
}

#[tokio::test]
async fn an_unknown_accuracy_is_never_a_perfect_one() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({"calloutLocation": null})).await;
    for accuracy in [json!(0), json!(-5), json!(null)] {
        server.clock.advance(10_000);
        post(&resident, id, json!({"latitude": 1, "longitude": 1, "accuracy": accuracy})).await;
        let row = controller.get(&format!("/api/control/callouts/{id}")).await.body;
        assert_eq!(row["position"]["accuracy"], Value::Null, "{accuracy}");
    }
}

#[tokio::test]
async fn nonsense_is_400_and_stores_nothing() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({"calloutLocation": null})).await;
    for body in [
        json!({}),
        json!({"latitude": 91, "longitude": 0}),
        json!({"latitude": 0}),
        json!({"latitude": "x", "longitude": 0}),
        json!({"locations": []}),
        json!({"locations": "here"}),
        json!({"locations": [{"latitude": 0, "longitude": 181}]}),
        json!({"noFix": "asleep"}),
        json!({"latitude": 0, "longitude": 0, "noFix": "denied"}),
    ] {
        let answer = resident.post(&format!("/api/callouts/{id}/location"), body.clone()).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(!answer.message().is_empty());
    }
    assert_eq!(read(&resident, id).await["location"], Value::Null);
}
