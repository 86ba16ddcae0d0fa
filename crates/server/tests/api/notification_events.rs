//! `GET /api/events`: a browser receives the changes on its owner's tray, until they sign out.

use std::time::Duration;

use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use serde_json::{Value, json};
use server::demo::INCOME_KEY;

use crate::support::notification::{act, assert_problem, screen, sent};
use crate::support::{Client, TestServer};

/// An event stream, read event by event.
struct Events {
    stream: BoxStream<'static, Vec<u8>>,
    text: String,
}

impl Events {
    async fn of(client: &Client) -> Self {
        Self::at(client, "/api/events").await
    }

    async fn at(client: &Client, path: &str) -> Self {
        let (status, stream) = client.open(path).await;
        assert_eq!(status, 200);
        Self { stream, text: String::new() }
    }

    /// The next event; `None` if the connection ends first.
    async fn next(&mut self) -> Option<Value> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                if event.contains("event: signed-out\n") {
                    return Some(json!("signed-out"));
                }
                if let Some(data) = event.lines().find_map(|line| line.strip_prefix("data: ")) {
                    assert!(event.contains("event: tray\n"), "{event}");
                    let data: Value = serde_json::from_str(data).unwrap();
                    assert!(event.contains(&format!("id: {}", data["revision"])), "{event}");
                    return Some(data);
                }
                continue;
            }
            let part = tokio::time::timeout(Duration::from_secs(20), self.stream.next()).await;
            self.text.push_str(&String::from_utf8(part.expect("an event in time")?).unwrap());
        }
    }
}

#[tokio::test]
async fn everything_that_changes_is_told_with_the_count() {
    let server = TestServer::start().await;
    let finance = server.as_finance().await;
    let mut events = Events::of(&finance).await;
    let hello = events.next().await.unwrap();
    assert_eq!(
        (&hello["revision"], &hello["unreadCount"], &hello["changed"]),
        (&json!(0), &json!(0), &json!([]))
    );

    let id = sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    let event = events.next().await.unwrap();
    assert_eq!((&event["unreadCount"], &event["changed"][0]["id"]), (&json!(1), &json!(id)));
    act(&finance, &id, "Approved").await;
    let event = events.next().await.unwrap();
    assert_eq!(
        (&event["unreadCount"], &event["changed"][0]["performedActionType"]),
        (&json!(0), &json!("Approved"))
    );
    finance.delete(&format!("/api/notifications/{id}")).await;
    let event = events.next().await.unwrap();
    assert_eq!((&event["changed"], &event["removed"]), (&json!([]), &json!([id])));
    let session = finance.get("/api/session").await.body;
    assert_eq!(session["user"]["unreadCount"], event["unreadCount"]);
}

#[tokio::test]
async fn who_comes_back_hears_what_they_missed_and_after_much_is_told_to_read_again() {
    let server = TestServer::start().await;
    let finance = server.as_finance().await;
    let service = server.service(INCOME_KEY);
    let first = sent(&service, screen(json!({}))).await;
    let seen = Events::of(&finance).await.next().await.unwrap()["revision"].clone();
    let second = sent(&service, screen(json!({}))).await;
    act(&finance, &first, "Initiated").await;
    let back = finance.clone().with_header("last-event-id", &seen.to_string());
    let missed = Events::of(&back).await.next().await.unwrap();
    let ids: Vec<_> = missed["changed"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect();
    assert_eq!(ids, [json!(second), json!(first)]);
    for _ in 0..101 {
        sent(&service, screen(json!({}))).await;
    }
    let missed = Events::of(&back).await.next().await.unwrap();
    assert_eq!(
        (&missed["reread"], &missed["changed"], &missed["unreadCount"]),
        (&json!(true), &json!([]), &json!(102))
    );
}

#[tokio::test]
async fn it_hears_of_what_another_copy_of_the_server_did() {
    let server = TestServer::start().await;
    let mut events = Events::of(&server.as_finance().await).await;
    events.next().await.unwrap();
    // Nothing is published within this process, as when another process makes the change.
    let mut quiet = server.state.clone();
    quiet.changes = tokio::sync::broadcast::channel(1).0;
    let elsewhere = Client::new(server::app(quiet)).with_token(INCOME_KEY);
    let id = sent(&elsewhere, screen(json!({}))).await;
    assert_eq!(events.next().await.unwrap()["changed"][0]["id"], json!(id));
}

#[tokio::test]
async fn it_ends_when_they_sign_out_or_the_server_stops() {
    let server = TestServer::start().await;
    let finance = server.as_finance().await;
    let mut events = Events::of(&finance).await;
    events.next().await.unwrap();
    assert_eq!(finance.delete("/api/session").await.status, 204);
    assert_eq!(events.next().await, Some(json!("signed-out")), "the browser is told why");
    assert_eq!(events.next().await, None);
    assert_problem(&finance.get("/api/events").await, 401);

    let mut events = Events::of(&server.as_finance().await).await;
    events.next().await.unwrap();
    server.state.stopping.send_replace(true);
    assert_eq!(events.next().await, None);
}

#[tokio::test]
async fn the_end_of_a_session_is_told_also_while_much_happens() {
    let server = TestServer::start().await;
    let finance = server.as_finance().await;
    let mut events = Events::of(&finance).await;
    events.next().await.unwrap();
    finance.delete("/api/session").await;
    let busy = server.state.clone();
    let noise = tokio::spawn(async move {
        loop {
            // An error only means that nobody subscribes.
            let _ = busy.changes.send(server::context::Change::Trays);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    });
    assert_eq!(events.next().await, Some(json!("signed-out")));
    noise.abort();
}

#[tokio::test]
async fn who_knows_more_than_the_server_is_told_to_read_again() {
    let server = TestServer::start().await;
    let finance = server.as_finance().await;
    sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    for known in ["999", "not-of-ours"] {
        let back = finance.clone().with_header("last-event-id", known);
        let first = Events::of(&back).await.next().await.unwrap();
        assert_eq!(
            (&first["reread"], &first["revision"], &first["first"]),
            (&json!(true), &json!(1), &json!(true)),
            "{known}"
        );
    }
}

#[tokio::test]
async fn a_page_that_was_drawn_for_somebody_else_hears_nothing() {
    let server = TestServer::start().await;
    let (finance, officer) = (server.as_finance().await, server.as_officer().await);
    let own = finance.get("/api/session").await.body["user"]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/events?user={own}");
    assert_problem(&officer.get(&path).await, 409);
    Events::at(&finance, &path).await.next().await.unwrap();
}
