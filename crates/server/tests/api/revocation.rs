//! Revocation takes effect everywhere at once: sessions, tokens, streams, devices, trays, codes, keys.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::{Value, json};
use server::demo::INCOME_KEY;
use wire::delivery::DeliveryState;

use crate::support::delivery::{calling, tick};
use crate::support::device::Device;
use crate::support::notification::{screen, sent};
use crate::support::request::{answered, asked, end, read};
use crate::support::{Client, TestServer};
use database::entity::{password_reset, push_subscription, tv_pairing};

/// An open event stream of a person's tray.
struct Stream(BoxStream<'static, Vec<u8>>);

impl Stream {
    async fn of(client: &Client) -> Self {
        let (status, stream) = client.open("/api/events").await;
        assert_eq!(status, 200);
        let mut stream = Self(stream);
        assert!(stream.next().await.unwrap().contains("event: tray"), "a stream begins with the count");
        stream
    }

    /// The next event; `None` at the end. Half a second passes between two reads of the database.
    async fn next(&mut self) -> Option<String> {
        let part = tokio::time::timeout(Duration::from_secs(4), self.0.next()).await;
        part.expect("an event, or the end").map(|bytes| String::from_utf8(bytes).unwrap())
    }
}

impl Stream {
    /// It ends; for a browser with an event which says that nobody is signed in any more.
    async fn ends(&mut self, why: &str) {
        let mut last = self.next().await;
        if last.as_ref().is_some_and(|event| event.contains("event: signed-out")) {
            last = self.next().await;
        }
        assert_eq!(last, None, "{why}");
    }
}

async fn id_of(server: &TestServer, email: &str) -> String {
    server::auth::account::find(&*server.state.db, email).await.unwrap().unwrap().id
}

async fn path(server: &TestServer, email: &str) -> String {
    format!("/api/users/{}", id_of(server, email).await)
}

/// A router that shares the database but receives no published changes, like another server.
fn elsewhere(server: &TestServer) -> axum::Router {
    let mut quiet = server.state.clone();
    quiet.changes = tokio::sync::broadcast::channel(1).0;
    server::app(quiet)
}

#[tokio::test]
async fn an_open_stream_ends_with_its_session_or_token_also_when_another_server_revokes_it() {
    for how in ["sessions", "deactivated", "password", "token", "session"] {
        let server = TestServer::start().await;
        let finance = server.as_finance().await;
        let by_token = server.user_token("finance@demo.example").await;
        let (mut tab, mut program) = (Stream::of(&finance).await, Stream::of(&by_token).await);
        let account = path(&server, "finance@demo.example").await;
        let mut admin = Client::new(elsewhere(&server));
        admin.cookie = server.as_admin().await.cookie;
        let first = async |of: &str| {
            let list = admin.get(&format!("{account}/{of}")).await.body;
            format!("{account}/{of}/{}", list[0]["id"].as_str().unwrap())
        };
        let gone = match how {
            "sessions" => admin.delete(&format!("{account}/sessions")).await.status,
            "deactivated" => admin.delete(&account).await.status,
            "password" => {
                let new = json!({"email": "finance@demo.example"});
                let code = admin.post("/api/password-resets", new).await.body["code"].clone();
                let chosen =
                    json!({"email": "finance@demo.example", "code": code, "password": "another one"});
                admin.post("/api/password-resets/use", chosen).await.status
            }
            "token" => admin.delete(&first("tokens").await).await.status,
            _ => admin.delete(&first("sessions").await).await.status,
        };
        assert_eq!(gone, 204, "{how}");
        if how != "token" {
            tab.ends(&format!("a tab after {how}")).await;
        }
        if how != "session" {
            program.ends(&format!("a program after {how}")).await;
        }
        let service = server.service(INCOME_KEY);
        sent(&service, screen(json!({}))).await;
        if how == "token" {
            assert!(tab.next().await.unwrap().contains("event: tray"), "the browser is not concerned");
        }
        if how == "session" {
            assert!(program.next().await.unwrap().contains("event: tray"), "the token is not concerned");
        }
    }
}

#[tokio::test]
async fn a_stream_speaks_for_the_role_that_its_owner_has_now() {
    let server = TestServer::start().await;
    let mut tab = Stream::of(&server.as_finance().await).await;
    let account = path(&server, "finance@demo.example").await;
    assert_eq!(server.as_admin().await.patch(&account, json!({"role": "supporter"})).await.status, 200);
    tab.next().await.expect("the session goes on with what is left");
    sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    let nothing = tokio::time::timeout(Duration::from_millis(1500), tab.0.next()).await;
    assert!(nothing.is_err(), "finance's items are no longer theirs: {nothing:?}");
}

#[tokio::test]
async fn a_deactivated_persons_device_gets_nothing_and_does_not_hold_back_the_next_who_is_asked() {
    let server = calling().await;
    let (resident, admin) = (server.as_resident().await, server.as_admin().await);
    let supporter = server.signed_in("supporter@demo.example").await;
    let device = Device::of(&supporter, 201).await;
    assert_eq!(admin.patch("/api/v2/customer/2", json!({"escalation": true})).await.status, 200);
    let before = asked(&resident, 11).await;
    end(&server, "push", DeliveryState::Delivered).await;
    assert_eq!(read(&resident, &before).await["status"], "delivered");
    let waiting = asked(&resident, 11).await;

    assert_eq!(admin.delete(&path(&server, "supporter@demo.example").await).await.status, 204);
    let tried = |request: &Value| request["tried"].as_array().unwrap().len();
    for request in [&before, &waiting] {
        let now = read(&resident, request).await;
        assert_eq!(tried(&now), 2, "the next is told at once: {now}");
        assert_eq!(now["status"], "sending", "whose account was closed is not counted as having it");
    }
    tick(&server).await;
    assert!(device.pushed().await.is_empty(), "nothing is pushed to it");
    let after = asked(&resident, 11).await;
    tick(&server).await;
    assert!(device.pushed().await.is_empty(), "nor later");
    assert_eq!(tried(&read(&resident, &after).await), 2);
    assert_eq!(push_subscription::Entity::find().count(&*server.state.db).await.unwrap(), 0);
}

#[tokio::test]
async fn signing_out_everywhere_forgets_the_devices_and_the_codes() {
    let server = calling().await;
    let (officer, admin) = (server.as_officer().await, server.as_admin().await);
    Device::of(&officer, 201).await;
    let reset = admin.post("/api/password-resets", json!({"email": "officer@demo.example"})).await;
    assert_eq!(reset.status, 201);
    let account = path(&server, "officer@demo.example").await;
    assert_eq!(admin.delete(&format!("{account}/sessions")).await.status, 204);
    assert_eq!(push_subscription::Entity::find().count(&*server.state.db).await.unwrap(), 0);
    assert_eq!(password_reset::Entity::find().count(&*server.state.db).await.unwrap(), 0);
    let code = &reset.body["code"];
    let chosen = json!({"email": "officer@demo.example", "code": code, "password": "another one"});
    assert_eq!(server.anonymous().post("/api/password-resets/use", chosen).await.status, 401);
}

#[tokio::test]
async fn an_invitation_ends_with_the_account_that_it_was_for() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let new = json!({"email": "jo@acme.example", "name": "Jo", "role": "supporter"});
    let invited = admin.post("/api/users", new).await.body;
    let account = format!("/api/users/{}", invited["user"]["id"].as_str().unwrap());
    assert_eq!(admin.delete(&account).await.status, 204);
    assert_eq!(admin.patch(&account, json!({"active": true})).await.status, 200);
    let code = &invited["invitation"]["code"];
    let chosen = json!({"email": "jo@acme.example", "code": code, "password": "another one"});
    assert_eq!(server.anonymous().post("/api/password-resets/use", chosen).await.status, 401);
}

#[tokio::test]
async fn a_television_that_was_struck_is_not_signed_in_again_by_its_old_code() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let mut television = server.anonymous();
    let answer = television.post("/api/tv/pairings", json!({})).await;
    television.cookie = answer.header("set-cookie").and_then(|set| set.split(';').next()).map(str::to_owned);
    let claim = json!({"code": answer.body["code"], "name": "Living room"});
    let paired = resident.post("/api/tv/pairings/claim", claim).await.body;
    let own = format!("/api/tv/pairings/{}", paired["id"].as_str().unwrap());
    assert_eq!(resident.delete(&own).await.status, 204);
    let session = format!("/api/tv/pairings/{}/session", answer.body["id"].as_str().unwrap());
    assert_eq!(television.post(&session, json!({})).await.status, 404);
    assert_eq!(tv_pairing::Entity::find().count(&*server.state.db).await.unwrap(), 0);
}

#[tokio::test]
async fn a_token_does_not_outlive_the_role_or_team_that_it_was_given_for() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    for (email, change) in [
        ("supporter@demo.example", json!({"role": "admin"})),
        ("officer2@demo.example", json!({"team": "finance"})),
    ] {
        let (token, browser) = (server.user_token(email).await, server.signed_in(email).await);
        let account = path(&server, email).await;
        assert_eq!(admin.patch(&account, json!({"name": "Sue A."})).await.status, 200);
        assert_eq!(token.get("/api/push-subscriptions").await.status, 200, "a name gives no right");
        assert_eq!(admin.patch(&account, change.clone()).await.status, 200);
        assert_eq!(token.get("/api/push-subscriptions").await.status, 401, "{change}");
        assert_eq!(browser.get("/api/push-subscriptions").await.status, 200, "a session follows the account");
        let again = server.user_token(email).await;
        assert_eq!(admin.patch(&account, change).await.status, 200);
        assert_eq!(again.get("/api/push-subscriptions").await.status, 200, "nothing changed");
    }
}

#[tokio::test]
async fn a_deactivated_person_answers_nothing_and_what_they_said_stays() {
    let server = TestServer::start().await;
    let (resident, admin) = (server.as_resident().await, server.as_admin().await);
    let supporter = server.signed_in("supporter@demo.example").await;
    let request = asked(&resident, 11).await;
    answered(&supporter, &request, "cannot").await;
    assert_eq!(admin.delete(&path(&server, "supporter@demo.example").await).await.status, 204);
    let answer = format!("/api/v2/assistance-request/{}/answer", request["id"]);
    assert_eq!(supporter.post(&answer, json!({"answer": "coming"})).await.status, 401);
    assert_eq!(read(&resident, &request).await["answers"].as_array().unwrap().len(), 1);
}
