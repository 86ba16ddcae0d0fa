//! `/api/processes` and `/api/thresholds`, and the detection of stalled processes.

use serde_json::{Value, json};
use server::demo::{INCOME_KEY, REPAIRS_KEY};
use server::processes::stale::remind_of_stale;
use wire::time::Timestamp;

use crate::support::notification::{act, assert_problem, complaints, list, screen, sent};
use crate::support::{Client, NOON, TestServer};

const DAY: i64 = 24 * 60 * 60 * 1000;

async fn tell(by: &Client, id: &str, kind: &str, state: &str, at: i64) -> Value {
    let body = json!({"kind": kind, "state": state, "owner": "Officer@demo.example", "updatedAt": Timestamp::from_millis(at)});
    let answer = by.put(&format!("/api/processes/{id}"), body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.body
}

/// Notifications about stalled processes on a person's tray.
async fn waiting(by: &Client) -> Vec<String> {
    let items = list(by, "?targetType=ThresholdPassed").await;
    items.iter().map(|item| item["message"].as_str().unwrap().to_owned()).collect()
}

async fn messages(server: &TestServer) -> Vec<String> {
    use sea_orm::{EntityTrait, QueryOrder};
    let rows =
        database::entity::message::Entity::find().order_by_asc(database::entity::message::Column::Recipient);
    rows.all(&*server.state.db).await.unwrap().into_iter().filter_map(|row| row.recipient).collect()
}

#[tokio::test]
async fn a_process_that_stands_still_is_told_once_on_the_tray_and_by_e_mail() {
    let server = TestServer::start().await;
    let service = server.service(REPAIRS_KEY);
    tell(&service, "p-1", "tenancy-change", "documents checked", NOON).await;
    server.clock.advance(14 * DAY - 1);
    remind_of_stale(server.state.context.clone()).await.unwrap();
    assert!(waiting(&server.as_officer().await).await.is_empty());
    for _ in 0..3 {
        server.clock.advance(1);
        remind_of_stale(server.state.context.clone()).await.unwrap();
    }
    let words = "Nothing has happened for 14 days: tenancy change p-1 (documents checked), with officer@demo.example.";
    for told in [server.as_officer().await, server.as_manager().await] {
        assert_eq!(waiting(&told).await, [words]);
    }
    assert!(waiting(&server.signed_in("officer2@demo.example").await).await.is_empty());
    assert_eq!(messages(&server).await, ["manager@demo.example", "officer@demo.example"]);
    assert!(server.as_officer().await.get("/api/processes?stale=true").await.body[0]["toldAt"].is_string());

    // It moves, and stalls again: that is notified again.
    let now = NOON + 14 * DAY + 3;
    assert_eq!(tell(&service, "p-1", "tenancy-change", "signed", now).await["stale"], false);
    server.clock.advance(14 * DAY);
    remind_of_stale(server.state.context.clone()).await.unwrap();
    assert_eq!(waiting(&server.as_officer().await).await.len(), 2);
}

#[tokio::test]
async fn a_decision_that_nobody_touches_is_told_once() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let untouched = sent(&service, screen(json!({}))).await;
    let begun = sent(&service, screen(json!({}))).await;
    let decided = sent(&service, screen(json!({}))).await;
    sent(&service, screen(json!({"requireAction": false}))).await;
    server.clock.advance(10 * DAY);
    let finance = server.as_finance().await;
    act(&finance, &begun, "Initiated").await;
    act(&finance, &decided, "Approved").await;
    server.clock.advance(4 * DAY);
    for _ in 0..2 {
        remind_of_stale(server.state.context.clone()).await.unwrap();
    }
    for told in [server.as_finance().await, server.as_manager().await] {
        let items = list(&told, "?targetType=ThresholdPassed").await;
        assert_eq!(items.len(), 1);
        assert_eq!(items[0]["targetId"], untouched.as_str());
        assert_eq!(items[0]["followOnUrl"], format!("/staff/tray/{untouched}"));
        assert_eq!(
            items[0]["message"],
            "Nobody has decided for 14 days: Estimates to approve. The estimates for Acacia Avenue wait for you."
        );
    }
    server.clock.advance(10 * DAY);
    remind_of_stale(server.state.context.clone()).await.unwrap();
    assert_eq!(waiting(&server.as_finance().await).await.len(), 2);
}

#[tokio::test]
async fn each_kind_has_its_own_patience() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    assert_eq!(
        admin.get("/api/thresholds").await.body,
        json!([{"kind": "*", "days": 14}, {"kind": "notification", "days": 14}])
    );
    assert_eq!(
        admin.put("/api/thresholds/gas-check", json!({"days": 2})).await.body,
        json!({"kind": "gas-check", "days": 2})
    );
    assert_eq!(admin.put("/api/thresholds/*", json!({"days": 30})).await.status, 200);
    assert_eq!(admin.put("/api/thresholds/notification", json!({"days": 5})).await.status, 200);
    let service = server.service(REPAIRS_KEY);
    tell(&service, "quick", "gas-check", "due", NOON).await;
    tell(&service, "slow", "tenancy-change", "due", NOON).await;
    tell(&service, "over", "gas-check", "closed", NOON).await;
    server.clock.advance(2 * DAY);
    remind_of_stale(server.state.context.clone()).await.unwrap();
    assert_eq!(waiting(&server.as_officer().await).await.len(), 1);
    server.clock.advance(28 * DAY);
    remind_of_stale(server.state.context.clone()).await.unwrap();
    assert_eq!(waiting(&server.as_officer().await).await.len(), 2);
    let admin = server.as_admin().await;
    assert_eq!(admin.put("/api/thresholds/gas-check", json!({"days": 0})).await.body["days"], 30);
    assert_eq!(complaints(&admin.put("/api/thresholds/x", json!({"days": 3651})).await), ["days"]);
    for other in [server.as_resident().await, server.as_officer().await, server.as_controller().await] {
        assert_problem(&other.put("/api/thresholds/x", json!({"days": 1})).await, 403);
        assert_problem(&other.get("/api/thresholds").await, 403);
    }
    assert_problem(&server.anonymous().get("/api/thresholds").await, 401);
}

#[tokio::test]
async fn an_officer_sees_their_own_processes_and_a_manager_all() {
    let server = TestServer::start().await;
    let service = server.service(REPAIRS_KEY);
    tell(&service, "mine", "gas-check", "due", NOON - 20 * DAY).await;
    tell(&service, "over", "gas-check", "closed", NOON).await;
    let other = json!({"kind": "gas-check", "state": "due", "owner": "officer2@demo.example", "updatedAt": "2026-01-04T12:00:00Z"});
    service.put("/api/processes/theirs", other).await;
    let ids = async |by: Client, query: &str| {
        let list = by.get(&format!("/api/processes{query}")).await.body;
        list.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(server.as_officer().await, "").await, ["mine"]);
    assert_eq!(ids(server.as_manager().await, "").await, ["mine", "theirs"]);
    assert_eq!(ids(server.as_admin().await, "?stale=true").await, ["mine"]);
    assert_problem(&server.as_resident().await.get("/api/processes").await, 403);
    assert_problem(&server.anonymous().get("/api/processes").await, 401);
}

#[tokio::test]
async fn older_news_changes_nothing_and_wrong_news_is_refused() {
    let server = TestServer::start().await;
    let service = server.service(REPAIRS_KEY);
    tell(&service, "p", "gas-check", "done", NOON).await;
    assert_eq!(tell(&service, "p", "gas-check", "due", NOON - DAY).await["state"], "done");
    let future = tell(&service, "p", "gas-check", "sealed", NOON + 400 * DAY).await;
    assert_eq!(future["updatedAt"], Timestamp::from_millis(NOON).as_str(), "nothing moves later than now");
    let answer = service.put("/api/processes/p", json!({"owner": "Olu"})).await;
    assert_eq!(complaints(&answer), ["kind", "owner", "state", "updatedAt"]);
    for other in [server.as_resident().await, server.as_controller().await] {
        assert_problem(&other.put("/api/processes/p", json!({})).await, 403);
    }
    assert_problem(&server.anonymous().put("/api/processes/p", json!({})).await, 401);
}
