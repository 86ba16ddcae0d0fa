//! `POST /api/callouts`: the press, the idempotency key, and the rule of the second press.

use serde_json::{Value, json};
use wire::status::CalloutStatus;

use crate::support::TestServer;
use crate::support::callout::{act, alarm, fixture, press, pressed, read, told};

const KEY: &str = "8c0e2c5a-6f5b-4f0e-9c3b-0d2f5f0a7b11";

#[tokio::test]
async fn a_resident_gets_201_with_the_callout_and_their_details_travel_with_it() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let answer = resident.post("/api/callouts", fixture("create-request")).await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.body["status"], "created");
    assert_eq!(answer.body["customer"]["mobile"], "+27761234567");
    assert_eq!(answer.body["location"]["latitude"], "-26.109054");
    let path = format!("/api/callouts/{}", answer.body["id"]);
    assert_eq!(answer.header("location"), Some(path.as_str()));
    // The posted e-mail address is a contact detail; the sign-in stays the same.
    server.as_resident().await;
    assert_eq!(resident.get("/api/customer").await.body["email"], "test@example.com");
}

#[tokio::test]
async fn a_press_of_one_person_is_not_taken_from_another_who_signed_in_on_the_same_phone() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let session = resident.get("/api/session").await.body;
    let me = session["user"]["id"].as_str().expect("the account has an id").to_owned();
    let neighbour = server.as_neighbour().await.with_header("tocsin-user", &me);
    let refused = neighbour.post("/api/callouts", json!({})).await;
    assert_eq!(refused.status, 409);
    assert!(
        refused.header("tocsin-user").is_some_and(|signed_in| signed_in != me),
        "it says who is signed in"
    );
    let callouts = server.as_neighbour().await.get("/api/callouts?active=true").await.body;
    assert_eq!(callouts, json!([]), "nothing was stored");
    assert_eq!(resident.with_header("tocsin-user", &me).post("/api/callouts", json!({})).await.status, 201);
}

#[tokio::test]
async fn nothing_that_is_missing_refuses_an_alarm() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let empty = resident.send(axum::http::Method::POST, "/api/callouts", Vec::new()).await;
    assert_eq!(empty.status, 201);
    assert_eq!((&empty.body["location"], &empty.body["responseTypeId"]), (&Value::Null, &json!(1)));
    assert_eq!(empty.body["calloutClassificationId"], 1);
    assert_eq!(empty.body["uniqueSuppliersInRange"], json!([]));
    for fields in [
        json!({"responseTypeId": 2, "calloutLocation": null, "customer": null}),
        json!({"responseTypeId": 3, "calloutLocation": {"latitude": 1, "longitude": 1, "accuracy": 90000}}),
        json!({"calloutClassificationId": 2, "calloutLocation": {"latitude": 1, "longitude": 1, "recordedAt": "2001-01-01T00:00:00Z"}}),
    ] {
        assert_eq!(resident.post("/api/callouts", fields).await.status, 201);
    }
}

#[tokio::test]
async fn what_cannot_be_is_400_and_stores_nothing() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    for fields in [
        json!({"calloutLocation": {"latitude": 90.1, "longitude": 0}}),
        json!({"calloutLocation": {"latitude": 0, "longitude": -180.1}}),
        json!({"calloutLocation": {"latitude": "north", "longitude": 0}}),
        json!({"responseTypeId": 4}),
        json!({"responseTypeId": "1"}),
        json!([]),
    ] {
        let answer = resident.post("/api/callouts", fields.clone()).await;
        assert_eq!(answer.status, 400, "{fields}");
        assert!(!answer.message().is_empty());
    }
    assert_eq!(resident.get("/api/callouts").await.body, json!([]));
}

#[tokio::test]
async fn only_residents_and_clients_with_the_right_may_press() {
    let server = TestServer::start().await;
    assert_eq!(server.anonymous().post("/api/callouts", json!({})).await.status, 401);
    for email in ["officer", "controller", "supporter", "manager", "admin"] {
        let staff = server.signed_in(&format!("{email}@demo.example")).await;
        assert_eq!(staff.post("/api/callouts", json!({})).await.status, 403, "{email}");
    }
}

#[tokio::test]
async fn the_same_key_gives_the_stored_answer_and_another_body_is_422() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await.with_header("idempotency-key", KEY);
    let first = resident.post("/api/callouts", alarm(json!({}))).await;
    let id = first.body["id"].as_i64().unwrap();
    act(&server.as_controller().await, id, "acknowledge", json!({})).await;
    let again = resident.post("/api/callouts", alarm(json!({}))).await;
    assert_eq!((again.status, &again.body), (201, &first.body));
    let other = resident.post("/api/callouts", alarm(json!({"responseTypeId": 2}))).await;
    assert_eq!(other.status, 422);
    assert_eq!(resident.get("/api/callouts").await.body.as_array().unwrap().len(), 1);
    assert!(!told(&read(&resident, id).await).contains(&"Pressed again".to_owned()));
}

#[tokio::test]
async fn somebody_elses_key_is_another_key() {
    let server = TestServer::start().await;
    let first = press(&server.as_resident().await.with_header("idempotency-key", KEY), json!({})).await;
    let second = press(&server.as_neighbour().await.with_header("idempotency-key", KEY), json!({})).await;
    assert_ne!(first["id"], second["id"]);
    assert_ne!(first["customerId"], second["customerId"]);
}

#[tokio::test]
async fn presses_with_one_key_at_the_same_time_are_one_callout() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await.with_header("idempotency-key", KEY);
    let all = (0..8).map(|_| resident.post("/api/callouts", alarm(json!({}))));
    let answers = futures_util::future::join_all(all).await;
    for answer in &answers {
        assert_eq!((answer.status, &answer.body), (201, &answers[0].body));
    }
    assert_eq!(resident.get("/api/callouts").await.body.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_key_of_any_form_makes_one_callout_and_refuses_none() {
    let server = TestServer::start().await;
    for key in ["k".repeat(5000), "with blanks".to_owned(), "ключ".to_owned()] {
        let resident = server.as_resident().await.with_header("idempotency-key", &key);
        let first = resident.post("/api/callouts", json!({})).await;
        assert!(matches!(first.status, 200 | 201), "{first:?}");
        let again = resident.post("/api/callouts", json!({})).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));
        assert_eq!(resident.post("/api/callouts", json!({"responseTypeId": 2})).await.status, 422);
    }
}

#[tokio::test]
async fn a_second_press_adds_to_the_open_callout_and_raises_its_urgency() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    let dismissed = resident.post(&format!("/api/callouts/{id}/dismiss"), json!({})).await;
    assert_eq!(dismissed.status, 200);
    server.clock.advance(10_000);
    let again = resident.post("/api/callouts", alarm(json!({}))).await;
    assert_eq!((again.status, again.body["id"].as_i64()), (200, Some(id)));
    assert_eq!(again.body["cancelledByCustomer"], false);
    assert!(told(&read(&resident, id).await).contains(&"Pressed again".to_owned()));
    let row = controller.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!(row["urgency"], 1);
    assert_eq!(row["pressedAgainAt"], "2026-01-05T12:00:10.000Z");
}

#[tokio::test]
async fn a_second_key_within_ten_seconds_merges_without_raising_urgency() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    server.clock.advance(9_999);
    assert_eq!(pressed(&resident, json!({})).await, id);
    let row = controller.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!(row["urgency"], 0);
    // Counted from the last press that counted, so that continued pressing raises the urgency again.
    server.clock.advance(1);
    assert_eq!(pressed(&resident, json!({})).await, id);
    let row = controller.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!(row["urgency"], 1);
}

#[tokio::test]
async fn whoever_presses_again_after_a_stand_down_is_helped_again() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    act(&controller, id, "stand-down", json!({"note": "spoke to her"})).await;
    assert_eq!(read(&resident, id).await["dispatchRequired"], false);
    server.clock.advance(60_000);
    assert_eq!(press(&resident, json!({})).await["dispatchRequired"], true);
}

#[tokio::test]
async fn another_kind_of_alarm_makes_a_callout_of_its_own() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let kinds = [
        json!({"calloutClassificationId": 2, "responseTypeId": 1}),
        json!({"calloutClassificationId": 2, "responseTypeId": 2}),
        json!({"calloutClassificationId": 2, "responseTypeId": 1, "internalTest": true}),
        json!({"responseTypeId": 3, "internalTest": true}),
        json!({"responseTypeId": 1}),
        json!({"responseTypeId": 2}),
        json!({"responseTypeId": 1, "internalTest": true}),
    ];
    let mut ids = Vec::new();
    for kind in kinds {
        ids.push(pressed(&resident, kind).await);
    }
    ids.dedup();
    assert_eq!(ids.len(), 7);
}

#[tokio::test]
async fn a_callout_takes_presses_until_its_responder_has_completed() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    assert_eq!(pressed(&resident, json!({})).await, id);
    act(&controller, id, "cancel-response", json!({})).await;
    assert_eq!(pressed(&resident, json!({})).await, id);
    act(&controller, id, "dispatch", json!({"responderId": 8})).await;
    act(&controller, id, "arrive", json!({})).await;
    assert_eq!(pressed(&resident, json!({})).await, id);
    act(&controller, id, "complete", json!({})).await;
    let new = pressed(&resident, json!({})).await;
    assert_ne!(new, id);
    act(&controller, new, "close", json!({})).await;
    assert_ne!(pressed(&resident, json!({})).await, new);
}

#[tokio::test]
async fn a_real_press_ends_the_persons_open_tests_and_demonstrations() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let test = pressed(&resident, json!({"calloutClassificationId": 2})).await;
    let demo = pressed(&resident, json!({"responseTypeId": 3, "internalTest": true})).await;
    let medical = pressed(&resident, json!({"responseTypeId": 2})).await;
    let neighbours = pressed(&server.as_neighbour().await, json!({"calloutClassificationId": 2})).await;
    for (id, open) in [(test, false), (demo, false), (medical, true)] {
        let status = read(&resident, id).await["status"].as_str().unwrap().to_owned();
        assert_eq!(CalloutStatus::from(status).is_closed(), !open, "{id}");
    }
    assert_eq!(read(&server.as_neighbour().await, neighbours).await["status"], "created");
    assert!(told(&read(&resident, test).await).contains(&"A real alarm ended this test.".to_owned()));
    // A real press that is added to a callout ends them as well.
    let test = pressed(&resident, json!({"calloutClassificationId": 2})).await;
    assert_eq!(pressed(&resident, json!({"responseTypeId": 2})).await, medical);
    assert_eq!(read(&resident, test).await["status"], "closed");
}

#[tokio::test]
async fn by_a_server_token_the_customer_in_the_body_counts_as_the_user() {
    let server = TestServer::start().await;
    let client = server.server_token().await;
    let rose = json!({"customer": {"email": "Resident@demo.example", "vehicleColour": "Green"}});
    let first = client.post("/api/callouts", alarm(rose.clone())).await;
    assert_eq!(first.status, 201, "{first:?}");
    let id = first.body["id"].as_i64().unwrap();
    assert_eq!(first.body["customer"]["name"], "Rose");
    assert_eq!(first.body["customer"]["vehicleColour"], "Green");
    assert_eq!(read(&server.as_resident().await, id).await["id"], id);
    assert_eq!(read(&client, id).await["id"], id);
    assert_eq!(pressed(&client, rose).await, id);
    // An unknown person is added, once.
    let new = json!({"customer": {"mobile": "+27761234567", "name": "New"}});
    let second = press(&client, new.clone()).await;
    assert_eq!(second["customer"]["name"], "New");
    assert_eq!(press(&client, new).await["id"], second["id"]);
    // Without an e-mail address or a number the resident cannot be identified.
    assert_eq!(client.post("/api/callouts", alarm(json!({}))).await.status, 400);
}

#[tokio::test]
async fn a_client_reaches_only_its_own_organisation() {
    let server = TestServer::start().await;
    let client = server.server_token().await;
    let sam = press(&client, json!({"customer": {"email": "stranger@demo.example", "name": "X"}})).await;
    let stranger = server.as_stranger().await;
    assert_eq!(stranger.get(&format!("/api/callouts/{}", sam["id"])).await.status, 404);
    assert_eq!(stranger.get("/api/customer").await.body["name"], "Sam");
}

#[tokio::test]
async fn when_the_finger_was_down_reaches_the_controller() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({"pressedAt": "2026-01-05T11:58:00Z"})).await;
    let row = controller.get(&format!("/api/control/callouts/{id}")).await.body;
    assert_eq!(row["pressedAt"], "2026-01-05T11:58:00.000Z");
    assert_eq!(row["siteName"], "Acacia Avenue");
}
