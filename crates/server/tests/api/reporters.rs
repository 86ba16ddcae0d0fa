//! Who may report on a callout, and the age and order of reports whatever the phones' clocks show.

use sea_orm::{ActiveModelTrait, Set};
use serde_json::{Value, json};
use server::auth::token;
use server::auth::token::TokenUse;
use wire::time::Timestamp;

use crate::support::callout::{press, pressed, read};
use crate::support::{Client, NOON, TestServer};
use database::entity::client;

const MINUTE: i64 = 60_000;

/// Another API client with the right to raise callouts for Acme Housing.
async fn another_client(server: &TestServer, id: &str) -> Client {
    let row = client::ActiveModel {
        id: Set(id.to_owned()),
        name: Set(format!("Client {id}")),
        secret_hash: Set(id.to_owned()),
        organisation_id: Set(2),
        allowed_response_types: Set("1,2".to_owned()),
        default_response_type: Set(1),
        may_create_callouts: Set(true),
        request_type: Set("INTEGRATION".to_owned()),
        webhook_url: Set(None),
        active: Set(true),
        created_at: Set(NOON),
    };
    row.insert(&*server.state.db).await.unwrap();
    let jwt = token::issue(&server.state, TokenUse::Server, id, 3600).await.unwrap();
    server.anonymous().with_token(&jwt)
}

#[tokio::test]
async fn every_client_that_raised_a_callout_or_pressed_into_it_may_report_on_it() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({})).await;
    let clients = [another_client(&server, "first").await, another_client(&server, "second").await];
    let stranger = another_client(&server, "third").await;
    for (at, client) in clients.iter().enumerate() {
        let rose = json!({"customer": {"email": "resident@demo.example"}});
        assert_eq!(press(client, rose).await["id"], id, "the resident's own callout takes the press");
        server.clock.advance(10_000);
        let place = json!({"latitude": at, "longitude": 28, "accuracy": 5});
        let answer = client.post(&format!("/api/callouts/{id}/location"), place).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(read(client, id).await["location"]["latitude"], at.to_string());
        let comment = client.post(&format!("/api/callouts/{id}/comments"), json!({"message": "hello"})).await;
        assert_eq!(comment.status, 200);
        assert_eq!(client.get("/api/callouts?active=true").await.body[0]["id"], id);
    }
    let mut absent = Vec::new();
    for id in [id, 999_999] {
        let place = json!({"latitude": 1, "longitude": 1});
        let answer = stranger.post(&format!("/api/callouts/{id}/location"), place).await;
        assert_eq!(answer.status, 404);
        absent.push(answer.body);
    }
    assert_eq!(absent[0], absent[1]);
}

/// Reports from a phone whose clock differs by `skew`; returns the position that the control room sees.
async fn report(
    server: &TestServer,
    resident: &Client,
    id: i64,
    latitude: f64,
    skew: i64,
    sent: bool,
) -> Value {
    let phone_now = Timestamp::from_millis(server.state.now() + skew);
    let mut body = json!({"latitude": latitude, "longitude": 28, "accuracy": 5, "recordedAt": phone_now});
    if sent {
        body["sentAt"] = json!(phone_now);
    }
    let answer = resident.post(&format!("/api/callouts/{id}/location"), body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    position(server, id).await
}

async fn position(server: &TestServer, id: i64) -> Value {
    let controller = server.user_token("controller@demo.example").await;
    controller.get(&format!("/api/control/callouts/{id}")).await.body["position"].clone()
}

/// The age of a position, by the server's clock.
fn age(server: &TestServer, position: &Value) -> i64 {
    let recorded: Timestamp = serde_json::from_value(position["recordedAt"].clone()).unwrap();
    server.state.now() - (recorded.millis() + position["clockOffset"].as_i64().unwrap())
}

#[tokio::test]
async fn a_phone_whose_clock_is_ahead_or_behind_is_followed_and_its_ages_are_true() {
    for sent in [false, true] {
        for skew in [-600 * MINUTE, -10 * MINUTE, 0, 10 * MINUTE, 600 * MINUTE] {
            let server = TestServer::start().await;
            let resident = server.user_token("resident@demo.example").await;
            let at = Timestamp::from_millis(server.state.now() + skew);
            let place = json!({"latitude": 0, "longitude": 28, "recordedAt": at});
            let id = pressed(&resident, json!({"pressedAt": at, "calloutLocation": place})).await;
            for beat in 1..4 {
                server.clock.advance(10_000);
                let latitude = f64::from(beat);
                let position = report(&server, &resident, id, latitude, skew, sent).await;
                assert_eq!(position["latitude"], latitude, "{skew} {sent}");
                assert_eq!(age(&server, &position), 0, "{skew} {sent}");
            }
        }
    }
}

#[tokio::test]
async fn an_older_position_of_a_phone_whose_clock_is_ahead_does_not_become_the_current_one() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({"calloutLocation": null})).await;
    server.clock.advance(60_000);
    report(&server, &resident, id, 2.0, 10 * MINUTE, false).await;
    // The same phone took this fix half a minute earlier, but could not send it then.
    let position = report(&server, &resident, id, 1.0, 10 * MINUTE - 30_000, false).await;
    assert_eq!(position["latitude"], 2.0);
}

#[tokio::test]
async fn a_clock_that_is_set_on_the_way_does_not_hold_the_place_back() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({"calloutLocation": null})).await;
    for (beat, skew) in [0, 0, -30 * MINUTE, -30 * MINUTE, 45 * MINUTE, 0].into_iter().enumerate() {
        server.clock.advance(10_000);
        let position = report(&server, &resident, id, beat as f64, skew, true).await;
        assert_eq!((&position["latitude"], age(&server, &position)), (&json!(beat as f64), 0), "{skew}");
    }
}

#[tokio::test]
async fn a_position_of_ten_minutes_ago_is_told_as_ten_minutes_old() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let old = Timestamp::from_millis(NOON - 10 * MINUTE);
    let place = json!({"latitude": 1, "longitude": 28, "recordedAt": old});
    let id = pressed(&resident, json!({"calloutLocation": place})).await;
    assert_eq!(age(&server, &position(&server, id).await), 10 * MINUTE);
    server.clock.advance(10_000);
    let sent_at = Timestamp::from_millis(NOON + 10_000);
    let body = json!({"latitude": 1, "longitude": 28, "recordedAt": old, "sentAt": sent_at});
    assert_eq!(resident.post(&format!("/api/callouts/{id}/location"), body).await.status, 200);
    assert_eq!(age(&server, &position(&server, id).await), 10 * MINUTE + 10_000);
}
