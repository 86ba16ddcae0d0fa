//! Delivery receipts to a service's callback.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::{Value, json};

use crate::support::TestServer;
use crate::support::notify::{accepted, carry, email_to, live};
use database::entity::{notify_service, receipt};

/// One receipt: its `Authorization`, and its body.
type ReceivedCallback = (Option<String>, Value);

/// The requests that a service's callback received, and its response.
#[derive(Clone, Default)]
struct Callback {
    received: Arc<Mutex<Vec<ReceivedCallback>>>,
    answer: Arc<Mutex<u16>>,
}

async fn take(
    State(callback): State<Callback>,
    headers: HeaderMap,
    axum::Json(body): axum::Json<Value>,
) -> StatusCode {
    let token = headers.get("authorization").map(|value| value.to_str().unwrap().to_owned());
    callback.received.lock().unwrap().push((token, body));
    StatusCode::from_u16(*callback.answer.lock().unwrap()).unwrap()
}

/// A server whose sample service has a callback that answers with this status.
async fn with_callback(status: u16) -> (TestServer, Callback) {
    let server = TestServer::with(|config| config.allow_internal_webhooks = true).await;
    let callback = Callback::default();
    *callback.answer.lock().unwrap() = status;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Router::new().route("/receipts", post(take)).with_state(callback.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    let row = notify_service::Entity::find()
        .filter(notify_service::Column::Name.eq("sample"))
        .one(&*server.state.db)
        .await
        .unwrap();
    let mut row = row.unwrap().into_active_model();
    row.callback_url = Set(Some(format!("http://{address}/receipts")));
    row.callback_token = Set(Some(server.state.seal("let-me-in").unwrap()));
    row.update(&*server.state.db).await.unwrap();
    (server, callback)
}

async fn tell(server: &TestServer) -> usize {
    notify::send_receipts(&server.state.notify).await.unwrap()
}

#[tokio::test]
async fn a_service_is_told_once_what_became_of_its_message() {
    let (server, callback) = with_callback(200).await;
    let mut body = email_to("perm-fail@simulator.notify");
    body["reference"] = "my-1".into();
    let id = accepted(&live(&server), "email", body).await;
    carry(&server).await;
    assert_eq!(tell(&server).await, 1);
    server.clock.advance(60 * 60 * 1000);
    assert_eq!(tell(&server).await, 0);
    let received = callback.received.lock().unwrap().clone();
    assert_eq!(received.len(), 1);
    let (token, body) = &received[0];
    assert_eq!(token.as_deref(), Some("Bearer let-me-in"));
    assert_eq!((&body["id"], &body["reference"]), (&json!(id), &json!("my-1")));
    assert_eq!(body["status"], "permanent-failure");
    assert_eq!(body["to"], "perm-fail@simulator.notify");
    assert_eq!((&body["notification_type"], &body["template_version"]), (&json!("email"), &json!(1)));
    assert!(body["completed_at"].is_string() && body["sent_at"].is_string());
}

#[tokio::test]
async fn a_callback_that_breaks_is_tried_again_every_five_minutes_five_times() {
    for status in [500, 429] {
        let (server, callback) = with_callback(status).await;
        accepted(&live(&server), "email", email_to("rose@demo.example")).await;
        carry(&server).await;
        for _ in 0..10 {
            tell(&server).await;
            server.clock.advance(5 * 60 * 1000 - 1);
            assert_eq!(tell(&server).await, 0, "not before five minutes are over");
            server.clock.advance(1);
        }
        assert_eq!(callback.received.lock().unwrap().len(), 6);
    }
}

#[tokio::test]
async fn a_callback_that_says_no_is_left_alone() {
    let (server, callback) = with_callback(404).await;
    accepted(&live(&server), "email", email_to("rose@demo.example")).await;
    carry(&server).await;
    assert_eq!(tell(&server).await, 1);
    server.clock.advance(60 * 60 * 1000);
    assert_eq!(tell(&server).await, 0);
    assert_eq!(callback.received.lock().unwrap().len(), 1);
    let kept = receipt::Entity::find().one(&*server.state.db).await.unwrap().unwrap();
    assert_eq!((kept.due_at, kept.delivered_at), (None, None));
}

#[tokio::test]
async fn no_receipt_goes_to_an_internal_address() {
    let (server, callback) = with_callback(200).await;
    let mut strict = server.state.clone();
    strict.deliver_by(web::outgoing::Outgoing::new(false));
    let row = notify_service::Entity::find()
        .filter(notify_service::Column::Name.eq("sample"))
        .one(&*server.state.db);
    let row = row.await.unwrap().unwrap();
    let url = row.callback_url.clone().unwrap().replace("127.0.0.1", "localhost");
    let mut row = row.into_active_model();
    row.callback_url = Set(Some(url));
    row.update(&*server.state.db).await.unwrap();
    accepted(&live(&server), "email", email_to("rose@demo.example")).await;
    carry(&server).await;
    assert_eq!(notify::send_receipts(&strict.notify).await.unwrap(), 1);
    assert!(callback.received.lock().unwrap().is_empty());
}
