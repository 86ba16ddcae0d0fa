//! `/api/control/callouts`: the queue, and a controller's actions on a callout.

use serde_json::{Value, json};

use crate::support::TestServer;
use crate::support::callout::{act, pressed, read, told, try_act};

const ACTS: [(&str, Value); 12] = [
    ("acknowledge", Value::Null),
    ("own", Value::Null),
    ("verify", Value::Null),
    ("dispatch", Value::Null),
    ("arrive", Value::Null),
    ("complete", Value::Null),
    ("cancel-response", Value::Null),
    ("close", Value::Null),
    ("reply", Value::Null),
    ("phoned", Value::Null),
    ("stand-down", Value::Null),
    ("automatic", Value::Null),
];

fn body(act: &str) -> Value {
    match act {
        "dispatch" => json!({"supplierId": 14}),
        "reply" => json!({"message": "x"}),
        "phoned" => json!({"number": "+27831234567", "answered": true}),
        "automatic" => json!({"on": true}),
        _ => json!({}),
    }
}

#[tokio::test]
async fn every_act_is_for_controllers_and_for_callouts_that_exist() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    for (name, _) in ACTS {
        assert_eq!(try_act(&server.anonymous(), id, name, body(name)).await.status, 401, "{name}");
        for other in [server.as_resident().await, server.as_officer().await, server.as_admin().await] {
            assert_eq!(try_act(&other, id, name, body(name)).await.status, 403, "{name}");
        }
        assert_eq!(try_act(&controller, 999_999, name, body(name)).await.status, 404, "{name}");
    }
    for path in ["callouts", "callouts/1", "responders", "suppliers", "incident-categories"] {
        let path = format!("/api/control/{path}");
        assert_eq!(server.as_resident().await.get(&path).await.status, 403, "{path}");
        assert_eq!(server.anonymous().get(&path).await.status, 401, "{path}");
    }
    assert_eq!(controller.get("/api/control/callouts/999999").await.status, 404);
}

#[tokio::test]
async fn what_the_flow_does_not_draw_is_409_with_the_present_status() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let refused = |state: &'static str, acts: &'static [&'static str], id: i64| {
        let controller = controller.clone();
        async move {
            for name in acts {
                let answer = try_act(&controller, id, name, body(name)).await;
                assert_eq!(answer.status, 409, "{name} of {state}");
                assert!(answer.message().contains(state), "{name} of {state}: {}", answer.message());
            }
        }
    };
    let id = pressed(&resident, json!({})).await;
    refused("created", &["arrive", "complete", "cancel-response"], id).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    refused("Responder Dispatched", &["dispatch", "complete"], id).await;
    act(&controller, id, "cancel-response", json!({})).await;
    refused("Responder Cancelled", &["arrive", "complete", "cancel-response"], id).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    act(&controller, id, "arrive", json!({})).await;
    refused("Responder Arrived", &["dispatch", "arrive"], id).await;
    act(&controller, id, "complete", json!({})).await;
    refused("Responder Completed", &["dispatch", "arrive", "complete", "cancel-response"], id).await;
    act(&controller, id, "close", json!({})).await;
    let all: Vec<_> = ACTS.iter().map(|(name, _)| *name).collect();
    refused("closed", Box::leak(all.into_boxed_slice()), id).await;
}

#[tokio::test]
async fn of_two_controllers_who_dispatch_at_once_one_is_told_what_is_so_now() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    let (one, two) = tokio::join!(
        try_act(&controller, id, "dispatch", json!({"responderId": 8})),
        try_act(&controller, id, "dispatch", json!({"supplierId": 14})),
    );
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}

#[tokio::test]
async fn seen_owned_and_verified_carry_who_and_when_and_count_once() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    for name in ["acknowledge", "own", "verify"] {
        act(&controller, id, name, json!({})).await;
        server.clock.advance(1_000);
        act(&controller, id, name, json!({})).await;
    }
    let callout = read(&resident, id).await;
    for (flag, by, at, second) in [
        ("acknowledged", "firstAcknowledgedBy", "firstAcknowledgedAt", 0),
        ("owned", "ownedBy", "ownedAt", 1),
        ("verified", "verifiedBy", "verifiedAt", 2),
    ] {
        assert_eq!(callout[flag], true);
        assert_eq!(callout[by], "controller@demo.example");
        assert_eq!(callout[at], format!("2026-01-05T12:00:0{second}.000Z"));
    }
    assert_eq!(callout["lastUpdatedBy"], "controller@demo.example");
    assert_eq!(told(&callout).iter().filter(|body| body.contains("has seen it")).count(), 1);
}

#[tokio::test]
async fn the_queue_is_by_urgency_then_age_and_hides_demonstrations() {
    let server = TestServer::start().await;
    let (resident, neighbour) = (server.as_resident().await, server.as_neighbour().await);
    let controller = server.as_controller().await;
    let demo = pressed(&resident, json!({"responseTypeId": 3, "internalTest": true})).await;
    let older = pressed(&neighbour, json!({"responseTypeId": 2})).await;
    let newer = pressed(&neighbour, json!({})).await;
    server.clock.advance(20_000);
    let test = pressed(&resident, json!({"calloutClassificationId": 2})).await;
    pressed(&neighbour, json!({})).await;
    let ids = |answer: crate::support::Answer| -> Vec<i64> {
        let list = answer.body.as_array().unwrap().clone();
        list.iter().map(|row| row["callout"]["id"].as_i64().unwrap()).collect()
    };
    let queue = |state: &'static str| {
        let controller = controller.clone();
        async move { controller.get(&format!("/api/control/callouts?state={state}")).await }
    };
    assert_eq!(ids(queue("open").await), [newer, older, test]);
    assert_eq!(ids(queue("demo").await), [demo]);
    act(&controller, test, "close", json!({})).await;
    assert_eq!(ids(queue("closed").await), [test]);
    assert_eq!(ids(controller.get("/api/control/callouts").await), [newer, older]);
    assert_eq!(queue("all").await.status, 400);
}

#[tokio::test]
async fn a_call_to_the_customer_is_kept() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    let call = json!({"number": "+27831234567", "answered": false, "note": "voicemail"});
    let row = act(&controller, id, "phoned", call).await;
    let kept = &row["callout"]["customerNumberPhoneds"][0];
    assert_eq!((&kept["answered"], &kept["note"]), (&json!(false), &json!("voicemail")));
    assert_eq!(kept["phonedBy"], "controller@demo.example");
    for bad in [
        json!({"number": "call me", "answered": true}),
        json!({"answered": true}),
        json!({"number": "+27831234567"}),
    ] {
        assert_eq!(try_act(&controller, id, "phoned", bad).await.status, 400);
    }
}

#[tokio::test]
async fn what_was_recorded_at_the_end_is_checked_and_kept() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    for bad in [
        json!({"incidentCategoryId": 999}),
        json!({"incidentDetails": "x".repeat(4001)}),
        json!({"anyInjuries": "no"}),
    ] {
        assert_eq!(try_act(&controller, id, "close", bad).await.status, 400);
    }
    let row = act(&controller, id, "close", json!({"situationNeutral": true, "incidentCategoryId": 7})).await;
    let detail = &row["callout"]["calloutincidentdetail"];
    assert_eq!(detail["incidentcategory"]["description"], "Fall");
    assert_eq!(detail["incidentcategory"]["typeofemergency"]["descript"], "Medical");
    assert_eq!(detail["lastUpdatedBy"], "controller@demo.example");
    let list = controller.get("/api/control/incident-categories").await.body;
    assert!(
        list.as_array().unwrap().iter().any(|row| row["id"] == 24 && row["description"] == "Test Callout")
    );
}

#[tokio::test]
async fn a_dispatch_names_one_who_exists_and_is_free() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let first = pressed(&server.as_resident().await, json!({})).await;
    let second = pressed(&server.as_neighbour().await, json!({})).await;
    for bad in [
        json!({}),
        json!({"responderId": 8, "supplierId": 14}),
        json!({"responderId": 999}),
        json!({"supplierId": 999}),
    ] {
        assert_eq!(try_act(&controller, first, "dispatch", bad).await.status, 400);
    }
    act(&controller, first, "dispatch", json!({"responderId": 8})).await;
    let busy = try_act(&controller, second, "dispatch", json!({"responderId": 8})).await;
    assert_eq!(busy.status, 409);
    assert!(busy.message().contains(&format!("on callout {first}")), "{}", busy.message());
    assert_eq!(read(&server.as_neighbour().await, second).await["status"], "created");
    act(&controller, first, "close", json!({})).await;
    act(&controller, second, "dispatch", json!({"responderId": 8})).await;
}

#[tokio::test]
async fn whoever_polls_and_has_it_already_is_told_so_in_few_bytes() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    for path in [
        "callouts".to_owned(),
        format!("callouts/{id}"),
        "responders".to_owned(),
        format!("responders?callout={id}"),
        "suppliers".to_owned(),
    ] {
        let path = format!("/api/control/{path}");
        let tag = controller.get(&path).await.header("etag").unwrap().to_owned();
        let again = controller.clone().with_header("if-none-match", &tag).get(&path).await;
        assert_eq!((again.status, again.bytes.len()), (304, 0), "{path}");
    }
}
