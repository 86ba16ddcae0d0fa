//! `GET /api/control/events`: alarms are pushed as long as the controller may receive them.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use serde_json::{Value, json};
use server::accounts::revoke;
use server::accounts::revoke::Cause;

use crate::support::callout::{act, pressed};
use crate::support::{Client, TestServer};

const PATH: &str = "/api/control/events";

struct Event {
    name: String,
    id: Option<i64>,
    data: Value,
}

/// An event stream, read event by event.
struct Events {
    stream: BoxStream<'static, Vec<u8>>,
    text: String,
}

impl Events {
    async fn of(client: &Client) -> Self {
        let (status, stream) = client.open(PATH).await;
        assert_eq!(status, 200);
        Self { stream, text: String::new() }
    }

    /// The next event that is not a heartbeat; `None` if the connection ends first.
    async fn next(&mut self) -> Option<Event> {
        loop {
            match self.any().await {
                Some(event) if event.name == "beat" || event.name == "duty" => {}
                other => return other,
            }
        }
    }

    async fn named(&mut self, name: &str) -> Event {
        loop {
            let event = self.any().await.expect("an open stream");
            if event.name == name {
                return event;
            }
        }
    }

    async fn any(&mut self) -> Option<Event> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                let field =
                    |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
                let Some(data) = field("data:") else { continue };
                return Some(Event {
                    name: field("event:").unwrap().to_owned(),
                    id: field("id:").map(|id| id.parse().unwrap()),
                    data: serde_json::from_str(data).unwrap(),
                });
            }
            let part = tokio::time::timeout(Duration::from_secs(20), self.stream.next()).await;
            self.text.push_str(&String::from_utf8(part.expect("an event in time")?).unwrap());
        }
    }
}

#[tokio::test]
async fn a_press_what_becomes_of_it_and_its_end_are_sent_to_who_serves_the_organisation() {
    let server = TestServer::start().await;
    let (controller, other) = (server.as_controller().await, server.as_other_controller().await);
    let (mut events, mut others) = (Events::of(&controller).await, Events::of(&other).await);
    assert_eq!(events.next().await.unwrap().name, "reread", "the list is read once more at first");
    assert_eq!(others.next().await.unwrap().name, "reread");
    let id = pressed(&server.as_resident().await, json!({})).await;
    let raised = events.next().await.unwrap();
    assert_eq!((raised.name.as_str(), &raised.data["callout"]["id"]), ("callout", &json!(id)));
    assert_eq!(raised.data["callout"]["acknowledged"], false);
    assert!(raised.id.is_some() && raised.data.to_string().len() <= 1024);
    act(&controller, id, "acknowledge", json!({})).await;
    assert_eq!(events.next().await.unwrap().data["callout"]["acknowledged"], true);
    act(&controller, id, "close", json!({})).await;
    let removed = events.next().await.unwrap();
    assert_eq!((removed.name.as_str(), removed.data), ("removed", json!({"id": id})));
    let silence = tokio::time::timeout(Duration::from_secs(2), others.next()).await;
    assert!(silence.is_err(), "nothing of it goes to another organisation");
}

#[tokio::test]
async fn who_comes_back_gets_what_they_missed_and_reads_again_when_nobody_knows_what_that_is() {
    let server = TestServer::start().await;
    let controller = server.as_controller().await;
    let first = pressed(&server.as_resident().await, json!({})).await;
    let seen = Events::of(&controller).await.next().await.unwrap().id.unwrap();
    let missed = pressed(&server.as_neighbour().await, json!({})).await;
    let back = controller.clone().with_header("last-event-id", &seen.to_string());
    let event = Events::of(&back).await.next().await.unwrap();
    assert_eq!((event.name.as_str(), &event.data["callout"]["id"]), ("callout", &json!(missed)));
    assert_ne!(first, missed);
    for unknown in ["999999", "-1", "never", "99999999999999999999999"] {
        let back = controller.clone().with_header("last-event-id", unknown);
        assert_eq!(Events::of(&back).await.next().await.unwrap().name, "reread", "{unknown}");
    }
}

#[tokio::test]
async fn a_stream_is_never_silent_for_five_seconds() {
    let server = TestServer::start().await;
    let mut events = Events::of(&server.as_controller().await).await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    events.named("beat").await;
    let begin = std::time::Instant::now();
    let beat = events.named("beat").await.data;
    assert!(begin.elapsed() <= Duration::from_secs(5), "{:?}", begin.elapsed());
    assert_eq!(
        (&beat["unacknowledged"], &beat["now"]),
        (&json!(1), &json!("2026-01-05T12:00:00.000Z")),
        "{id}"
    );
    assert_eq!(beat["end"], json!({"endsInSeconds": 3600, "noticeSeconds": 600, "canStay": true}));
}

#[tokio::test]
async fn a_stream_ends_with_the_right_to_it_and_says_so() {
    let server = TestServer::start().await;
    let ends = async |mut events: Events, what: &str| {
        let event = events.next().await.unwrap_or_else(|| panic!("{what}: it ended without a word"));
        assert_eq!(event.name, "signed-out", "{what}");
        assert!(events.any().await.is_none(), "{what}: nothing follows");
    };
    let open = async |client: &Client| {
        let mut events = Events::of(client).await;
        assert_eq!(events.next().await.unwrap().name, "reread");
        events
    };
    let controller = server.as_controller().await;
    let events = open(&controller).await;
    controller.delete("/api/session").await;
    ends(events, "signed out").await;

    let events = open(&server.as_controller().await).await;
    server.clock.advance(61 * 60_000);
    ends(events, "idle for too long").await;

    let events = open(&server.user_token("controller@demo.example").await).await;
    sign_out(&server, "controller@demo.example").await;
    ends(events, "a revoked token").await;

    let events = open(&server.as_controller().await).await;
    set(&server, "UPDATE \"user\" SET role = 'officer' WHERE email = 'controller@demo.example'").await;
    ends(events, "another role").await;
}

#[tokio::test]
async fn only_controllers_listen() {
    let server = TestServer::start().await;
    assert_eq!(server.anonymous().open(PATH).await.0, 401);
    for other in [server.as_resident().await, server.as_officer().await, server.as_admin().await] {
        assert_eq!(other.open(PATH).await.0, 403);
    }
}

async fn sign_out(server: &TestServer, email: &str) {
    let user = server::auth::account::find(&*server.state.db, email).await.unwrap().unwrap();
    let transaction = server.state.write().await.unwrap();
    revoke::account(&*transaction, &server.state, &user.id, Cause::SignedOut).await.unwrap();
    transaction.commit().await.unwrap();
}

async fn set(server: &TestServer, statement: &str) {
    use sea_orm::ConnectionTrait;
    let transaction = server.state.write().await.unwrap();
    transaction.execute_unprepared(statement).await.unwrap();
    transaction.commit().await.unwrap();
}
