//! `/api/visits`: a visit is announced the day before, and either side confirms or moves it; the other side and the service are
//! notified.

use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};
use serde_json::{Value, json};
use server::calendar::Calendar;
use server::demo::{INCOME_KEY, REPAIRS_KEY};
use server::notifications::arrivals::arrive_due;
use wire::time::Timestamp;

use crate::support::notification::{assert_problem, complaints, list, one, screen, sent};
use crate::support::{Answer, Client, NOON, TestServer};
use database::entity::{delivery, message, service};

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;

fn at(millis: i64) -> String {
    Timestamp::from_millis(millis).to_string()
}

/// A visit to Rose by Olu in three days, with two alternative times.
async fn plan(server: &TestServer, fields: Value) -> Answer {
    let mut body = json!({"user": "resident@demo.example", "officer": "officer@demo.example", "property": "P-7",
        "dueAt": at(NOON + 3 * DAY), "slots": [at(NOON + 5 * DAY), at(NOON + 4 * DAY)]});
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    let answer = server.service(INCOME_KEY).put("/api/visits/v-1", body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer
}

async fn visits(by: &Client) -> Vec<String> {
    let found = list(by, "?targetType=VisitDue").await;
    found.iter().map(|item| item["message"].as_str().unwrap().to_owned()).collect()
}

async fn until(server: &TestServer, millis: i64) {
    server.clock.advance(millis - server.state.now());
    arrive_due(server.state.context.clone()).await.unwrap();
}

/// The callbacks to the service, oldest first.
async fn callbacks(server: &TestServer) -> Vec<Value> {
    let rows = delivery::Entity::find().all(&*server.state.db).await.unwrap();
    let rows = rows.iter().filter(|row| row.event_type == "notification.visit-answered");
    let body = |row: &delivery::Model| -> Value { serde_json::from_str(&row.content).unwrap() };
    rows.map(|row| body(row)["data"]["visit"].clone()).collect()
}

/// Registers a callback for Income Services.
async fn with_callback(server: &TestServer) {
    let id = &INCOME_KEY[INCOME_KEY.len() - 73..INCOME_KEY.len() - 37];
    let row = service::Entity::find_by_id(id).one(&*server.state.db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.callback_url = Set(Some("https://income.example/told".to_owned()));
    row.update(&*server.state.db).await.unwrap();
}

#[tokio::test]
async fn a_visit_is_announced_to_both_the_day_before() {
    let server = TestServer::start().await;
    plan(&server, json!({"officerMessage": "Rose, 33 Acacia Avenue"})).await;
    for (time, there) in [(NOON, 0), (NOON + 2 * DAY - 1, 0), (NOON + 2 * DAY, 1)] {
        until(&server, time).await;
        assert_eq!(visits(&server.as_resident().await).await.len(), there);
        assert_eq!(visits(&server.as_officer().await).await.len(), there);
    }
    assert_eq!(visits(&server.as_resident().await).await, ["We visit you on Thursday 8 January, 12:00."]);
    assert_eq!(visits(&server.as_officer().await).await, ["Rose, 33 Acacia Avenue"]);
    let mail = message::Entity::find().one(&*server.state.db).await.unwrap().unwrap();
    assert_eq!(mail.recipient.as_deref(), Some("resident@demo.example"), "and by the way that reaches them");
}

#[tokio::test]
async fn the_operator_chooses_the_calendar_and_the_time_of_day() {
    let server =
        TestServer::with(|config| config.calendar = Calendar::new("Europe/London", Some("09:00")).unwrap())
            .await;
    // Half past midnight of 30 March in London, just after the change to summer time.
    let due = "2026-03-29T23:30:00Z";
    plan(&server, json!({"dueAt": due})).await;
    let reminder = Timestamp::try_from("2026-03-29T08:00:00Z".to_owned()).unwrap().millis();
    until(&server, reminder - 1).await;
    assert!(visits(&server.user_token("resident@demo.example").await).await.is_empty());
    until(&server, reminder).await;
    let told = visits(&server.user_token("resident@demo.example").await).await;
    assert_eq!(told, ["We visit you on Monday 30 March, 00:30."]);
}

#[tokio::test]
async fn a_resident_chooses_an_offered_time_and_the_visit_moves() {
    let server = TestServer::start().await;
    with_callback(&server).await;
    plan(&server, json!({})).await;
    until(&server, NOON + 2 * DAY).await;
    let (rose, olu) = (server.as_resident().await, server.as_officer().await);
    let item = list(&rose, "").await[0].clone();
    assert_eq!(item["slots"], json!([at(NOON + 4 * DAY), at(NOON + 5 * DAY)]), "the earliest first");
    let path = format!("/api/notifications/{}/visit", item["id"].as_str().unwrap());
    let answer = async |body: Value| rose.post(&path, body).await;
    let other = answer(json!({"answer": "rearrange", "slot": at(NOON + 6 * DAY)})).await;
    assert_eq!(complaints(&other), ["slot"], "not offered");
    let past = answer(json!({"answer": "rearrange", "slot": at(NOON)})).await;
    assert_eq!(complaints(&past), ["slot"]);
    let moved =
        answer(json!({"answer": "rearrange", "slot": at(NOON + 5 * DAY), "note": "Ring twice"})).await;
    assert_eq!(moved.status, 200, "{moved:?}");
    assert_eq!(
        (&moved.body["dueAt"], &moved.body["visitAnswer"]["slot"]),
        (&json!(at(NOON + 5 * DAY)), &json!(at(NOON + 5 * DAY)))
    );
    let told = visits(&olu).await;
    assert_eq!(told[0], "Rose Adeyemi moved the visit to Saturday 10 January, 12:00. Ring twice");
    let stored = olu.get("/api/visits/v-1").await.body;
    assert_eq!(
        (&stored["dueAt"], &stored["answer"]["answer"]),
        (&json!(at(NOON + 5 * DAY)), &json!("confirmed"))
    );
    let said = callbacks(&server).await;
    assert_eq!(said.len(), 1);
    for (field, value) in [
        ("id", json!("v-1")),
        ("answer", json!("rearrange")),
        ("slot", json!(at(NOON + 5 * DAY))),
        ("dueAt", json!(at(NOON + 5 * DAY))),
        ("moved", json!(true)),
        ("by", json!("resident")),
        ("note", json!("Ring twice")),
    ] {
        assert_eq!(said[0][field], value, "{field}");
    }
    // Both are reminded again, the day before the new time.
    until(&server, NOON + 4 * DAY).await;
    let rose = server.as_resident().await;
    assert_eq!(visits(&rose).await[0], "We visit you on Saturday 10 January, 12:00.");
    let history = rose.get(&path.replace("/visit", "/history")).await.body;
    assert!(history.as_array().unwrap().iter().any(|entry| entry["action"] == "VisitMoved"), "{history}");
}

#[tokio::test]
async fn where_no_times_are_offered_a_resident_asks_and_the_officer_confirms_or_chooses() {
    let server = TestServer::start().await;
    with_callback(&server).await;
    plan(&server, json!({"slots": []})).await;
    until(&server, NOON + 2 * DAY).await;
    let (rose, olu) = (server.as_resident().await, server.as_officer().await);
    let item = list(&rose, "").await[0]["id"].as_str().unwrap().to_owned();
    let wish = json!({"answer": "rearrange", "slot": at(NOON + 6 * DAY)});
    let asked = rose.post(&format!("/api/notifications/{item}/visit"), wish).await;
    assert_eq!(
        (asked.status, &asked.body["dueAt"]),
        (200, &json!(at(NOON + 3 * DAY))),
        "it has not moved yet: {asked:?}"
    );
    let told = list(&olu, "").await[0].clone();
    assert_eq!(
        told["message"],
        "Rose Adeyemi asks for another time: Sunday 11 January, 12:00. Confirm it, or choose another."
    );
    let path = format!("/api/notifications/{}/visit", told["id"].as_str().unwrap());
    let confirmed = olu.post(&path, json!({"answer": "confirmed"})).await;
    assert_eq!(
        (confirmed.status, &confirmed.body["dueAt"]),
        (200, &json!(at(NOON + 6 * DAY))),
        "{confirmed:?}"
    );
    assert_eq!(visits(&rose).await[0], "Olu Dlamini confirms the visit on Sunday 11 January, 12:00.");
    let other =
        olu.post("/api/visits/v-1/answer", json!({"answer": "rearrange", "slot": at(NOON + 7 * DAY)})).await;
    assert_eq!((other.status, &other.body["dueAt"]), (200, &json!(at(NOON + 7 * DAY))), "{other:?}");
    assert_eq!(other.body["answer"], Value::Null, "the resident is asked again");
    assert_eq!(
        visits(&rose).await[0],
        "Olu Dlamini moved our visit to Monday 12 January, 12:00. Does this suit you?"
    );
    let said = callbacks(&server).await;
    let mut steps: Vec<_> =
        said.iter().map(|one| (one["by"].as_str().unwrap(), one["moved"].as_bool().unwrap())).collect();
    steps.sort_unstable();
    assert_eq!(steps, [("officer", true), ("officer", true), ("resident", false)]);
    let newest = list(&rose, "").await[0]["id"].as_str().unwrap().to_owned();
    let yes = rose.post(&format!("/api/notifications/{newest}/visit"), json!({"answer": "confirmed"})).await;
    assert_eq!(yes.body["visitAnswer"]["answer"], "confirmed", "{yes:?}");
    assert_eq!(olu.get("/api/visits/v-1").await.body["answer"]["answer"], "confirmed");
}

#[tokio::test]
async fn an_officer_asks_in_words_or_confirms_and_the_resident_reads_it() {
    let server = TestServer::start().await;
    plan(&server, json!({"dueAt": at(NOON + 20 * HOUR)})).await;
    let (rose, olu) = (server.as_resident().await, server.as_officer().await);
    let answer = async |body: Value| olu.post("/api/visits/v-1/answer", body).await;
    assert_eq!(answer(json!({"answer": "confirmed"})).await.status, 200);
    assert_eq!(visits(&rose).await[0], "Olu Dlamini confirms the visit on Tuesday 6 January, 08:00.");
    assert_eq!(answer(json!({"answer": "rearrange", "note": "I am ill"})).await.status, 200);
    assert_eq!(visits(&rose).await[0], "Olu Dlamini asks for another day: I am ill");
    assert_eq!(complaints(&answer(json!({"answer": "rearrange"})).await), ["note"]);
    assert_eq!(complaints(&answer(json!({"answer": "confirmed", "slot": at(NOON + DAY)})).await), ["slot"]);
    for other in [server.as_neighbour().await, server.as_stranger().await] {
        let refused = other.post("/api/visits/v-1/answer", json!({"answer": "confirmed"})).await;
        assert_problem(&refused, 404);
    }
    server.clock.advance(20 * HOUR);
    let late = server.as_officer().await.post("/api/visits/v-1/answer", json!({"answer": "confirmed"})).await;
    assert_problem(&late, 409);
}

#[tokio::test]
async fn a_service_moves_a_visit_and_calls_it_off() {
    let server = TestServer::start().await;
    plan(&server, json!({"dueAt": at(NOON + 20 * HOUR)})).await;
    let (rose, olu) = (server.as_resident().await, server.as_officer().await);
    assert_eq!((visits(&rose).await.len(), visits(&olu).await.len()), (1, 1), "tomorrow: at once");
    plan(&server, json!({"dueAt": at(NOON + 20 * HOUR)})).await;
    assert_eq!(visits(&rose).await.len(), 1, "the same again is no news");
    plan(&server, json!({"dueAt": at(NOON + 3 * DAY)})).await;
    assert_eq!(
        visits(&rose).await[0],
        "Income Services moved our visit to Thursday 8 January, 12:00. Does this suit you?"
    );
    assert_eq!(
        visits(&olu).await[0],
        "Income Services moved your visit to P-7 to Thursday 8 January, 12:00."
    );
    let listed = list(&rose, "?targetType=VisitDue").await;
    assert!(listed.iter().all(|item| item["dueAt"] == json!(at(NOON + 3 * DAY))), "none shows the old time");
    let off = plan(&server, json!({"dueAt": at(NOON + 3 * DAY), "state": "cancelled"})).await;
    assert_eq!(off.body["state"], "cancelled");
    assert_eq!(
        visits(&rose).await,
        ["Income Services called off our visit on Thursday 8 January, 12:00. You need not wait for us."]
    );
    until(&server, NOON + 2 * DAY).await;
    assert_eq!(visits(&server.as_resident().await).await.len(), 1, "and nobody is reminded of it");
    let answer =
        server.as_officer().await.post("/api/visits/v-1/answer", json!({"answer": "confirmed"})).await;
    assert_problem(&answer, 409);
}

#[tokio::test]
async fn a_visit_that_was_posted_as_a_notification_is_one_of_the_list() {
    let server = TestServer::start().await;
    let body = json!({"targetType": "VisitDue", "targetId": "v-9", "user": "resident@demo.example", "requireAction": false,
        "officer": "finance@demo.example", "property": "P-7", "dueAt": at(NOON + 3 * DAY), "slots": [at(NOON + 4 * DAY)]});
    sent(&server.service(INCOME_KEY), screen(body)).await;
    let listed = server.as_finance().await.get("/api/visits").await.body;
    assert_eq!((&listed[0]["id"], &listed[0]["resident"]), (&json!("v-9"), &json!("resident@demo.example")));
    until(&server, NOON + 2 * DAY).await;
    let rose = server.as_resident().await;
    let item = list(&rose, "").await[0]["id"].as_str().unwrap().to_owned();
    let slot = json!({"answer": "rearrange", "slot": at(NOON + 4 * DAY)});
    let moved = rose.post(&format!("/api/notifications/{item}/visit"), slot).await;
    assert_eq!(moved.status, 200, "{moved:?}");
    assert_eq!(one(&rose, &item).await["dueAt"], json!(at(NOON + 4 * DAY)));
    let listed = server.as_finance().await.get("/api/visits").await.body;
    assert_eq!(listed[0]["dueAt"], json!(at(NOON + 4 * DAY)));
}

#[tokio::test]
async fn wrong_visits_are_refused_and_others_are_not_seen() {
    let server = TestServer::start().await;
    let put = async |body: Value| server.service(INCOME_KEY).put("/api/visits/v-1", body).await;
    assert_eq!(complaints(&put(json!({})).await), ["dueAt", "user"]);
    let due = at(NOON + 3 * DAY);
    for (body, field) in [
        (json!({"user": "nobody@nowhere.example", "dueAt": due}), "user"),
        (json!({"user": "stranger@demo.example", "dueAt": due}), "user"),
        (
            json!({"user": "resident@demo.example", "officer": "neighbour@demo.example", "dueAt": due}),
            "officer",
        ),
        (json!({"user": "resident@demo.example", "siteId": 6, "dueAt": due}), "siteId"),
    ] {
        assert_eq!(complaints(&put(body.clone()).await), [field], "{body}");
    }
    plan(&server, json!({})).await;
    assert_problem(&server.service(REPAIRS_KEY).get("/api/visits/v-1").await, 404);
    let others = server
        .service(REPAIRS_KEY)
        .put("/api/visits/v-1", json!({"user": "resident@demo.example", "dueAt": due}))
        .await;
    assert_problem(&others, 404);
    assert_eq!(complaints(&server.as_manager().await.get("/api/visits?state=odd").await), ["state"]);
    assert_eq!(server.as_stranger().await.get("/api/visits").await.body, json!([]));
    until(&server, NOON + 3 * DAY).await;
    let manager = server.as_manager().await;
    assert_eq!(manager.get("/api/visits").await.body, json!([]));
    assert_eq!(manager.get("/api/visits?state=over").await.body[0]["state"], "over");
}
