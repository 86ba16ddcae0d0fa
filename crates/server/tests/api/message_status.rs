//! `GET /api/message-status/{service}/{id}`.

use serde_json::{Value, json};
use server::messages;
use server::messages::{NewMessage, Recipient};

use crate::support::TestServer;
use crate::support::notify::{accepted, carry, deliver, letter, listening, live};

#[tokio::test]
async fn a_message_is_found_by_our_id_and_by_the_senders() {
    let server = TestServer::start().await;
    let client = listening(&server).await;
    let message = NewMessage::plain(Recipient::Email("rose@demo.example".into()), "A word", "Please look.");
    let id = messages::enqueue(&*server.state.db, &server.state, message).await.unwrap();
    let officer = server.as_officer().await;
    let waits = officer.get(&format!("/api/message-status/Tocsin/{id}")).await;
    assert_eq!((waits.status, &waits.body["status"]), (200, &json!("queued")));
    deliver(&server, &client).await;
    let officer = server.as_officer().await;
    let report = officer.get(&format!("/api/message-status/tocsin/{id}")).await.body;
    let sender_id = report["id"].as_str().unwrap().to_owned();
    assert_ne!(sender_id, id);
    assert_eq!(officer.get(&format!("/api/message-status/Tocsin/{sender_id}")).await.body, report);
    assert_eq!(
        (&report["status"], &report["type"], &report["subject"], &report["body"], &report["emailAddress"]),
        (
            &json!("delivered"),
            &json!("email"),
            &json!("A word"),
            &json!("Please look."),
            &json!("rose@demo.example")
        )
    );
    assert_eq!(report["phoneNumber"], Value::Null);
    assert!(
        report["sentAt"].is_string() && report["completedAt"].is_string() && report["documentId"].is_string()
    );
    assert_eq!(report["template"]["path"], "");
}

#[tokio::test]
async fn what_a_service_sent_by_the_senders_own_api_is_found_too() {
    let server = TestServer::start().await;
    let id = accepted(&live(&server), "letter", letter()).await;
    carry(&server).await;
    let report = server.as_officer().await.get(&format!("/api/message-status/sample/{id}")).await.body;
    assert_eq!((&report["status"], &report["type"]), (&json!("received"), &json!("letter")));
    assert_eq!((&report["line1"], &report["postage"]), (&json!("Rose Adeyemi"), &json!("second")));
}

#[tokio::test]
async fn another_name_another_house_and_a_resident_see_nothing() {
    let server = TestServer::start().await;
    let id = accepted(&live(&server), "letter", letter()).await;
    let path = format!("/api/message-status/sample/{id}");
    let officer = server.as_officer().await;
    assert_eq!(officer.get(&format!("/api/message-status/other/{id}")).await.status, 404);
    assert_eq!(officer.get("/api/message-status/sample/unknown").await.status, 404);
    // A key is not a name.
    let key = server::demo::SAMPLE_KEY;
    assert_eq!(officer.get(&format!("/api/message-status/{key}/{id}")).await.status, 404);
    assert_eq!(server.as_resident().await.get(&path).await.status, 403);
    assert_eq!(server.anonymous().get(&path).await.status, 401);
    assert_eq!(server.server_token().await.get(&path).await.status, 404, "another program did not send it");
    server.clock.advance(7 * 24 * 60 * 60 * 1000);
    notify::delete_old_messages(server.state.notify.clone()).await.unwrap();
    assert_eq!(server.as_officer().await.get(&path).await.status, 404);
}

#[tokio::test]
async fn a_service_sees_with_its_key_what_became_of_its_own() {
    let server = TestServer::start().await;
    let id = accepted(&live(&server), "letter", letter()).await;
    let own = server.service(server::demo::SAMPLE_KEY);
    let report = own.get(&format!("/api/message-status/Sample/{id}")).await;
    assert_eq!((report.status, &report.body["type"]), (200, &json!("letter")));
    let other = server.service(server::demo::REPAIRS_KEY);
    for name in ["sample", "Repairs"] {
        assert_eq!(other.get(&format!("/api/message-status/{name}/{id}")).await.status, 404, "{name}");
    }
}
