//! `GET /api/notifications/{id}/history`.

use serde_json::{Value, json};
use server::demo::INCOME_KEY;
use server::notifications::history;

use crate::support::TestServer;
use crate::support::notification::{act, assert_problem, screen, sent};

#[tokio::test]
async fn every_change_is_in_it_in_order_and_fits_the_chain() {
    let server = TestServer::start().await;
    let id = sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    let finance = server.as_finance().await;
    for step in ["IsRead", "IsRead", "Initiated", "Approved", "Rejected"] {
        server.clock.advance(1000);
        act(&finance, &id, step).await;
    }
    finance.delete(&format!("/api/notifications/{id}")).await;
    sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    let path = format!("/api/notifications/{id}/history");
    assert_problem(&finance.get(&path).await, 404);

    let id = sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    let path = format!("/api/notifications/{id}/history");
    finance
        .patch(
            &format!("/api/notifications/{id}"),
            json!({"actionType": "Rejected", "actionNote": "=Too \"dear\""}),
        )
        .await;
    let told = finance.get(&path).await.body;
    let told: Vec<(&str, &str, &Value)> = told
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (entry["action"].as_str().unwrap(), entry["by"].as_str().unwrap(), &entry["note"]))
        .collect();
    assert_eq!(
        told,
        [("Created", "Income Services", &Value::Null), ("Rejected", "Fin Irving", &json!("=Too \"dear\""))]
    );
    let verdict = history::verify(&*server.state.db, None).await.unwrap();
    assert_eq!((verdict.rows, verdict.broken_at), (8, None));
}

#[tokio::test]
async fn it_comes_as_a_file_for_a_spreadsheet_without_formulas() {
    let server = TestServer::start().await;
    let id = sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    let finance = server.as_finance().await;
    finance
        .patch(&format!("/api/notifications/{id}"), json!({"actionType": "Rejected", "actionNote": "=1+1"}))
        .await;
    let answer = finance.get(&format!("/api/notifications/{id}/history?format=csv")).await;
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    let text = String::from_utf8(answer.bytes).unwrap();
    assert_eq!(text.lines().count(), 3);
    assert!(
        text.starts_with("\u{feff}id,at,madeAt,by,user,action,note,hash\r\n"),
        "spreadsheets read it as UTF-8"
    );
    assert!(text.contains("\"'=1+1\""), "{text}");
}

#[tokio::test]
async fn only_who_sees_the_notification_sees_its_history() {
    let server = TestServer::start().await;
    let id = sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    let path = format!("/api/notifications/{id}/history");
    assert_problem(&server.anonymous().get(&path).await, 401);
    for other in [server.as_officer().await, server.as_resident().await, server.as_stranger().await] {
        assert_problem(&other.get(&path).await, 404);
    }
    for looks in [
        server.as_finance().await,
        server.as_manager().await,
        server.as_admin().await,
        server.service(INCOME_KEY),
    ] {
        assert_eq!(looks.get(&path).await.status, 200);
    }
}

#[tokio::test]
async fn a_resident_stands_in_it_by_number_alone() {
    let server = TestServer::start().await;
    let body = json!({"targetType": "NoAccess", "user": "resident@demo.example", "requireAction": false});
    let id = sent(&server.service(INCOME_KEY), screen(body)).await;
    let resident = server.as_resident().await;
    act(&resident, &id, "IsRead").await;
    let told = resident.get(&format!("/api/notifications/{id}/history")).await.body;
    assert_eq!(told[1]["by"], "Resident");
    assert!(!told.to_string().contains("Rose") && !told.to_string().contains("resident@"), "{told}");
}
