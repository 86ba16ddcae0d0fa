//! `PATCH /api/notifications/{id}` and `POST /api/notifications/actions`: reading and deciding.

use serde_json::{Value, json};
use server::demo::{INCOME_KEY, REPAIRS_KEY};

use crate::support::notification::{act, assert_problem, complaints, fixture, one, screen, sent, unread};
use crate::support::{NOON, TestServer};

async fn waiting(server: &TestServer) -> String {
    sent(&server.service(INCOME_KEY), screen(json!({}))).await
}

/// Another member of the finance team.
async fn colleague(server: &TestServer) -> crate::support::Client {
    let mut user =
        server::auth::account::find(&*server.state.db, "officer2@demo.example").await.unwrap().unwrap();
    user.team = Some("finance".into());
    let transaction = server.state.write().await.unwrap();
    server::notifications::join(&*transaction, &user, None).await.unwrap();
    transaction.commit().await.unwrap();
    server.signed_in("officer2@demo.example").await
}

#[tokio::test]
async fn the_published_action_decides_and_says_who_and_when() {
    let server = TestServer::start().await;
    let id = waiting(&server).await;
    let finance = server.as_finance().await;
    let mut body = fixture("action");
    body["performedActionDoneBy"] = "somebody@else.example".into();
    let answer = finance.patch(&format!("/api/notifications/{id}"), body).await;
    assert_eq!(answer.status, 200);
    let now = &answer.body;
    assert_eq!(now["performedActionType"], "Approved");
    assert_eq!(now["performedActionDoneBy"], "finance@demo.example", "from the session, never from the body");
    assert_eq!(now["performedActionDoneByName"], "Fin Irving");
    assert_eq!(now["performedActionDate"], wire::time::Timestamp::from_millis(NOON).as_str());
    assert_eq!(now["actionNote"], "Checked against the ledger");
    assert_eq!((&now["isRemovable"], &now["isReadStatus"]), (&json!(true), &json!(true)));
    assert_eq!(answer.header("etag"), finance.get(&format!("/api/notifications/{id}")).await.header("etag"));
}

#[tokio::test]
async fn steps_may_come_before_the_decision_and_do_not_make_it_removable() {
    let server = TestServer::start().await;
    let id = waiting(&server).await;
    let finance = server.as_finance().await;
    for step in ["Initiated", "Validate", "Initiated"] {
        let answer = act(&finance, &id, step).await;
        assert_eq!((answer.status, &answer.body["performedActionType"]), (200, &json!(step)));
        assert_eq!(answer.body["isRemovable"], false);
    }
    assert_eq!(act(&finance, &id, "Rejected").await.status, 200);
    for late in ["Initiated", "Validate", "Approved", "Rejected"] {
        assert_problem(&act(&finance, &id, late).await, 409);
    }
    assert_eq!(act(&finance, &id, "IsRead").await.status, 200);
}

#[tokio::test]
async fn of_two_officers_at_once_one_decides_and_both_see_it() {
    let server = TestServer::start().await;
    for _ in 0..10 {
        let id = waiting(&server).await;
        let (first, second) = (server.as_finance().await, colleague(&server).await);
        let (one_answer, other) = tokio::join!(act(&first, &id, "Approved"), act(&second, &id, "Rejected"));
        let mut statuses = [one_answer.status, other.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
        let (won, lost) = if one_answer.status == 200 { (one_answer, other) } else { (other, one_answer) };
        let who = won.body["performedActionDoneByName"].as_str().unwrap();
        assert_problem(&lost, 409);
        assert!(lost.body["detail"].as_str().unwrap().starts_with(who), "{lost:?}");
        for name in ["performedActionType", "performedActionDoneBy", "performedActionDate", "version"] {
            let stored = &lost.body["notification"][name];
            assert_eq!(stored, &won.body[name]);
            assert_eq!(&one(&first, &id).await[name], stored);
            assert_eq!(&one(&second, &id).await[name], stored);
        }
    }
}

#[tokio::test]
async fn reading_is_ones_own() {
    let server = TestServer::start().await;
    let id = waiting(&server).await;
    let (first, second) = (server.as_finance().await, colleague(&server).await);
    assert_eq!((unread(&first).await, unread(&second).await), (1, 1));
    for _ in 0..2 {
        let answer = act(&first, &id, "IsRead").await;
        assert_eq!((answer.status, &answer.body["isReadStatus"]), (200, &json!(true)));
        assert_eq!(answer.body["performedActionType"], Value::Null);
    }
    assert_eq!((unread(&first).await, unread(&second).await), (0, 1));
    assert_eq!(one(&second, &id).await["isReadStatus"], false);
}

#[tokio::test]
async fn another_version_is_412() {
    let server = TestServer::start().await;
    let id = waiting(&server).await;
    let finance = server.as_finance().await;
    let path = format!("/api/notifications/{id}");
    let tag = finance.get(&path).await.header("etag").unwrap().to_owned();
    let begin = json!({"actionType": "Initiated"});
    assert_eq!(finance.clone().with_header("if-match", &tag).patch(&path, begin.clone()).await.status, 200);
    for old in [tag.as_str(), "\"1\""] {
        let answer = finance.clone().with_header("if-match", old).patch(&path, begin.clone()).await;
        assert_problem(&answer, 412);
        assert_eq!(answer.body["notification"]["version"], 2);
    }
    assert_eq!(finance.with_header("if-match", "\"2\"").patch(&path, begin).await.status, 200);
}

#[tokio::test]
async fn only_the_audience_and_an_admin_decide() {
    let server = TestServer::start().await;
    let id = waiting(&server).await;
    assert_problem(&act(&server.anonymous(), &id, "Approved").await, 401);
    for other in [server.as_officer().await, server.as_resident().await, server.as_stranger().await] {
        assert_problem(&act(&other, &id, "Approved").await, 404);
    }
    assert_problem(&act(&server.as_manager().await, &id, "Approved").await, 403);
    assert_problem(&act(&server.service(REPAIRS_KEY), &id, "Approved").await, 404);
    assert_problem(&act(&server.server_token().await, &id, "Approved").await, 404);
    assert_problem(&act(&server.as_finance().await, "nothing", "Approved").await, 404);
    assert_eq!(act(&server.as_admin().await, &id, "Approved").await.status, 200);
}

#[tokio::test]
async fn what_asks_for_nothing_cannot_be_decided_and_a_wrong_body_is_told() {
    let server = TestServer::start().await;
    let id = sent(&server.service(INCOME_KEY), screen(json!({"requireAction": "false"}))).await;
    let finance = server.as_finance().await;
    for step in ["Initiated", "Validate", "Approved", "Rejected", "Shrug"] {
        assert_eq!(complaints(&act(&finance, &id, step).await), ["actionType"]);
    }
    let path = format!("/api/notifications/{id}");
    let answer = finance.patch(&path, json!({"actionType": 5, "actionNote": "x".repeat(1001)})).await;
    assert_eq!(complaints(&answer), ["actionNote", "actionType"]);
    assert_eq!(
        finance.patch(&path, json!({"actionType": "IsRead", "actionNote": "é".repeat(1000)})).await.status,
        200
    );
}

#[tokio::test]
async fn many_are_done_in_one_request_each_by_itself() {
    let server = TestServer::start().await;
    let finance = server.as_finance().await;
    let (open, decided) = (waiting(&server).await, waiting(&server).await);
    let told = sent(&server.service(INCOME_KEY), screen(json!({"requireAction": false}))).await;
    let others = sent(&server.service(INCOME_KEY), screen(json!({"targetType": "TenantDeath"}))).await;
    act(&finance, &decided, "Rejected").await;
    let body = json!({"ids": [open, decided, told, others, "nothing"], "actionType": "Approved", "actionNote": "Fine"});
    let answer = finance.post("/api/notifications/actions", body).await;
    assert_eq!(answer.status, 200);
    let results = answer.body.as_array().unwrap();
    let statuses: Vec<_> = results.iter().map(|result| result["status"].as_i64().unwrap()).collect();
    assert_eq!(statuses, [200, 409, 422, 404, 404]);
    assert_eq!(results[0]["notification"]["actionNote"], "Fine");
    assert_eq!(results[1]["notification"]["performedActionType"], "Rejected");
    assert!(results[1]["detail"].as_str().unwrap().contains("rejected"), "{results:?}");
    assert_eq!(results[3]["notification"], Value::Null);

    let before = unread(&finance).await;
    let body = json!({"ids": [told, open], "actionType": "IsRead"});
    assert_eq!(finance.post("/api/notifications/actions", body).await.status, 200);
    assert_eq!((before, unread(&finance).await), (1, 0));
    assert_eq!(
        complaints(&finance.post("/api/notifications/actions", json!({})).await),
        ["actionType", "ids"]
    );
    let body = json!({"ids": [told], "actionType": "IsRead"});
    let foreign = server.service(REPAIRS_KEY).post("/api/notifications/actions", body.clone()).await;
    assert_eq!((foreign.status, &foreign.body[0]["status"]), (200, &json!(404)));
    let own = server.service(INCOME_KEY).post("/api/notifications/actions", body).await;
    assert_eq!((own.status, &own.body[0]["status"]), (200, &json!(200)));
}

#[tokio::test]
async fn a_decision_made_without_a_connection_keeps_its_time_in_the_history() {
    let server = TestServer::start().await;
    let id = waiting(&server).await;
    let finance = server.as_finance().await;
    let path = format!("/api/notifications/{id}");
    let body = json!({"actionType": "Approved", "madeAt": "2026-01-05T11:00:00.000Z"});
    assert_eq!(finance.patch(&path, body).await.status, 200);
    let history = finance.get(&format!("{path}/history")).await.body;
    assert_eq!(history[1]["madeAt"], "2026-01-05T11:00:00.000Z");
    assert_eq!(history[1]["at"], "2026-01-05T12:00:00.000Z");
}

#[tokio::test]
async fn a_service_with_a_callback_is_told_of_each_action() {
    use sea_orm::{EntityTrait, PaginatorTrait};
    let server = TestServer::start().await;
    let body = json!({"name": "Ledger", "callbackUrl": "https://ledger.example/callbacks"});
    let made = server.as_admin().await.post("/api/services", body).await.body;
    let service = server.service(made["serviceKey"].as_str().unwrap());
    let id = sent(&service, screen(json!({}))).await;
    let finance = server.as_finance().await;
    let count = async || database::entity::delivery::Entity::find().count(&*server.state.db).await.unwrap();
    act(&finance, &id, "IsRead").await;
    assert_eq!(count().await, 0);
    act(&finance, &id, "Initiated").await;
    act(&finance, &id, "Approved").await;
    act(&finance, &id, "Rejected").await;
    assert_eq!(count().await, 2);
    let rows = database::entity::delivery::Entity::find().all(&*server.state.db).await.unwrap();
    let content: Value = serde_json::from_str(&rows[1].content).unwrap();
    assert_eq!(content["type"], "notification.actioned");
    assert_eq!(content["data"]["notification"]["id"], id.as_str());
    assert_eq!(content["data"]["action"]["doneBy"], "finance@demo.example");
}
