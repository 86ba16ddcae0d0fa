//! `/api/governance`: guidelines, their measurements, and the notification of admins about a breach.

use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use server::demo::{INCOME_KEY, REPAIRS_KEY};
use server::governance::notify_of_breaches;

use crate::support::TestServer;
use crate::support::notification::{act, assert_problem, complaints, list, screen, sent};
use crate::support::notify::posted_text;

const DAY: i64 = 24 * 60 * 60 * 1000;

fn id(key: &str) -> &str {
    &key[key.len() - 73..key.len() - 37]
}

async fn standing(server: &TestServer, service: &str, measure: &str) -> Value {
    let governance = server.as_manager().await.get("/api/governance").await.body;
    let all = governance["standings"].as_array().unwrap().clone();
    all.into_iter().find(|row| row["service"] == service && row["measure"] == measure).unwrap_or_default()
}

async fn told(server: &TestServer) -> Vec<String> {
    let items = list(&server.as_admin().await, "?targetType=GuidelineBreached").await;
    items.iter().map(|item| item["message"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_breach_is_told_to_the_admin_when_it_begins_and_not_again_until_it_was_over() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let body = json!({"guidelines": [{"measure": "undecidedDays", "serviceId": id(INCOME_KEY), "limit": 3}]});
    let set = server.as_admin().await.put("/api/governance", body.clone()).await;
    assert_eq!((set.status, &set.body["guidelines"]), (200, &body["guidelines"]));
    let waits = sent(&service, screen(json!({}))).await;
    server.clock.advance(3 * DAY);
    notify_of_breaches(server.state.context.clone()).await.unwrap();
    assert!(told(&server).await.is_empty());
    server.clock.advance(DAY);
    for _ in 0..2 {
        notify_of_breaches(server.state.context.clone()).await.unwrap();
    }
    let words = "Income Services: something has waited 4 days for a decision. At most 3 are kept.";
    assert_eq!(told(&server).await, [words]);
    let row = standing(&server, "Income Services", "undecidedDays").await;
    assert_eq!(
        (&row["breached"], &row["value"], row["breachedSince"].is_string()),
        (&json!(true), &json!(4), true)
    );

    act(&server.as_finance().await, &waits, "Approved").await;
    notify_of_breaches(server.state.context.clone()).await.unwrap();
    assert_eq!(standing(&server, "Income Services", "undecidedDays").await["breached"], false);
    sent(&service, screen(json!({}))).await;
    server.clock.advance(4 * DAY);
    notify_of_breaches(server.state.context.clone()).await.unwrap();
    assert_eq!(told(&server).await.len(), 2);
}

#[tokio::test]
async fn failures_and_silence_are_measured() {
    let server = TestServer::start().await;
    let body = json!({"guidelines": [
        {"measure": "failureShare", "limit": 20},
        {"measure": "failureShare", "serviceId": id(REPAIRS_KEY), "limit": 90},
        {"measure": "silentDays", "limit": 5},
    ]});
    assert_eq!(server.as_admin().await.put("/api/governance", body).await.status, 200);
    for key in [INCOME_KEY, REPAIRS_KEY] {
        for number in 0..4 {
            sent(&server.service(key), posted_text(&format!("0770090012{number}"))).await;
        }
    }
    let failed = "UPDATE message SET status = 'permanent-failure' WHERE id IN (SELECT min(id) FROM message GROUP BY service_id)";
    server.state.db.execute_unprepared(failed).await.unwrap();
    let row = standing(&server, "Income Services", "failureShare").await;
    assert_eq!((&row["value"], &row["breached"], &row["limit"]), (&json!(25), &json!(true), &json!(20)));
    let row = standing(&server, "Repairs", "failureShare").await;
    assert_eq!((&row["value"], &row["breached"], &row["limit"]), (&json!(25), &json!(false), &json!(90)));
    assert_eq!(standing(&server, "sample", "failureShare").await["value"], Value::Null);
    server.clock.advance(6 * DAY);
    let row = standing(&server, "Repairs", "silentDays").await;
    assert_eq!((&row["value"], &row["breached"]), (&json!(6), &json!(true)));
    notify_of_breaches(server.state.context.clone()).await.unwrap();
    assert_eq!(told(&server).await.len(), 5, "four are silent, one fails");
}

#[tokio::test]
async fn only_an_admin_sets_guidelines_and_only_for_services_there_are() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let body =
        json!({"guidelines": [{"measure": "luck", "limit": 1}, {"measure": "failureShare", "limit": 101}]});
    assert_eq!(
        complaints(&admin.put("/api/governance", body).await),
        ["guidelines.0.measure", "guidelines.1.limit"]
    );
    let body = json!({"guidelines": [{"measure": "silentDays", "serviceId": "nothing", "limit": 1}]});
    assert_eq!(complaints(&admin.put("/api/governance", body).await), ["guidelines.0.serviceId"]);
    for other in [server.as_resident().await, server.as_officer().await, server.as_controller().await] {
        assert_problem(&other.get("/api/governance").await, 403);
        assert_problem(&other.put("/api/governance", json!({"guidelines": []})).await, 403);
    }
    assert_problem(&server.as_manager().await.put("/api/governance", json!({"guidelines": []})).await, 403);
    assert_problem(&server.anonymous().get("/api/governance").await, 401);
    let all = admin.put("/api/governance", json!({"guidelines": []})).await.body;
    assert_eq!(
        (&all["guidelines"], &all["erasure"]),
        (&json!([]), &json!({"undecidedDays": 90, "deletedDays": 7, "sentDays": 7, "locationDays": 7}))
    );
}
