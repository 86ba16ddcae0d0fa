//! `/api/push-subscriptions`, with a push service on this machine that decrypts what it receives.

use std::sync::Arc;

use sea_orm::EntityTrait;
use serde_json::{Value, json};
use server::push::{Payload, Urgency};

use crate::support::delivery::{PATIENCE, StaticResolver, calling, tick};
use crate::support::device::{Device, claims};
use crate::support::{NOON, TestServer};
use database::entity::delivery;
use web::outgoing::Outgoing;

async fn send(server: &TestServer, email: &str, payload: Payload) -> usize {
    let user = server::auth::account::find(&*server.state.db, email).await.unwrap().unwrap();
    let transaction = server.state.write().await.unwrap();
    let count =
        server::push::send_to_user::send_to_user(&*transaction, &server.state, &user.id, "n-1", payload)
            .await
            .unwrap();
    transaction.commit().await.unwrap();
    count
}

fn alarm() -> Payload {
    Payload {
        title: "Rose asks for help".to_owned(),
        body: "Acacia Avenue".to_owned(),
        path: "/assistance/5".to_owned(),
        urgency: Urgency::High,
        ..Payload::default()
    }
}

async fn states(server: &TestServer) -> Vec<String> {
    let rows = delivery::Entity::find().all(&*server.state.db).await.unwrap();
    rows.into_iter().map(|row| row.state).collect()
}

#[tokio::test]
async fn a_push_reaches_every_device_of_a_person_and_nobody_between_can_read_it() {
    let server = calling().await;
    let supporter = server.signed_in("supporter@demo.example").await;
    let (phone, tablet) = (Device::of(&supporter, 201).await, Device::of(&supporter, 201).await);
    assert_eq!(send(&server, "supporter@demo.example", alarm()).await, 2);
    tick(&server).await;
    for device in [&phone, &tablet] {
        let pushed = device.pushed().await.pop().unwrap();
        assert_eq!(pushed.headers["content-encoding"], "aes128gcm");
        assert_eq!(pushed.headers["ttl"], "3600");
        assert_eq!(pushed.headers["urgency"], "high");
        assert!(!pushed.body.windows(4).any(|part| part == b"Rose"));
        let expected =
            json!({"title": "Rose asks for help", "body": "Acacia Avenue", "path": "/assistance/5"});
        assert_eq!(device.read().await, expected);
        let claims = claims(&pushed);
        assert_eq!(claims["aud"], device.service.uri());
        assert_eq!(claims["exp"], NOON / 1000 + 12 * 60 * 60);
        assert!(claims["sub"].as_str().unwrap().starts_with("https://"));
    }
    assert_eq!(states(&server).await, ["delivered", "delivered"]);
    let listed = supporter.get("/api/push-subscriptions").await.body;
    assert_eq!(listed["devices"][0]["deliveredAt"], "2026-01-05T12:00:00.000Z");
}

#[tokio::test]
async fn the_key_is_made_once_and_is_the_one_that_signs() {
    let server = calling().await;
    let officer = server.as_officer().await;
    let key = |body: &Value| body["key"].as_str().unwrap().to_owned();
    let first = key(&officer.get("/api/push-subscriptions").await.body);
    let mut state = server.state.clone();
    state.push_keys = Arc::default();
    let read = &server::push::keys::keys(&state).await.unwrap().public;
    assert_eq!(*read, first, "another start reads the stored one");
    let device = Device::of(&officer, 201).await;
    send(&server, "officer@demo.example", alarm()).await;
    tick(&server).await;
    let pushed = device.pushed().await.pop().unwrap();
    assert!(pushed.headers["authorization"].to_str().unwrap().ends_with(&format!("k={first}")));
}

#[tokio::test]
async fn a_test_proves_that_a_device_can_be_reached_only_when_the_device_itself_answers() {
    let server = calling().await;
    let officer = server.as_officer().await;
    let device = Device::of(&officer, 201).await;
    let address = format!("/api/push-subscriptions/{}", device.id);
    let answer = officer.post(&format!("{address}/test"), json!({})).await;
    assert_eq!(answer.status, 202);
    tick(&server).await;
    assert_eq!(
        officer.get(&address).await.body["receivedAt"],
        Value::Null,
        "the push service has it, not the device"
    );
    let receipt = device.read().await["receipt"].as_str().unwrap().to_owned();
    server.clock.advance(750);
    // The service worker has no session.
    let anybody = server.anonymous();
    assert_eq!(anybody.post(&receipt, json!({})).await.status, 204);
    let proven = officer.get(&address).await.body;
    assert_eq!(proven["testedAt"], "2026-01-05T12:00:00.000Z");
    assert_eq!(proven["receivedAt"], "2026-01-05T12:00:00.750Z");
    assert_eq!(anybody.post(&receipt, json!({})).await.status, 404, "a receipt counts once");
    assert_eq!(anybody.post("/api/push-receipts/guess", json!({})).await.status, 404);
}

#[tokio::test]
async fn a_device_that_the_push_service_knows_no_more_is_removed() {
    for status in [404, 410] {
        let server = calling().await;
        let officer = server.as_officer().await;
        let device = Device::of(&officer, status).await;
        send(&server, "officer@demo.example", alarm()).await;
        tick(&server).await;
        assert_eq!(officer.get(&format!("/api/push-subscriptions/{}", device.id)).await.status, 404);
        assert_eq!(states(&server).await, ["dead"]);
        assert_eq!(send(&server, "officer@demo.example", alarm()).await, 0);
    }
}

#[tokio::test]
async fn a_push_service_that_is_busy_is_asked_again_and_one_that_refuses_is_not() {
    for (status, state) in
        [(429, "waiting"), (500, "waiting"), (503, "waiting"), (400, "dead"), (403, "dead"), (413, "dead")]
    {
        let server = calling().await;
        let officer = server.as_officer().await;
        let device = Device::of(&officer, status).await;
        send(&server, "officer@demo.example", alarm()).await;
        tick(&server).await;
        assert_eq!(states(&server).await, [state], "{status}");
        assert_eq!(officer.get(&format!("/api/push-subscriptions/{}", device.id)).await.status, 200);
    }
}

#[tokio::test]
async fn a_device_is_its_owners_alone() {
    let server = calling().await;
    let (officer, other) = (server.as_officer().await, server.signed_in("officer2@demo.example").await);
    let device = Device::of(&officer, 201).await;
    let address = format!("/api/push-subscriptions/{}", device.id);
    assert_eq!(other.get(&address).await.status, 404);
    assert_eq!(other.post(&format!("{address}/test"), json!({})).await.status, 404);
    assert_eq!(other.delete(&address).await.status, 404);
    assert_eq!(other.get("/api/push-subscriptions").await.body["devices"], json!([]));
    for path in ["/api/push-subscriptions", address.as_str()] {
        assert_eq!(server.anonymous().get(path).await.status, 401);
    }
    assert_eq!(officer.delete(&address).await.status, 204);
    assert_eq!(officer.get(&address).await.status, 404);
}

#[tokio::test]
async fn a_browser_that_somebody_else_signs_in_with_is_theirs_from_then_on() {
    let server = calling().await;
    let (officer, other) = (server.as_officer().await, server.signed_in("officer2@demo.example").await);
    let device = Device::of(&officer, 201).await;
    assert_eq!(other.post("/api/push-subscriptions", device.body()).await.status, 201);
    assert_eq!(officer.get("/api/push-subscriptions").await.body["devices"], json!([]));
    assert_eq!(send(&server, "officer@demo.example", alarm()).await, 0);
    assert_eq!(send(&server, "officer2@demo.example", alarm()).await, 1);
}

#[tokio::test]
async fn what_is_no_device_is_refused_with_what_to_send() {
    let server = calling().await;
    let officer = server.as_officer().await;
    let good = Device::new(201).await.body();
    for (pointer, value, word) in [
        ("/name", json!("x".repeat(61)), "60"),
        ("/endpoint", json!("push.example"), "endpoint"),
        ("/endpoint", json!("ftp://push.example/"), "endpoint"),
        ("/keys/p256dh", json!("AAAA"), "keys"),
        ("/keys/auth", json!("AAAA"), "keys"),
        ("/keys", json!({}), "keys"),
    ] {
        let mut body = good.clone();
        *body.pointer_mut(pointer).unwrap() = value;
        let answer = officer.post("/api/push-subscriptions", body).await;
        assert_eq!(answer.status, 400, "{pointer}");
        assert!(answer.message().contains(word), "{}", answer.message());
    }
    assert_eq!(officer.get("/api/push-subscriptions").await.body["devices"], json!([]));
}

#[tokio::test]
async fn an_endpoint_inside_our_own_network_is_no_push_service() {
    let names = StaticResolver::new(&[&["10.0.0.1"]]);
    let server = TestServer::calling(Outgoing::with(names, PATIENCE, false)).await;
    let officer = server.as_officer().await;
    for endpoint in ["http://127.0.0.1/push", "https://inside.example/push"] {
        let mut body = Device::new(201).await.body();
        body["endpoint"] = json!(endpoint);
        assert_eq!(officer.post("/api/push-subscriptions", body).await.status, 400, "{endpoint}");
    }
}

#[tokio::test]
async fn a_device_that_nobody_named_is_called_after_its_browser() {
    let server = calling().await;
    let chrome = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36";
    let officer = server.as_officer().await;
    let mut body = Device::new(201).await.body();
    body.as_object_mut().unwrap().remove("name");
    let made =
        officer.clone().with_header("user-agent", chrome).post("/api/push-subscriptions", body.clone()).await;
    assert_eq!((made.status, &made.body["name"]), (201, &json!("Chrome on Android")));
    let again = officer.post("/api/push-subscriptions", body).await;
    assert_eq!((&again.body["id"], &again.body["name"]), (&made.body["id"], &json!("A device")));
}

#[tokio::test]
async fn twenty_devices_are_enough() {
    let server = calling().await;
    let officer = server.as_officer().await;
    let mut body = Device::new(201).await.body();
    for number in 0..=20 {
        body["endpoint"] = json!(format!("http://127.0.0.1:9999/{number}"));
        let answer = officer.post("/api/push-subscriptions", body.clone()).await;
        assert_eq!(answer.status, if number < 20 { 201 } else { 409 });
    }
}

#[tokio::test]
async fn a_push_with_a_long_text_arrives_cut() {
    let server = calling().await;
    let officer = server.as_officer().await;
    let device = Device::of(&officer, 201).await;
    let payload = Payload { title: "漢".repeat(500), body: "\"é\n".repeat(3000), ..alarm() };
    send(&server, "officer@demo.example", payload).await;
    tick(&server).await;
    assert_eq!(states(&server).await, ["delivered"]);
    assert!(device.pushed().await[0].body.len() <= 4096);
    assert!(device.read().await["body"].as_str().unwrap().ends_with('…'));
}

#[tokio::test]
async fn a_push_service_with_a_smaller_limit_is_offered_less_at_once() {
    let server = calling().await;
    let officer = server.as_officer().await;
    let device = Device::of_small_service(&officer, 2000).await;
    send(&server, "officer@demo.example", Payload { body: "help ".repeat(900), ..alarm() }).await;
    tick(&server).await;
    assert_eq!(states(&server).await, ["delivered"]);
    let sizes: Vec<_> = device.pushed().await.iter().map(|request| request.body.len()).collect();
    assert!(sizes.len() == 2 && sizes[0] > 2000 && sizes[1] <= 2000, "{sizes:?}");
    assert_eq!(device.read().await["title"], alarm().title);
}
