//! The outbox and its client of the GOV.UK Notify API, over a real socket.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::Request;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use sea_orm::{ActiveModelTrait, EntityTrait, PaginatorTrait, Set};
use serde_json::{Map, Value, json};
use server::config::{Notify, PlainTemplates};
use server::messages;
use server::messages::{Content, NewMessage, Recipient};

use crate::support::TestServer;
use crate::support::notify::{EMAIL, FILE, LETTER, deliver, listening};
use database::entity::{document, message, notify_message};
use notify::client::NotifyClient;
use web::error::Error;

fn email(to: &str) -> NewMessage {
    NewMessage::plain(Recipient::Email(to.to_owned()), "A word", "Please look at this.")
}

async fn put(server: &TestServer, message: NewMessage) -> String {
    messages::enqueue(&*server.state.db, &server.state, message).await.unwrap()
}

async fn row(server: &TestServer, id: &str) -> message::Model {
    message::Entity::find_by_id(id).one(&*server.state.db).await.unwrap().unwrap()
}

async fn sent_count(server: &TestServer) -> u64 {
    notify_message::Entity::find().count(&*server.state.db).await.unwrap()
}

#[tokio::test]
async fn plain_words_go_by_every_channel_and_come_back_with_what_became_of_them() {
    let server = TestServer::start().await;
    let client = listening(&server).await;
    let mut with_link = email("rose@demo.example");
    with_link.link = Some("https://acme.example/x".to_owned());
    let address = ["Rose", "33 Acacia Avenue", "SW1A 1AA"].map(str::to_owned).to_vec();
    let ids = [
        put(&server, with_link).await,
        put(&server, NewMessage::plain(Recipient::Text("07700900123".into()), "", "Look.")).await,
        put(&server, NewMessage::plain(Recipient::Letter(address), "A letter", "Dear Rose")).await,
    ];
    deliver(&server, &client).await;
    let mut kept = Vec::new();
    for (id, status) in ids.iter().zip(["delivered", "delivered", "received"]) {
        let row = row(&server, id).await;
        assert_eq!((row.status.as_str(), row.due_at), (status, None), "{row:?}");
        assert!(row.sender_id.is_some() && row.completed_at.is_some());
        let document = document::Entity::find_by_id(row.document_id.unwrap()).one(&*server.state.db).await;
        kept.push(document.unwrap().unwrap());
    }
    assert_eq!(kept[0].bytes, b"A word\n\nPlease look at this.\n\nhttps://acme.example/x");
    assert_eq!(kept[1].bytes, b"Look.");
    assert!(kept[2].bytes.starts_with(b"%PDF-"));
    assert_eq!(sent_count(&server).await, 3);
}

#[tokio::test]
async fn a_template_is_filled_and_a_file_goes_as_a_link() {
    let server = TestServer::start().await;
    let client = listening(&server).await;
    let file = document::ActiveModel {
        id: Set("doc-1".to_owned()),
        kind: Set("upload".to_owned()),
        filename: Set("rent.pdf".to_owned()),
        content_type: Set("application/pdf".to_owned()),
        size: Set(5),
        bytes: Set(b"%PDF-".to_vec()),
        organisation_id: Set(None),
        service_id: Set(None),
        created_by: Set(None),
        created_at: Set(server.state.now()),
        draft: Set(None),
        sent_at: Set(None),
        client_id: Set(None),
    };
    file.insert(&*server.state.db).await.unwrap();
    let values: Map<String, Value> = json!({"name": "Rose", "urgent": "no"}).as_object().unwrap().clone();
    let with_file = |template: &str| NewMessage {
        service_key: Some(server::demo::SAMPLE_KEY.to_owned()),
        content: Content::Template(template.to_owned()),
        personalisation: values.clone(),
        attachments: vec!["doc-1".to_owned()],
        ..email("rose@demo.example")
    };
    let good = put(&server, with_file(FILE)).await;
    let no_place = put(&server, with_file(EMAIL)).await;
    let plain =
        put(&server, NewMessage { attachments: vec!["doc-1".to_owned()], ..email("r@demo.example") }).await;
    deliver(&server, &client).await;
    let body = |id: Option<String>| async {
        notify_message::Entity::find_by_id(id.unwrap()).one(&*server.state.db).await.unwrap().unwrap().body
    };
    assert!(
        body(row(&server, &good).await.sender_id).await.contains("here is your document: http://127.0.0.1")
    );
    assert!(body(row(&server, &plain).await.sender_id).await.contains("/d/"));
    let failed = row(&server, &no_place).await;
    assert_eq!(failed.status, "failed");
    assert!(failed.failure.unwrap().contains("link_to_file"));
}

#[tokio::test]
async fn what_the_sender_refuses_has_failed_with_its_words() {
    let server = TestServer::start().await;
    let client = listening(&server).await;
    let number = NewMessage::plain(Recipient::Text("020 7946 0123".into()), "", "Look.");
    let letter = NewMessage {
        service_key: Some(server::demo::SAMPLE_KEY.to_owned()),
        content: Content::Template(LETTER.to_owned()),
        ..NewMessage::plain(Recipient::Letter(vec!["Rose".into()]), "", "")
    };
    let key = NewMessage { service_key: Some("no key".to_owned()), ..email("rose@demo.example") };
    for (message, words) in [
        (number, "Not a UK mobile number"),
        (letter, "Missing personalisation: name"),
        (key, "this is not a GOV.UK Notify key"),
        (email("nobody"), "email_address Not a valid email address"),
    ] {
        let id = put(&server, message).await;
        deliver(&server, &client).await;
        let row = row(&server, &id).await;
        assert_eq!((row.status.as_str(), row.failure.as_deref()), ("failed", Some(words)));
    }
    assert_eq!(sent_count(&server).await, 0);
}

/// The server behind a proxy that drops this many responses to a POST after the request was processed.
async fn losing_answers(server: &TestServer, times: usize) -> NotifyClient {
    let left = Arc::new(AtomicUsize::new(times));
    let lose = move |request: Request, next: Next| {
        let left = left.clone();
        async move {
            let is_post = request.method() == axum::http::Method::POST;
            let answer = next.run(request).await;
            let lost = is_post
                && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
            if lost { StatusCode::BAD_GATEWAY.into_response() } else { answer }
        }
    };
    let router = server.router().layer(from_fn(lose));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    messages::client(&server.state, address).unwrap()
}

#[tokio::test]
async fn a_lost_answer_sends_nothing_twice() {
    let server = TestServer::start().await;
    let client = losing_answers(&server, 3).await;
    let ids = [put(&server, email("a@demo.example")).await, put(&server, email("b@demo.example")).await];
    deliver(&server, &client).await;
    for id in &ids {
        assert_eq!(row(&server, id).await.status, "delivered");
    }
    assert_eq!(sent_count(&server).await, 2);
}

/// A service in another program: it ignores the request's key, and looks nothing up by it.
fn forget_key(mut request: Request, next: Next) -> impl Future<Output = Response> {
    request.headers_mut().remove("idempotency-key");
    next.run(request)
}

#[tokio::test]
async fn a_sender_elsewhere_is_spoken_to_in_the_same_way_and_is_sent_nothing_twice() {
    let elsewhere = TestServer::start().await;
    let left = Arc::new(AtomicUsize::new(1));
    let lose = move |request: Request, next: Next| {
        let left = left.clone();
        async move {
            let is_post = request.method() == axum::http::Method::POST;
            let answer = next.run(request).await;
            let lost = is_post
                && left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
            if lost { StatusCode::BAD_GATEWAY.into_response() } else { answer }
        }
    };
    let router = elsewhere.router().layer(from_fn(forget_key)).layer(from_fn(lose));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let key = notify::builtin_key(&elsewhere.state.notify).await.unwrap();
    let templates = PlainTemplates {
        email: notify::PLAIN_EMAIL.to_owned(),
        text: notify::PLAIN_TEXT.to_owned(),
        letter: notify::PLAIN_LETTER.to_owned(),
    };
    let server = TestServer::with(|config| config.notify = Some(Notify { url, key, templates })).await;
    let client = messages::client(&server.state, "127.0.0.1:1".parse().unwrap()).unwrap();
    let id = put(&server, email("rose@demo.example")).await;
    for _ in 0..12 {
        server.clock.advance(1000);
        elsewhere.clock.advance(1000);
        messages::send_due(&server.state, &client).await.unwrap();
        notify::work_through_due(&elsewhere.state.notify).await.unwrap();
    }
    assert_eq!(row(&server, &id).await.status, "delivered");
    assert_eq!((sent_count(&server).await, sent_count(&elsewhere).await), (0, 1));
}

#[tokio::test]
async fn a_sender_that_cannot_be_reached_is_asked_again_for_a_week() {
    let server = TestServer::start().await;
    let nobody = messages::client(&server.state, "127.0.0.1:1".parse().unwrap()).unwrap();
    let id = put(&server, email("rose@demo.example")).await;
    messages::send_due(&server.state, &nobody).await.unwrap();
    let waits = row(&server, &id).await;
    assert_eq!(waits.status, "queued");
    assert!(waits.due_at.unwrap() > server.state.now() && waits.failure.is_some());
    server.clock.advance(60_000);
    let client = listening(&server).await;
    deliver(&server, &client).await;
    assert_eq!(row(&server, &id).await.status, "delivered");
    let late = put(&server, email("late@demo.example")).await;
    server.clock.advance(8 * 24 * 60 * 60 * 1000);
    messages::send_due(&server.state, &nobody).await.unwrap();
    let over = row(&server, &late).await;
    assert_eq!((over.status.as_str(), over.due_at), ("failed", None));
}

#[tokio::test]
async fn two_workers_do_not_share_a_message() {
    let server = TestServer::start().await;
    let client = listening(&server).await;
    for number in 0..40 {
        put(&server, email(&format!("r{number}@demo.example"))).await;
    }
    let work = || messages::send_due(&server.state, &client);
    let (one, two) = tokio::join!(work(), work());
    assert_eq!(one.unwrap() + two.unwrap(), 40);
    assert_eq!(sent_count(&server).await, 40);
}

#[tokio::test]
async fn the_throttle_counts_the_same_words_and_all_words() {
    let server = TestServer::with(|config| {
        config.same_messages_an_hour = 2;
        config.messages_an_hour = 4;
    })
    .await;
    let text = |to: &str, words: &str| NewMessage {
        service_id: Some("a".to_owned()),
        ..NewMessage::plain(Recipient::Text(to.to_owned()), "", words)
    };
    let send = async |message: NewMessage| -> Result<(), Error> {
        let transaction = server.state.write().await?;
        messages::throttle(&*transaction, &server.state, &message).await?;
        messages::enqueue(&*transaction, &server.state, message).await?;
        Ok(transaction.commit().await?)
    };
    send(text("07700 900123", "one")).await.unwrap();
    server.clock.advance(60_000);
    send(text("07700900123", "one")).await.unwrap();
    let again = send(text("(07700) 900-123", "one")).await.unwrap_err();
    assert!(matches!(again, Error::TooManyRequests { retry_after: 3540 }), "{again:?}");
    send(text("07700900123", "two")).await.unwrap();
    send(text("07700900123", "three")).await.unwrap();
    assert!(send(text("07700900123", "four")).await.is_err());
    // Another number and another service are not limited by it.
    send(text("07700900124", "one")).await.unwrap();
    send(NewMessage { service_id: Some("b".to_owned()), ..text("07700900123", "one") }).await.unwrap();
    server.clock.advance(60 * 60 * 1000);
    send(text("07700900123", "four")).await.unwrap();
}
