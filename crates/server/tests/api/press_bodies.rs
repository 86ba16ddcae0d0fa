//! The body of a press: an unusable detail is dropped and named, and never refuses it.

use axum::http::Method;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::{Map, Value, json};

use crate::support::callout::{pressed, read};
use crate::support::{Answer, Client, TestServer};
use database::entity::client;

async fn send(client: &Client, body: impl Into<Vec<u8>>) -> Answer {
    client.send(Method::POST, "/api/callouts", body.into()).await
}

async fn first_event(reader: &Client, answer: &Answer) -> Value {
    let id = answer.body["id"].as_i64().unwrap();
    read(reader, id).await["calloutEvents"][0]["event"].clone()
}

#[tokio::test]
async fn a_detail_that_cannot_be_used_is_left_out_and_named_in_the_first_event() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let long = format!(r#"{{"customer":{{"vehicleMake":"{}"}}}}"#, "x".repeat(70_000));
    for (body, ignored) in [
        (r#"{"calloutLocation":{"latitude":1,"longitude":2,"accuracy":-1}}"#, "calloutLocation.accuracy"),
        (r#"{"calloutLocation":{"latitude":1,"longitude":2,"accuracy":1e999}}"#, "calloutLocation.accuracy"),
        (r#"{"calloutLocation":{"latitude":1,"longitude":2,"accuracy":"20"}}"#, "calloutLocation.accuracy"),
        (
            r#"{"calloutLocation":{"latitude":1,"longitude":2,"recordedAt":"+058883-01-01T00:00:00.000Z"}}"#,
            "calloutLocation.recordedAt",
        ),
        (
            r#"{"calloutLocation":{"latitude":1,"longitude":2,"recordedAt":"2001-01-01T00:00:00Z"}}"#,
            "calloutLocation.recordedAt",
        ),
        (r#"{"calloutLocation":"home"}"#, "calloutLocation"),
        (r#"{"calloutLocation":{"latitude":1}}"#, "calloutLocation"),
        (r#"{"pressedAt":"yesterday"}"#, "pressedAt"),
        (r#"{"pressedAt":"2031-01-01T00:00:00Z"}"#, "pressedAt"),
        (r#"{"calloutClassificationId":3}"#, "calloutClassificationId"),
        (r#"{"internalTest":"yes"}"#, "internalTest"),
        (r#"{"customer":"Rose"}"#, "customer"),
        (r#"{"customer":{"email":"nobody"}}"#, "customer.email"),
        (r#"{"customer":{"mobile":7}}"#, "customer.mobile"),
        (r#"{"customer":{"name":"\u0000"}}"#, "customer.name"),
        (r#"{"customer":{"surname":"\ud800"}}"#, "customer.surname"),
        (r#"{"customer":{"dateOfBirth":"31/01/1950"}}"#, "customer.dateOfBirth"),
        (long.as_str(), "customer.vehicleMake"),
    ] {
        let about = &body[..body.len().min(100)];
        let answer = send(&resident, body).await;
        assert_eq!(answer.status, 201, "{about}: {answer:?}");
        assert_eq!(first_event(&resident, &answer).await["ignored"], json!([ignored]), "{about}");
        let close = format!("/api/control/callouts/{}/close", answer.body["id"]);
        assert_eq!(controller.post(&close, json!({})).await.status, 200);
    }
    let details = resident.get("/api/customer").await.body;
    assert_eq!((&details["name"], &details["surname"]), (&json!("Rose"), &json!("Adeyemi")));
}

#[tokio::test]
async fn a_press_that_is_merged_names_what_it_left_out() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({})).await;
    assert_eq!(pressed(&resident, json!({"pressedAt": "yesterday"})).await, id);
    let callout = read(&resident, id).await;
    let event = callout["calloutEvents"].as_array().unwrap().last().unwrap();
    assert_eq!(event["event"]["ignored"], json!(["pressedAt"]));
}

#[tokio::test]
async fn an_offset_without_a_colon_and_a_byte_order_mark_are_read() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let answer = send(&resident, "\u{feff}{\"pressedAt\":\"2026-01-05T13:58:00+0200\"}").await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(first_event(&resident, &answer).await.get("ignored"), None);
    let path = format!("/api/control/callouts/{}", answer.body["id"]);
    let row = server.as_controller().await.get(&path).await.body;
    assert_eq!(row["pressedAt"], "2026-01-05T11:58:00.000Z");
}

#[tokio::test]
async fn a_byte_order_mark_is_skipped_at_every_door_for_json() {
    let server = TestServer::start().await;
    let (resident, admin) = (server.as_resident().await, server.as_admin().await);
    let id = pressed(&resident, json!({})).await;
    let key = "sample-15f6815b-0000-0000-0000-000000000000-c6a75cc9-0000-0000-0000-000000000000";
    let sign_in = r#"{"email":"resident@demo.example","password":"tocsin-demo"}"#;
    let service = server.anonymous().with_header("x-key", key);
    for (client, path, body) in [
        (&server.anonymous(), "/api/session".to_owned(), sign_in),
        (&server.anonymous(), "/api/oauth/token".to_owned(), sign_in),
        (&resident, format!("/api/callouts/{id}/location"), r#"{"latitude":1,"longitude":1}"#),
        (&resident, format!("/api/callouts/{id}/comments"), r#"{"message":"hello"}"#),
        (&admin, "/api/v2/assistance-provider/import?dry_run=true".to_owned(), "[]"),
        (&service, "/v2/notifications/sms".to_owned(), "{}"),
    ] {
        let plain = client.send(Method::POST, &path, body.as_bytes().to_vec()).await;
        let marked = client.send(Method::POST, &path, format!("\u{feff}{body}").into_bytes()).await;
        assert_eq!((marked.status, marked.message()), (plain.status, plain.message()), "{path}");
    }
}

#[tokio::test]
async fn only_what_is_no_object_or_asks_for_the_impossible_is_refused() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    for body in [
        "{",
        "[]",
        "5",
        "null",
        "{} {}",
        r#"{"calloutLocation":{"latitude":NaN,"longitude":0}}"#,
        r#"{"calloutLocation":{"latitude":1e999,"longitude":0}}"#,
        r#"{"calloutLocation":{"latitude":0,"longitude":true}}"#,
        r#"{"calloutLocation":{"latitude":-90.5,"longitude":0}}"#,
        r#"{"responseTypeId":4}"#,
        r#"{"responseTypeId":1e40}"#,
    ] {
        let answer = send(&resident, body).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(!answer.message().is_empty(), "{body}");
    }
    assert_eq!(resident.get("/api/callouts").await.body, json!([]));
}

/// Any JSON value.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!("2026-01-05T12:00:00Z")),
        Just(json!("\u{0}")),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map("[a-zA-Z]{0,12}", inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

fn object(names: &'static [&'static str]) -> impl Strategy<Value = Map<String, Value>> {
    prop::collection::vec((prop::sample::select(names), anything()), 0..8)
        .prop_map(|pairs| pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

const OPTIONAL: &[&str] = &["calloutClassificationId", "customer", "internalTest", "pressedAt", "", "other"];
const DETAILS: &[&str] =
    &["name", "surname", "email", "mobile", "gender", "dateOfBirth", "vehicleMake", "vehicleLicensePlate"];
const BESIDE_THE_PLACE: &[&str] = &["accuracy", "recordedAt", "source", "sentAt"];

fn press() -> impl Strategy<Value = Value> {
    let place = (object(BESIDE_THE_PLACE), -90.0..=90.0f64, -180.0..=180.0f64).prop_map(
        |(mut place, latitude, longitude)| {
            place.insert("latitude".to_owned(), latitude.into());
            place.insert("longitude".to_owned(), longitude.into());
            Value::Object(place)
        },
    );
    let type_id = prop::sample::select(vec![json!(null), json!(1), json!(2), json!(3)]);
    let customer = prop::option::of(object(DETAILS));
    (object(OPTIONAL), prop::option::of(place), type_id, customer).prop_map(
        |(mut body, place, type_id, customer)| {
            body.insert("calloutLocation".to_owned(), place.into());
            body.insert("responseTypeId".to_owned(), type_id);
            if let Some(customer) = customer {
                body.insert("customer".to_owned(), customer.into());
            }
            Value::Object(body)
        },
    )
}

#[test]
fn any_object_with_a_place_on_the_globe_and_a_known_response_type_is_taken() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (_server, resident) = runtime.block_on(async {
        let server = TestServer::start().await;
        let resident = server.as_resident().await;
        (server, resident)
    });
    let mut runner = TestRunner::new(ProptestConfig { cases: 200, ..ProptestConfig::default() });
    runner
        .run(&press(), |body| {
            let answer = runtime.block_on(resident.post("/api/callouts", body.clone()));
            prop_assert!(matches!(answer.status, 200 | 201), "{}: {:?}", body, answer);
            Ok(())
        })
        .unwrap();
}

/// A resident of a client that may request Security only.
async fn restricted(server: &TestServer) -> Client {
    let row = client::Entity::find_by_id(server::demo::CLIENT_ID).one(&*server.state.db).await.unwrap();
    let mut row = row.unwrap().into_active_model();
    row.allowed_response_types = Set("1".to_owned());
    row.default_response_type = Set(1);
    row.update(&*server.state.db).await.unwrap();
    let new = json!({ "email": "guid_1@company.example", "password": "long enough" });
    assert_eq!(server.server_token().await.post("/api/oauth/user", new).await.status, 201);
    server.user_token("guid_1@company.example").await
}

#[tokio::test]
async fn a_response_type_that_a_client_may_not_use_becomes_its_default_and_is_named() {
    let server = TestServer::start().await;
    let resident = restricted(&server).await;
    let answer = send(&resident, r#"{"responseTypeId":2}"#).await;
    assert_eq!((answer.status, &answer.body["responseTypeId"]), (201, &json!(1)));
    assert_eq!(answer.body["calloutClassificationId"], 1);
    let event = first_event(&resident, &answer).await;
    assert_eq!(event["ignored"], json!(["responseTypeId"]));
    assert!(event["body"].as_str().unwrap().contains("Medical was pressed"), "{event}");
}

#[tokio::test]
async fn a_demonstration_that_a_client_may_not_use_never_becomes_a_real_alarm() {
    let server = TestServer::start().await;
    let resident = restricted(&server).await;
    let answer = send(&resident, r#"{"responseTypeId":3,"internalTest":true}"#).await;
    assert_eq!((answer.status, &answer.body["calloutClassificationId"]), (201, &json!(2)));
}
