//! Removing a notification affects only one's own tray. Managers, admins and its sender still find it and its history until it is
//! erased; then only its type, time and actions are left.

use axum::extract::Request;
use axum::http::Method;
use axum::middleware::Next;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, PaginatorTrait, Set};
use serde_json::{Value, json};
use server::demo::{INCOME_KEY, REPAIRS_KEY};
use server::notifications::erasure::erase_personal;
use server::notifications::history;

use crate::support::notification::{assert_problem, ids, list, one, screen, sent as posted};
use crate::support::notify::{OWN_EMAIL, OWN_LETTER, deliver, listening};
use crate::support::{Client, TestServer};
use database::entity::{document, message, notification_note, notify_message, notify_pdf};
use notify::client::NotifyClient;

const DAY: i64 = 24 * 60 * 60 * 1000;

async fn story(by: &Client, id: &str) -> Vec<String> {
    let answer = by.get(&format!("/api/notifications/{id}/history")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let entries = answer.body.as_array().unwrap().clone();
    entries.iter().map(|entry| entry["action"].as_str().unwrap().to_owned()).collect()
}

async fn remove(by: &Client, id: &str) {
    assert_eq!(by.delete(&format!("/api/notifications/{id}")).await.status, 204);
}

#[tokio::test]
async fn what_everybody_removed_is_still_found_with_its_history_by_manager_admin_and_sender() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let body = json!({"requireAction": false, "targetType": "TenantDeath", "siteId": 5});
    let id = posted(&service, screen(body)).await;
    let officers = [server.as_officer().await, server.signed_in("officer2@demo.example").await];
    for officer in &officers {
        remove(officer, &id).await;
        assert!(ids(officer, "").await.is_empty());
        assert_problem(&officer.get(&format!("/api/notifications/{id}")).await, 404);
    }
    let (manager, admin) = (server.as_manager().await, server.as_admin().await);
    for (who, query) in [(&manager, "?scope=all"), (&admin, "?scope=all"), (&service, "")] {
        let found = list(who, query).await;
        assert_eq!((found.len(), &found[0]["id"]), (1, &json!(id)));
        assert!(found[0]["deletedAt"].is_string(), "{found:?}");
        assert_eq!(found[0]["isRemovable"], false, "it is on no tray that it could be removed from");
        assert_eq!(one(who, &id).await["message"], found[0]["message"]);
        assert_eq!(story(who, &id).await, ["Created", "Deleted", "Deleted"]);
    }
    let words = list(&manager, "?scope=all&q=estimates").await;
    assert_eq!(words.len(), 1, "it can be searched for");
    // For all others it is absent: another service, another organisation, an officer.
    for other in [server.service(REPAIRS_KEY), server.as_stranger().await, server.as_officer().await] {
        assert_problem(&other.get(&format!("/api/notifications/{id}")).await, 404);
    }
    let back = officers[0].post(&format!("/api/notifications/{id}/restore"), json!({})).await;
    assert_eq!(back.status, 200, "{back:?}");
    assert_eq!(one(&manager, &id).await["deletedAt"], Value::Null);
}

#[tokio::test]
async fn what_an_admin_took_off_every_tray_is_found_too() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let id = posted(&service, screen(json!({"requireAction": false}))).await;
    remove(&server.as_admin().await, &id).await;
    assert!(ids(&server.as_finance().await, "").await.is_empty());
    assert_eq!(ids(&server.as_manager().await, "?scope=all").await, [id.as_str()]);
    assert_eq!(ids(&service, "").await, [id.as_str()]);
}

#[tokio::test]
async fn who_joins_later_does_not_get_what_was_removed_from_every_tray() {
    let server = TestServer::start().await;
    let id = posted(&server.service(INCOME_KEY), screen(json!({"requireAction": false}))).await;
    remove(&server.as_finance().await, &id).await;
    let mut user =
        server::auth::account::find(&*server.state.db, "officer2@demo.example").await.unwrap().unwrap();
    user.team = Some("finance".into());
    let transaction = server.state.write().await.unwrap();
    server::notifications::join(&*transaction, &user, None).await.unwrap();
    transaction.commit().await.unwrap();
    assert!(ids(&server.signed_in("officer2@demo.example").await, "").await.is_empty());
}

/// A letter that was sent and received; its id, and the document with its content.
async fn letter(server: &TestServer) -> (String, String) {
    let client = listening(server).await;
    let service = server.service(INCOME_KEY);
    let body = json!({"notificationType": "Letter", "targetType": "TenantDeath", "targetId": "t-1", "siteId": 5,
        "templateId": OWN_LETTER, "serviceKey": INCOME_KEY, "message": "Xylophone",
        "personalisationParams": {"firstName": "Xylophone", "lastName": "Quigley", "addressLine1": "Xylophone Quigley",
            "addressLine2": "1 Example Street", "addressLine3": "SW1A 1AA"}});
    let id = posted(&service, body).await;
    deliver(server, &client).await;
    let kept = one(&service, &id).await["sentMessageDetails"][0]["documentId"].as_str().unwrap().to_owned();
    (id, kept)
}

#[tokio::test]
async fn erasing_takes_the_documents_the_pdf_and_the_messages_with_it() {
    let server = TestServer::start().await;
    let (id, document) = letter(&server).await;
    let db = &*server.state.db;
    assert_eq!(notify_pdf::Entity::find().count(db).await.unwrap(), 1);
    for officer in [server.as_officer().await, server.signed_in("officer2@demo.example").await] {
        remove(&officer, &id).await;
    }
    server.clock.advance(7 * DAY - DAY / 2);
    erase_personal(server.state.context.clone()).await.unwrap();
    let manager = server.as_manager().await;
    assert_eq!(manager.get(&format!("/api/documents/{document}")).await.status, 200);
    server.clock.advance(DAY);
    erase_personal(server.state.context.clone()).await.unwrap();
    let manager = server.as_manager().await;
    assert_eq!(manager.get(&format!("/api/documents/{document}")).await.status, 404);
    assert_eq!(document::Entity::find().count(db).await.unwrap(), 0);
    assert_eq!(notify_pdf::Entity::find().count(db).await.unwrap(), 0);
    assert_eq!(notify_message::Entity::find().count(db).await.unwrap(), 0);
    let row = message::Entity::find().one(db).await.unwrap().unwrap();
    assert_eq!((row.recipient, row.content, row.report, row.document_id), (None, None, None, None));
    assert!(!server.stores("xylophone").await && !server.stores("quigley").await);
    let left = one(&manager, &id).await;
    assert!(left["erasedAt"].is_string() && left["message"].is_null());
    assert_eq!(story(&manager, &id).await, ["Created", "Deleted", "Deleted", "Erased"]);
}

#[tokio::test]
async fn a_document_that_goes_along_twice_is_kept_until_both_are_erased() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let file = service.send(Method::POST, "/api/documents?filename=a.pdf", b"%PDF-".to_vec()).await;
    let file = file.body["id"].as_str().unwrap().to_owned();
    let body = || screen(json!({"requireAction": false, "attachments": [file]}));
    let (first, second) = (posted(&service, body()).await, posted(&service, body()).await);
    let path = format!("/api/documents/{file}");
    for (id, status) in [(first, 200), (second, 404)] {
        remove(&server.as_finance().await, &id).await;
        server.clock.advance(7 * DAY);
        erase_personal(server.state.context.clone()).await.unwrap();
        assert_eq!(service.get(&path).await.status, status);
    }
}

#[tokio::test]
async fn notes_of_decisions_are_erased_and_the_chain_still_fits() {
    let server = TestServer::start().await;
    let id = posted(&server.service(INCOME_KEY), screen(json!({}))).await;
    let finance = server.as_finance().await;
    let body = json!({"actionType": "Rejected", "actionNote": "Vuvuzela said no"});
    assert_eq!(finance.patch(&format!("/api/notifications/{id}"), body).await.status, 200);
    let told = finance.get(&format!("/api/notifications/{id}/history")).await.body;
    assert_eq!(told[1]["note"], "Vuvuzela said no");
    remove(&finance, &id).await;
    server.clock.advance(7 * DAY);
    erase_personal(server.state.context.clone()).await.unwrap();
    assert!(!server.stores("vuvuzela").await);
    let manager = server.as_manager().await;
    let told = manager.get(&format!("/api/notifications/{id}/history")).await.body;
    assert_eq!((&told[1]["action"], &told[1]["note"]), (&json!("Rejected"), &Value::Null));
    assert_eq!(history::verify(&*server.state.db, None).await.unwrap().broken_at, None);
}

#[tokio::test]
async fn a_note_that_was_changed_behind_the_back_of_the_server_is_found_out() {
    let server = TestServer::start().await;
    let id = posted(&server.service(INCOME_KEY), screen(json!({}))).await;
    let body = json!({"actionType": "Approved", "actionNote": "As agreed"});
    let finance = server.as_finance().await;
    assert_eq!(finance.patch(&format!("/api/notifications/{id}"), body).await.status, 200);
    let db = &*server.state.db;
    assert_eq!(history::verify(db, None).await.unwrap().broken_at, None);
    let note = notification_note::Entity::find().one(db).await.unwrap().unwrap();
    let entry = note.history_id;
    let mut note = note.into_active_model();
    note.note = Set("Against all advice".to_owned());
    note.update(db).await.unwrap();
    assert_eq!(history::verify(db, None).await.unwrap().broken_at, Some(entry));
}

#[tokio::test]
async fn documents_of_nothing_are_erased_after_the_same_time_as_what_nobody_decided() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let file = service.send(Method::POST, "/api/documents?filename=a.pdf", b"%PDF-".to_vec()).await;
    let path = format!("/api/documents/{}", file.body["id"].as_str().unwrap());
    server.clock.advance(90 * DAY - 1);
    erase_personal(server.state.context.clone()).await.unwrap();
    assert_eq!(service.get(&path).await.status, 200);
    server.clock.advance(1);
    erase_personal(server.state.context.clone()).await.unwrap();
    assert_eq!(service.get(&path).await.status, 404);
}

#[tokio::test]
async fn governance_says_what_is_erased_and_when() {
    let server = TestServer::with(|config| config.erase_deleted_days = 3).await;
    let erasure = server.as_manager().await.get("/api/governance").await.body["erasure"].clone();
    let expected = json!({"undecidedDays": 90, "deletedDays": 3, "sentDays": 7, "locationDays": 7});
    assert_eq!(erasure, expected);
}

/// The server on a real socket, which erases everything that is old enough while it accepts a message: before the message is
/// stored, or before the response is sent.
async fn erasing(server: &TestServer, is_before: bool) -> NotifyClient {
    let state = server.state.clone();
    let interleave = axum::middleware::from_fn(move |request: Request, next: Next| {
        let state = state.clone();
        async move {
            let takes = request.method() == Method::POST && request.uri().path().starts_with("/v2/");
            if takes && is_before {
                erase_personal(state.context.clone()).await.unwrap();
            }
            let answer = next.run(request).await;
            if takes && !is_before {
                erase_personal(state.context.clone()).await.unwrap();
            }
            answer
        }
    });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = server.router().layer(interleave);
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    server::messages::client(&server.state, address).unwrap()
}

#[tokio::test]
async fn a_message_that_is_erased_while_it_is_sent_leaves_no_document() {
    for (kind, is_before) in [("Email", true), ("Email", false), ("Letter", true), ("Letter", false)] {
        let server = TestServer::with(|config| config.erase_deleted_days = 1).await;
        let template = if kind == "Email" { OWN_EMAIL } else { OWN_LETTER };
        let body = json!({"notificationType": kind, "targetType": "TenantDeath", "targetId": "t-1", "siteId": 5,
            "templateId": template, "serviceKey": INCOME_KEY, "message": "Xylophone", "email": "quigley@home.example",
            "personalisationParams": {"firstName": "Xylophone", "lastName": "Quigley",
                "addressLine1": "Xylophone Quigley", "addressLine2": "1 Example Street", "addressLine3": "SW1A 1AA"}});
        let id = posted(&server.service(INCOME_KEY), body).await;
        for officer in [server.as_officer().await, server.signed_in("officer2@demo.example").await] {
            remove(&officer, &id).await;
        }
        server.clock.advance(2 * DAY);
        let client = erasing(&server, is_before).await;
        deliver(&server, &client).await;
        let db = &*server.state.db;
        let row = message::Entity::find().one(db).await.unwrap().unwrap();
        assert_eq!((row.recipient, row.content, row.report, row.document_id), (None, None, None, None));
        assert!(row.sender_id.is_some() && row.due_at.is_none(), "{kind}: what became of it is known");
        assert_eq!(document::Entity::find().count(db).await.unwrap(), 0, "{kind}, before: {is_before}");
        assert_eq!(notify_message::Entity::find().count(db).await.unwrap(), 0, "{kind}, before: {is_before}");
        assert_eq!(notify_pdf::Entity::find().count(db).await.unwrap(), 0, "{kind}, before: {is_before}");
    }
}
