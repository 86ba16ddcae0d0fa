//! `POST /api/notifications/{id}/reply`: residents answer surveys and say when somebody is at home, and the service receives a
//! callback.

use sea_orm::{EntityTrait, QueryOrder};
use serde_json::{Value, json};
use server::demo::{INCOME_KEY, REPAIRS_KEY};
use server::notifications::erasure::erase_personal;

use crate::support::notification::{assert_problem, complaints, one, screen, sent};
use crate::support::{Client, TestServer};

const DAY: i64 = 24 * 60 * 60 * 1000;
const RESIDENT: &str = "resident@demo.example";

/// A service that receives callbacks about its notifications.
async fn listening_service(server: &TestServer) -> Client {
    let body = json!({"name": "Surveys", "callbackUrl": "https://surveys.example/callbacks"});
    let made = server.as_admin().await.post("/api/services", body).await.body;
    server.service(made["serviceKey"].as_str().unwrap())
}

/// The callbacks to services, oldest first.
async fn told(server: &TestServer) -> Vec<Value> {
    let rows = database::entity::delivery::Entity::find()
        .order_by_asc(database::entity::delivery::Column::Id)
        .all(&*server.state.db)
        .await
        .unwrap();
    rows.iter().map(|row| serde_json::from_str(&row.content).unwrap()).collect()
}

fn about(kind: &str, fields: Value) -> Value {
    let mut body = json!({"targetType": kind, "targetId": "s-1", "user": RESIDENT, "requireAction": false});
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    screen(body)
}

#[tokio::test]
async fn a_survey_is_answered_and_its_service_is_told() {
    let server = TestServer::start().await;
    let service = listening_service(&server).await;
    let id = sent(&service, about("SatisfactionSurvey", json!({}))).await;
    let resident = server.as_resident().await;
    assert!(one(&resident, &id).await.get("reply").is_none());
    let path = format!("/api/notifications/{id}/reply");
    let answer = resident.post(&path, json!({"answer": "satisfied", "note": "Quick and clean"})).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let expected =
        json!({"answer": "satisfied", "note": "Quick and clean", "at": "2026-01-05T12:00:00.000Z"});
    assert_eq!((&answer.body["reply"], &answer.body["isReadStatus"]), (&expected, &json!(true)));
    assert_eq!(one(&resident, &id).await["reply"], expected);
    let told = told(&server).await;
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["type"], "notification.replied");
    assert_eq!(told[0]["data"]["notification"]["id"], id.as_str());
    let reply = &told[0]["data"]["reply"];
    assert_eq!(
        (&reply["answer"], &reply["note"], &reply["repliedBy"]),
        (&json!("satisfied"), &json!("Quick and clean"), &json!(RESIDENT))
    );
    let history = resident.get(&format!("/api/notifications/{id}/history")).await.body;
    assert_eq!(history.as_array().unwrap().last().unwrap()["action"], "Replied");
    let changed = resident.post(&path, json!({"answer": "dissatisfied"})).await.body;
    assert_eq!(changed["reply"]["answer"], "dissatisfied", "the newest counts");
    let all = service.get(&format!("/api/notifications/{id}/replies")).await.body;
    let one_reply = json!([{"answer": "dissatisfied", "note": null, "name": "Rose Adeyemi", "at": "2026-01-05T12:00:00.000Z"}]);
    assert_eq!(all, one_reply);
}

#[tokio::test]
async fn each_resident_of_a_site_replies_for_themselves() {
    let server = TestServer::start().await;
    let service = listening_service(&server).await;
    let id = sent(&service, about("SatisfactionSurvey", json!({"user": null, "siteId": 5}))).await;
    let (rose, noor) = (server.as_resident().await, server.as_neighbour().await);
    let path = format!("/api/notifications/{id}/reply");
    assert_eq!(rose.post(&path, json!({"answer": "very-satisfied"})).await.status, 200);
    assert!(one(&noor, &id).await.get("reply").is_none());
    assert_eq!(noor.post(&path, json!({"answer": "neither"})).await.status, 200);
    assert_eq!(one(&rose, &id).await["reply"]["answer"], "very-satisfied");
    let all = service.get(&format!("/api/notifications/{id}/replies")).await.body;
    assert_eq!(all.as_array().unwrap().len(), 2);
    assert_eq!(told(&server).await.len(), 2);
}

#[tokio::test]
async fn after_nobody_could_get_in_a_resident_says_when_somebody_is_at_home() {
    let server = TestServer::start().await;
    let service = listening_service(&server).await;
    let id = sent(&service, about("NoAccess", json!({}))).await;
    let resident = server.as_resident().await;
    let path = format!("/api/notifications/{id}/reply");
    assert_eq!(complaints(&resident.post(&path, json!({"answer": "at-home"})).await), ["note"]);
    let reply = json!({"answer": "at-home", "note": "Tuesday after two"});
    assert_eq!(resident.post(&path, reply).await.status, 200);
    assert_eq!(told(&server).await[0]["data"]["reply"]["note"], "Tuesday after two");
}

#[tokio::test]
async fn nobody_replies_for_somebody_else_or_to_what_takes_no_reply() {
    let server = TestServer::start().await;
    let id = sent(&server.service(REPAIRS_KEY), about("SatisfactionSurvey", json!({}))).await;
    let path = format!("/api/notifications/{id}/reply");
    let reply = json!({"answer": "satisfied"});
    assert_problem(&server.anonymous().post(&path, reply.clone()).await, 401);
    for other in [server.as_neighbour().await, server.as_stranger().await, server.as_officer().await] {
        assert_problem(&other.post(&path, reply.clone()).await, 404);
    }
    for other in [server.as_manager().await, server.service(REPAIRS_KEY)] {
        assert_problem(&other.post(&path, reply.clone()).await, 403);
    }
    assert_problem(&server.service(INCOME_KEY).get(&format!("/api/notifications/{id}/replies")).await, 404);
    let resident = server.as_resident().await;
    assert_problem(&resident.get(&format!("/api/notifications/{id}/replies")).await, 403);
    let news = sent(&server.service(REPAIRS_KEY), about("RequestActioned", json!({}))).await;
    let refused = resident.post(&format!("/api/notifications/{news}/reply"), reply).await;
    assert_eq!(complaints(&refused), ["answer"]);
    assert_eq!(
        complaints(&resident.post(&path, json!({"answer": "good", "note": 5})).await),
        ["answer", "note"]
    );
}

#[tokio::test]
async fn who_replied_and_in_which_words_is_erased_with_the_notification() {
    let server = TestServer::start().await;
    let id = sent(&server.service(REPAIRS_KEY), about("SatisfactionSurvey", json!({}))).await;
    let reply = json!({"answer": "satisfied", "note": "Xylophone lessons are loud"});
    let resident = server.as_resident().await;
    resident.post(&format!("/api/notifications/{id}/reply"), reply).await;
    assert!(server.stores("xylophone").await);
    server.run("DELETE FROM delivery_attempt").await;
    server.run("DELETE FROM delivery").await;
    server.clock.advance(90 * DAY);
    erase_personal(server.state.context.clone()).await.unwrap();
    let left = server.service(REPAIRS_KEY).get(&format!("/api/notifications/{id}/replies")).await.body;
    assert_eq!(
        (&left[0]["answer"], &left[0]["note"], &left[0]["name"]),
        (&json!("satisfied"), &Value::Null, &json!(""))
    );
}

#[tokio::test]
async fn staff_read_the_replies_to_what_they_can_read() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    let survey = json!({"notificationType": "Email", "email": RESIDENT, "targetType": "SatisfactionSurvey", "targetId": "s-1",
        "templateId": crate::support::notify::OWN_EMAIL, "message": "How did we do?",
        "personalisationParams": {"firstName": "Rose"}});
    let id = sent(&officer, survey).await;
    let reply = json!({"answer": "satisfied", "note": "Quick and clean"});
    let resident = server.as_resident().await;
    assert_eq!(resident.post(&format!("/api/notifications/{id}/reply"), reply).await.status, 200);
    let path = format!("/api/notifications/{id}/replies");
    for who in [&officer, &server.as_manager().await, &server.as_admin().await] {
        let all = who.get(&path).await;
        assert_eq!((all.status, &all.body[0]["note"]), (200, &json!("Quick and clean")), "{all:?}");
    }
    assert_problem(&resident.get(&path).await, 403);
    for other in [server.signed_in("officer2@demo.example").await, server.as_stranger().await] {
        assert_problem(&other.get(&path).await, 404);
    }
}
