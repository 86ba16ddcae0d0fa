//! `POST /api/notifications/{id}/visit`: a resident confirms a visit or asks for another day.

use serde_json::json;
use server::demo::INCOME_KEY;
use wire::time::Timestamp;

use crate::support::notification::{assert_problem, complaints, list, one, screen, sent};
use crate::support::{NOON, TestServer};

const HOUR: i64 = 60 * 60 * 1000;

async fn visit(server: &TestServer) -> String {
    let due = Timestamp::from_millis(NOON + 20 * HOUR).to_string();
    let body = json!({"targetType": "VisitDue", "targetId": "visit-3", "user": "resident@demo.example", "dueAt": due,
        "message": "Olu visits you tomorrow.", "requireAction": false});
    sent(&server.service(INCOME_KEY), screen(body)).await
}

#[tokio::test]
async fn an_answer_is_kept_and_put_before_whoever_comes() {
    let server = TestServer::start().await;
    let id = visit(&server).await;
    let (resident, officer) = (server.as_resident().await, server.as_officer().await);
    let path = format!("/api/notifications/{id}/visit");
    assert_eq!(resident.post(&path, json!({"answer": "confirmed"})).await.status, 200);
    assert_eq!(list(&officer, "").await[0]["message"], "Rose Adeyemi confirms the visit.");
    let answer = resident.post(&path, json!({"answer": "rearrange", "note": "Friday after two"})).await;
    assert_eq!(answer.body["visitAnswer"]["answer"], "rearrange");
    assert_eq!(answer.body["visitAnswer"]["note"], "Friday after two");
    assert_eq!(answer.body["isReadStatus"], true);
    let tray = list(&officer, "").await;
    assert_eq!(tray.len(), 1, "the later answer takes the place of the earlier one");
    assert_eq!(tray[0]["message"], "Rose Adeyemi asks for another day: Friday after two");
    assert_eq!(one(&resident, &id).await["visitAnswer"]["note"], "Friday after two");
    let history = resident.get(&format!("/api/notifications/{id}/history")).await.body;
    assert_eq!(
        (&history[1]["action"], &history[2]["action"]),
        (&json!("VisitConfirmed"), &json!("RearrangementAsked"))
    );
}

#[tokio::test]
async fn others_cannot_answer_and_a_visit_that_is_over_cannot_be_answered() {
    let server = TestServer::start().await;
    let id = visit(&server).await;
    let path = format!("/api/notifications/{id}/visit");
    let yes = json!({"answer": "confirmed"});
    assert_problem(&server.anonymous().post(&path, yes.clone()).await, 401);
    for other in [server.as_neighbour().await, server.as_stranger().await, server.as_officer().await] {
        assert_problem(&other.post(&path, yes.clone()).await, 404);
    }
    assert_problem(&server.as_manager().await.post(&path, yes.clone()).await, 403);
    let resident = server.as_resident().await;
    assert_problem(&resident.post("/api/notifications/nothing/visit", yes.clone()).await, 404);
    assert_eq!(complaints(&resident.post(&path, json!({"answer": "rearrange"})).await), ["note"]);
    let other = json!({"targetType": "NoAccess", "user": "resident@demo.example"});
    let other = sent(&server.service(INCOME_KEY), screen(other)).await;
    assert_eq!(
        complaints(&resident.post(&format!("/api/notifications/{other}/visit"), yes.clone()).await),
        ["answer"]
    );
    server.clock.advance(20 * HOUR);
    assert_problem(&resident.post(&path, yes).await, 409);
}
