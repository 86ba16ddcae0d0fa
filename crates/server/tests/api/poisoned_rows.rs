//! One message or notification that always fails does not delay the others.

use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::json;
use server::demo::INCOME_KEY;
use server::messages;
use server::messages::{NewMessage, Recipient};
use server::notifications::arrivals::arrive_due;
use wire::time::Timestamp;

use crate::support::notification::{list, screen, sent};
use crate::support::notify::{accepted, email_to, listening, live};
use crate::support::{NOON, TestServer};
use database::entity::{message, notify_message as carried};

const HOUR: i64 = 60 * 60 * 1000;

/// Makes every change of this row fail. Triggers have another syntax on PostgreSQL; the tested code is the same.
async fn poison(server: &TestServer, table: &str, id: &str) -> bool {
    if !server.database().starts_with("sqlite:") {
        return false;
    }
    let trigger = format!(
        "CREATE TRIGGER poison BEFORE UPDATE ON {table} WHEN OLD.id = '{id}' AND NEW.due_at IS NOT OLD.due_at \
         BEGIN SELECT RAISE(ABORT, 'poisoned'); END"
    );
    let trigger = if table == "notification" {
        trigger.replace("NEW.due_at IS NOT OLD.due_at", "NEW.arrives_at IS NULL")
    } else {
        trigger
    };
    server.state.db.execute_unprepared(&trigger).await.unwrap();
    true
}

async fn message(server: &TestServer, id: &str) -> message::Model {
    message::Entity::find_by_id(id).one(&*server.state.db).await.unwrap().unwrap()
}

#[tokio::test]
async fn the_outbox_goes_on_behind_a_message_that_always_fails() {
    let server = TestServer::start().await;
    let client = listening(&server).await;
    let mut ids = Vec::new();
    for name in ["first", "second"] {
        let to = Recipient::Email(format!("{name}@demo.example"));
        let new = NewMessage::plain(to, "A word", "Please look at this.");
        ids.push(messages::enqueue(&*server.state.db, &server.state, new).await.unwrap());
    }
    if !poison(&server, "message", &ids[0]).await {
        return;
    }
    messages::send_due(&server.state, &client).await.unwrap();
    assert_eq!(message(&server, &ids[0]).await.sender_id, None);
    assert!(message(&server, &ids[1]).await.sender_id.is_some());
    let count = carried::Entity::find().all(&*server.state.db).await.unwrap().len();
    assert_eq!(
        messages::send_due(&server.state, &client).await.unwrap(),
        0,
        "it is claimed, not tried at once"
    );
    server.state.db.execute_unprepared("DROP TRIGGER poison").await.unwrap();
    server.clock.advance(HOUR);
    messages::send_due(&server.state, &client).await.unwrap();
    assert!(message(&server, &ids[0]).await.sender_id.is_some());
    assert_eq!(
        carried::Entity::find().all(&*server.state.db).await.unwrap().len(),
        count,
        "and not sent again"
    );
}

#[tokio::test]
async fn the_embedded_service_goes_on_behind_a_message_that_always_fails() {
    let server = TestServer::start().await;
    let mut ids = Vec::new();
    for name in ["first", "second"] {
        ids.push(accepted(&live(&server), "email", email_to(&format!("{name}@demo.example"))).await);
    }
    if !poison(&server, "notify_message", &ids[0]).await {
        return;
    }
    notify::work_through_due(&server.state.notify).await.unwrap();
    let status = async |id: &str| {
        carried::Entity::find_by_id(id).one(&*server.state.db).await.unwrap().unwrap().status
    };
    assert_eq!((status(&ids[0]).await.as_str(), status(&ids[1]).await.as_str()), ("created", "sending"));
}

#[tokio::test]
async fn visits_arrive_behind_a_notification_that_always_fails() {
    let server = TestServer::start().await;
    let mut ids = Vec::new();
    for user in ["resident@demo.example", "neighbour@demo.example"] {
        let due = Timestamp::from_millis(NOON + 72 * HOUR).to_string();
        let body = json!({"targetType": "VisitDue", "targetId": user, "user": user, "dueAt": due,
            "message": "Olu visits you tomorrow.", "requireAction": false});
        ids.push(sent(&server.service(INCOME_KEY), screen(body)).await);
    }
    if !poison(&server, "notification", &ids[0]).await {
        return;
    }
    server.clock.advance(71 * HOUR);
    arrive_due(server.state.context.clone()).await.unwrap();
    assert!(list(&server.as_resident().await, "").await.is_empty());
    assert_eq!(list(&server.as_neighbour().await, "").await.len(), 1);
    server.state.db.execute_unprepared("DROP TRIGGER poison").await.unwrap();
    arrive_due(server.state.context.clone()).await.unwrap();
    assert_eq!(list(&server.as_resident().await, "").await.len(), 1);
}
