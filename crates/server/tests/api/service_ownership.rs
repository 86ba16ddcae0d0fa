//! Services own what they sent: they decide it, withdraw it, and receive callbacks about readings if they want them.

use sea_orm::EntityTrait;
use serde_json::{Value, json};
use server::demo::{INCOME_KEY, REPAIRS_KEY};

use crate::support::notification::{act, assert_problem, ids, list, one, screen, sent, unread};
use crate::support::notify::OWN_EMAIL;
use crate::support::{NOON, TestServer};
use database::entity::{delivery, message};

const CALLBACK: &str = "https://income.example/callbacks";

fn income_id() -> &'static str {
    &INCOME_KEY[INCOME_KEY.len() - 73..INCOME_KEY.len() - 37]
}

async fn history(server: &TestServer, id: &str) -> Vec<(String, String)> {
    let rows = server.as_admin().await.get(&format!("/api/notifications/{id}/history")).await.body;
    let text = |row: &Value, name: &str| row[name].as_str().unwrap().to_owned();
    rows.as_array().unwrap().iter().map(|row| (text(row, "by"), text(row, "action"))).collect()
}

/// Queued callbacks to a service: the type, and the author of the action.
async fn callbacks(server: &TestServer) -> Vec<(String, Value)> {
    let rows = delivery::Entity::find().all(&*server.state.db).await.unwrap();
    let callbacks = rows.into_iter().filter(|row| row.service_id.is_some());
    callbacks
        .map(|row| {
            let body: Value = serde_json::from_str(&row.content).unwrap();
            (row.event_type, body["data"]["action"].clone())
        })
        .collect()
}

async fn with_callback(server: &TestServer, change: Value) {
    let mut body = json!({"callbackUrl": CALLBACK});
    for (name, value) in change.as_object().unwrap() {
        body[name] = value.clone();
    }
    let answer = server.as_admin().await.patch(&format!("/api/services/{}", income_id()), body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

#[tokio::test]
async fn a_service_settles_what_it_sent_and_officers_see_who_did() {
    let server = TestServer::start().await;
    with_callback(&server, json!({})).await;
    let (income, finance) = (server.service(INCOME_KEY), server.as_finance().await);
    let id = sent(&income, screen(json!({}))).await;
    let body = json!({"actionType": "Approved", "actionNote": "Settled in the ledger."});
    let answer = income.patch(&format!("/api/notifications/{id}"), body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let shown = one(&finance, &id).await;
    assert_eq!(shown["performedActionType"], "Approved");
    assert_eq!(shown["performedActionDoneBy"], "Income Services");
    assert_eq!(shown["isRemovable"], true);
    let told = |by: &str, action: &str| (by.to_owned(), action.to_owned());
    assert_eq!(
        history(&server, &id).await,
        [told("Income Services", "Created"), told("Income Services", "Approved")]
    );
    // Only the first decision counts.
    assert_problem(&act(&finance, &id, "Rejected").await, 409);
    assert_eq!(callbacks(&server).await, [], "it knows what it did itself");
}

#[tokio::test]
async fn of_a_service_and_an_officer_who_decide_the_first_counts() {
    let server = TestServer::start().await;
    let (income, finance) = (server.service(INCOME_KEY), server.as_finance().await);
    let id = sent(&income, screen(json!({}))).await;
    assert_eq!(act(&finance, &id, "Rejected").await.status, 200);
    let second = act(&income, &id, "Approved").await;
    assert_problem(&second, 409);
    assert!(second.body.to_string().contains("Rejected"), "{second:?}");
}

#[tokio::test]
async fn a_reading_elsewhere_clears_the_count_of_everybody() {
    let server = TestServer::start().await;
    let (income, finance) = (server.service(INCOME_KEY), server.as_finance().await);
    let id = sent(&income, screen(json!({"requireAction": false}))).await;
    assert_eq!(unread(&finance).await, 1);
    assert_eq!(act(&income, &id, "IsRead").await.status, 200);
    assert_eq!(unread(&finance).await, 0);
    assert_eq!(one(&finance, &id).await["isReadStatus"], true);
    assert_eq!(act(&income, &id, "IsRead").await.status, 200);
    assert_eq!(history(&server, &id).await.len(), 2, "reading it again is no news");
}

#[tokio::test]
async fn what_a_service_withdraws_leaves_every_tray_and_is_not_sent_any_more() {
    let server = TestServer::start().await;
    let (income, finance) = (server.service(INCOME_KEY), server.as_finance().await);
    let also = json!({"requireEmailNotification": true, "email": "a@b.example", "templateId": OWN_EMAIL,
        "personalisationParams": {"firstName": "Rose"}});
    let id = sent(&income, screen(also)).await;
    let other = sent(&income, screen(json!({}))).await;
    assert_eq!(unread(&finance).await, 2);
    assert_eq!(income.delete(&format!("/api/notifications/{id}")).await.status, 204);
    assert_eq!(ids(&finance, "").await, [other.as_str()]);
    assert_eq!(unread(&finance).await, 1);
    assert_problem(&act(&finance, &id, "Approved").await, 404);
    let rows = message::Entity::find().all(&*server.state.db).await.unwrap();
    let row = rows.iter().find(|row| row.notification_id.as_deref() == Some(&id)).unwrap();
    assert_eq!((row.status.as_str(), row.due_at), ("cancelled", None));
    assert!(row.failure.as_deref().unwrap().contains("withdrawn"));
    let stored = database::entity::notification_history::Entity::find().all(&*server.state.db).await.unwrap();
    let newest = stored.iter().rfind(|row| row.notification_id == id).unwrap();
    assert_eq!((newest.action.as_str(), newest.by_name.as_str()), ("Withdrawn", "Income Services"));
}

#[tokio::test]
async fn a_withdrawn_visit_arrives_for_neither_the_resident_nor_the_officer() {
    let server = TestServer::start().await;
    let income = server.service(INCOME_KEY);
    let visit = |due: &str| {
        screen(
            json!({"targetType": "VisitDue", "targetId": "visit-9", "user": "resident@demo.example", "dueAt": due,
            "requireAction": false, "personalisationParams": {"officerEmail": "officer@demo.example"}}),
        )
    };
    let later = sent(&income, visit("2026-01-09T09:00:00Z")).await;
    assert_eq!(income.delete(&format!("/api/notifications/{later}")).await.status, 204);
    server.clock.advance(4 * 24 * 3_600_000);
    server::notifications::arrivals::arrive_due(server.state.context.clone()).await.unwrap();
    // A session of staff has long expired by now.
    let (resident, officer) = (server.as_resident().await, server.as_officer().await);
    assert!(list(&resident, "").await.is_empty() && list(&officer, "").await.is_empty());
    let soon = wire::time::Timestamp::from_millis(NOON + 4 * 24 * 3_600_000 + 3_600_000).to_string();
    let now = sent(&income, visit(&soon)).await;
    assert_eq!((list(&resident, "").await.len(), list(&officer, "").await.len()), (1, 1));
    assert_eq!(income.delete(&format!("/api/notifications/{now}")).await.status, 204);
    assert!(list(&resident, "").await.is_empty() && list(&officer, "").await.is_empty());
}

#[tokio::test]
async fn another_services_notification_is_as_if_it_did_not_exist() {
    let server = TestServer::start().await;
    let id = sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    for other in [server.service(REPAIRS_KEY), server.server_token().await] {
        assert_problem(&act(&other, &id, "Approved").await, 404);
        assert_problem(&other.delete(&format!("/api/notifications/{id}")).await, 404);
    }
    assert_eq!(one(&server.as_finance().await, &id).await["performedActionType"], Value::Null);
}

#[tokio::test]
async fn an_api_client_owns_what_it_posted_with_its_own_token() {
    let server = TestServer::start().await;
    let client = server.server_token().await;
    let id = sent(&client, screen(json!({}))).await;
    assert_eq!(act(&client, &id, "Rejected").await.status, 200);
    assert_eq!(client.delete(&format!("/api/notifications/{id}")).await.status, 204);
    assert!(ids(&server.as_finance().await, "").await.is_empty());
}

#[tokio::test]
async fn a_reading_is_told_where_it_was_asked_for_and_once() {
    let server = TestServer::start().await;
    with_callback(&server, json!({})).await;
    let (income, finance) = (server.service(INCOME_KEY), server.as_finance().await);
    let quiet = sent(&income, screen(json!({}))).await;
    act(&finance, &quiet, "IsRead").await;
    assert_eq!(callbacks(&server).await, []);
    let asked = sent(&income, screen(json!({"readCallback": "true"}))).await;
    act(&finance, &asked, "IsRead").await;
    act(&finance, &asked, "IsRead").await;
    let told = callbacks(&server).await;
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!((told[0].0.as_str(), &told[0].1["type"]), ("notification.actioned", &json!("IsRead")));
    assert_eq!(told[0].1["doneBy"], "finance@demo.example");
}

#[tokio::test]
async fn an_admin_switches_the_telling_of_readings_on_for_a_whole_service() {
    let server = TestServer::start().await;
    with_callback(&server, json!({"readCallbacks": true})).await;
    let shown = server.as_admin().await.get(&format!("/api/services/{}", income_id())).await.body;
    assert_eq!(shown["readCallbacks"], true);
    let id = sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    act(&server.as_finance().await, &id, "IsRead").await;
    assert_eq!(callbacks(&server).await.len(), 1);
    with_callback(&server, json!({"readCallbacks": false})).await;
    let id = sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    act(&server.as_finance().await, &id, "IsRead").await;
    assert_eq!(callbacks(&server).await.len(), 1);
}
