//! `PUT|DELETE /api/records/{kind}/{id}`: services maintain the records of their notifications, and people read and decide there.

use serde_json::{Value, json};
use server::demo::{INCOME_KEY, REPAIRS_KEY};
use server::records::delete_old_records;

use crate::support::TestServer;
use crate::support::notification::{act, assert_problem, complaints, one, screen, sent};

const DAY: i64 = 24 * 60 * 60 * 1000;
const ESTIMATE: &str = "/api/records/estimate/estimate-7";

fn estimate(state: &str) -> Value {
    json!({
        "title": "Estimates of Acacia Avenue", "state": state,
        "fields": [{"name": "Total", "value": "£4,800.00"}, {"name": "Arrears", "value": "£12.00", "staffOnly": true}],
        "actions": [{"label": "Open in Income", "link": "https://income.example/7"},
            {"label": "See the tray", "link": "/staff/tray"}],
    })
}

async fn kept(server: &TestServer, key: &str, path: &str, body: Value) -> Value {
    let answer = server.service(key).put(path, body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}

#[tokio::test]
async fn a_record_is_read_by_those_it_concerns_as_its_service_told_of_it_last() {
    let server = TestServer::start().await;
    let id = sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    let finance = server.as_finance().await;
    assert_problem(&finance.get(ESTIMATE).await, 404);
    kept(&server, INCOME_KEY, ESTIMATE, estimate("sent out")).await;
    server.clock.advance(60_000);
    kept(&server, INCOME_KEY, ESTIMATE, estimate("waits for a decision")).await;
    let record = finance.get(ESTIMATE).await.body;
    assert_eq!(record["state"], "waits for a decision");
    assert_eq!(record["facts"][0], json!({"name": "Total", "value": "£4,800.00"}));
    assert_eq!(record["events"][0]["text"], "Income Services: sent out → waits for a decision");
    assert_eq!(record["events"].as_array().unwrap().len(), 2);
    assert_eq!(record["actions"][0], json!({"label": "Open in Income", "link": "https://income.example/7"}));
    assert_eq!(record["service"], "Income Services");
    assert_eq!(record["updatedAt"], "2026-01-05T12:01:00.000Z");
    act(&finance, &id, "Approved").await;
    let texts = finance.get(ESTIMATE).await.body["events"].to_string();
    assert!(texts.contains("Fin Irving approved it"), "{texts}");
    assert_problem(&server.anonymous().get(ESTIMATE).await, 401);
    for other in [server.as_resident().await, server.as_stranger().await] {
        assert_problem(&other.get(ESTIMATE).await, 404);
    }
}

#[tokio::test]
async fn a_resident_sees_neither_what_is_for_staff_nor_a_link_to_staffs_pages() {
    let server = TestServer::start().await;
    let about = json!({"targetType": "RequestActioned", "targetId": "r-1", "user": "resident@demo.example", "requireAction": false});
    let id = sent(&server.service(REPAIRS_KEY), screen(about)).await;
    let path = "/api/records/request/r-1";
    let body = json!({
        "title": "Your request", "state": "done",
        "fields": [{"name": "Job", "value": "Tap", "link": "/staff/records/request/r-1"},
            {"name": "Cost", "value": "£96.00", "staffOnly": true}],
        "actions": [{"label": "Ask again", "link": "https://repairs.example/r-1"}, {"label": "Bill", "link": "/staff/governance"},
            {"label": "Invoice", "link": "https://back-office.example/1", "staffOnly": true}],
    });
    kept(&server, REPAIRS_KEY, path, body).await;
    let resident = server.as_resident().await;
    let record = resident.get(path).await.body;
    assert_eq!(record["facts"], json!([{"name": "Job", "value": "Tap", "link": "/records/request/r-1"}]));
    assert_eq!(record["actions"], json!([{"label": "Ask again", "link": "https://repairs.example/r-1"}]));
    let item = one(&resident, &id).await;
    assert_eq!(
        (&item["followOnUrl"], &item["record"]),
        (&json!("/records/request/r-1"), &json!("request/r-1"))
    );
    let manager = server.as_manager().await;
    assert_eq!(manager.get(path).await.body["facts"].as_array().unwrap().len(), 2);
    assert_eq!(one(&manager, &id).await["followOnUrl"], "/staff/records/request/r-1");
}

#[tokio::test]
async fn only_the_service_that_keeps_a_record_changes_it() {
    let server = TestServer::start().await;
    kept(&server, INCOME_KEY, ESTIMATE, estimate("open")).await;
    let repairs = server.service(REPAIRS_KEY);
    assert_problem(&repairs.put(ESTIMATE, estimate("stolen")).await, 409);
    assert_problem(&repairs.delete(ESTIMATE).await, 404);
    assert_problem(&server.anonymous().put(ESTIMATE, estimate("open")).await, 401);
    for other in [server.as_resident().await, server.as_officer().await, server.as_admin().await] {
        assert_problem(&other.put(ESTIMATE, estimate("open")).await, 403);
        assert_problem(&other.delete(ESTIMATE).await, 403);
    }
    let income = server.service(INCOME_KEY);
    assert_eq!(income.delete(ESTIMATE).await.status, 204);
    assert_problem(&income.delete(ESTIMATE).await, 404);
}

#[tokio::test]
async fn what_cannot_be_a_record_is_told_field_by_field() {
    let server = TestServer::start().await;
    let income = server.service(INCOME_KEY);
    let body = json!({"state": "open", "fields": [{"value": "x"}], "actions": [{"label": "Go", "link": "javascript:1"}]});
    assert_eq!(complaints(&income.put(ESTIMATE, body).await), ["actions.0.link", "fields.0.name", "title"]);
    for kind in ["callout", "delivery", "assistance-request", "guideline", "moon"] {
        let answer = income.put(&format!("/api/records/{kind}/1"), estimate("open")).await;
        assert_eq!(complaints(&answer), ["kind"], "{kind}");
    }
    let long = format!("/api/records/estimate/{}", "x".repeat(201));
    assert_eq!(complaints(&income.put(&long, estimate("open")).await), ["id"]);
    assert_problem(&income.put(ESTIMATE, json!("x")).await, 400);
}

#[tokio::test]
async fn a_record_that_nobody_uses_any_more_is_forgotten() {
    let server = TestServer::start().await;
    sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    let unused = json!({"title": "Xylophone Quigley", "state": "open"});
    kept(&server, INCOME_KEY, "/api/records/account/1", unused).await;
    server.clock.advance(10 * DAY);
    kept(&server, INCOME_KEY, ESTIMATE, estimate("open")).await;
    server.clock.advance(80 * DAY);
    delete_old_records(server.state.context.clone()).await.unwrap();
    assert!(!server.stores("xylophone").await, "nobody told of it for ninety days");
    assert_eq!(server.as_admin().await.get(ESTIMATE).await.status, 200, "its service told of it since");
    server.clock.advance(10 * DAY);
    delete_old_records(server.state.context.clone()).await.unwrap();
    assert_problem(&server.as_admin().await.get(ESTIMATE).await, 404);
}
