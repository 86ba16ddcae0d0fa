//! From a service to a person and back: a posted notification is read, its link works, it is acted on, and the service receives a
//! callback.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::support::TestServer;
use crate::support::notification::{act, list, one, screen, sent};
use crate::support::notify::{deliver, listening};

const ROOT: &str = "https://alarm.example";

async fn begin() -> TestServer {
    TestServer::with(|config| config.web.public_url = Some(ROOT.to_owned())).await
}

/// The key of a service that receives callbacks about its notifications.
async fn key(server: &TestServer) -> String {
    let body =
        json!({"name": "Ledger", "callbackUrl": "https://ledger.example/cb", "contact": "020 7946 0000"});
    let made = server.as_admin().await.post("/api/services", body).await.body;
    made["serviceKey"].as_str().unwrap().to_owned()
}

/// The callbacks to the service about a notification, oldest first.
async fn told(server: &TestServer, notification: &str) -> Vec<Value> {
    let rows = database::entity::delivery::Entity::find()
        .filter(database::entity::delivery::Column::AboutId.eq(notification))
        .order_by_asc(database::entity::delivery::Column::Id)
        .all(&*server.state.db)
        .await
        .unwrap();
    rows.iter().map(|row| serde_json::from_str(&row.content).unwrap()).collect()
}

#[tokio::test]
async fn an_approval_is_read_seen_and_decided_beside_its_record_and_its_service_is_told() {
    let server = begin().await;
    let service = server.service(&key(&server).await);
    let id = sent(&service, screen(json!({}))).await;
    let finance = server.as_finance().await;
    let item = list(&finance, "").await.remove(0);
    assert_eq!((item.get("followOnUrl"), &item["serviceContact"]), (None, &json!("020 7946 0000")));
    let record = json!({"title": "Estimates", "state": "waits", "fields": [{"name": "Total", "value": "£4,800.00"}],
        "actions": [{"label": "Open the ledger", "link": "https://ledger.example/7"}]});
    assert_eq!(service.put("/api/records/estimate/estimate-7", record.clone()).await.status, 200);
    let item = one(&finance, &id).await;
    assert_eq!(item["followOnUrl"], "/staff/records/estimate/estimate-7");
    let beside = finance.get(&format!("/api/records/{}", item["record"].as_str().unwrap())).await.body;
    assert_eq!((&beside["title"], &beside["facts"][0]["value"]), (&json!("Estimates"), &json!("£4,800.00")));
    assert_eq!(act(&finance, &id, "IsRead").await.status, 200);
    assert_eq!(act(&finance, &id, "Approved").await.status, 200);
    let history = finance.get(&format!("/api/notifications/{id}/history")).await.body;
    let steps: Vec<_> = history.as_array().unwrap().iter().map(|entry| &entry["action"]).collect();
    assert_eq!(steps, ["Created", "IsRead", "Approved"]);
    let told = told(&server, &id).await;
    assert_eq!(told[0]["data"]["action"]["type"], "Approved");
    assert_eq!(told[0]["data"]["notification"]["targetId"], "estimate-7");
    let done = json!({"title": "Estimates", "state": "approved"});
    assert_eq!(service.put("/api/records/estimate/estimate-7", done).await.status, 200);
    let after = finance.get("/api/records/estimate/estimate-7").await.body;
    assert_eq!(after["state"], "approved");
}

#[tokio::test]
async fn a_survey_is_answered_from_the_link_of_its_email_and_its_service_is_told() {
    let server = begin().await;
    let (key, client) = (key(&server).await, listening(&server).await);
    let template = json!({"type": "email", "name": "Survey", "subject": "How did we do?", "body": "Tell us here: ((link))"});
    let template = server.as_admin().await.post("/api/templates", template).await.body["id"].clone();
    let body = json!({"notificationType": "Email", "targetId": "s-1", "targetType": "SatisfactionSurvey", "message": "How did we do?",
        "email": "resident@demo.example", "templateId": template, "serviceKey": key});
    let id = sent(&server.service(&key), body).await;
    deliver(&server, &client).await;
    let mail = database::entity::notify_message::Entity::find()
        .filter(database::entity::notify_message::Column::Recipient.eq("resident@demo.example"))
        .one(&*server.state.db)
        .await
        .unwrap()
        .unwrap();
    let link = mail.body.split("Tell us here: ").nth(1).unwrap().trim().to_owned();
    let path = link.strip_prefix(ROOT).unwrap();
    assert_eq!(path, format!("/notifications/{id}"), "the page that asks to sign in, and then shows it");
    assert_eq!(server.anonymous().get(&format!("/api{path}")).await.status, 401);
    let resident = server.as_resident().await;
    assert_eq!(resident.get(&format!("/api{path}")).await.body["message"], "How did we do?");
    let reply = json!({"answer": "very-satisfied", "note": "Thank you"});
    assert_eq!(resident.post(&format!("/api{path}/reply"), reply).await.status, 200);
    let told = told(&server, &id).await;
    assert_eq!(
        (&told[0]["type"], &told[0]["data"]["reply"]["answer"]),
        (&json!("notification.replied"), &json!("very-satisfied"))
    );
}
