//! Seven days later a sent message is deleted from the database, not only from responses. The document is kept.

use serde_json::json;
use server::messages;
use server::messages::{NewMessage, Recipient};

use crate::support::TestServer;
use crate::support::notify::{accepted, assert_refused, carry, deliver, email_to, listening, live, text_to};
use notify::delete_old_messages;

const DAY: i64 = 24 * 60 * 60 * 1000;
const SECRET: &str = "rose-quartz-4711";

#[tokio::test]
async fn nothing_of_a_message_is_left_in_the_database() {
    let server = TestServer::start().await;
    let address = format!("{SECRET}@demo.example");
    let id = accepted(&live(&server), "email", email_to(&address)).await;
    let mut text = text_to("07700900123");
    text["personalisation"]["name"] = SECRET.into();
    accepted(&live(&server), "sms", text).await;
    carry(&server).await;
    server.clock.advance(7 * DAY - 9_000);
    delete_old_messages(server.state.notify.clone()).await.unwrap();
    assert!(server.stores(SECRET).await, "it is kept for seven days");
    let path = format!("/v2/notifications/{id}");
    assert_eq!(live(&server).get(&path).await.status, 200);

    server.clock.advance(9_000);
    delete_old_messages(server.state.notify.clone()).await.unwrap();
    assert!(!server.stores(SECRET).await);
    assert_refused(&live(&server).get(&path).await, 404, "NoResultFound", "No result found");
    let texts = live(&server).get("/v2/received-text-messages").await;
    assert_eq!(texts.body["received_text_messages"], json!([]));
}

#[tokio::test]
async fn the_outbox_forgets_whom_it_wrote_to() {
    let server = TestServer::start().await;
    let client = listening(&server).await;
    let recipient = Recipient::Email(format!("{SECRET}@demo.example"));
    let message = NewMessage::plain(recipient, "Hello", "Words");
    let id = messages::enqueue(&*server.state.db, &server.state, message).await.unwrap();
    deliver(&server, &client).await;
    let path = format!("/api/message-status/Tocsin/{id}");
    let admin = server.as_admin().await;
    assert_eq!(admin.get(&path).await.body["status"], "delivered");
    assert!(server.stores(SECRET).await);
    server.clock.advance(7 * DAY);
    delete_old_messages(server.state.notify.clone()).await.unwrap();
    assert!(!server.stores(SECRET).await);
    assert_eq!(server.as_admin().await.get(&path).await.status, 404);
}
