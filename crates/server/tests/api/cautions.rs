//! The visiting officer is notified of cautions about a visit's home, in whichever order the two are created, until the visit is
//! over.

use serde_json::{Value, json};
use server::demo::{INCOME_KEY, REPAIRS_KEY};
use server::notifications::erasure::erase_personal;
use wire::time::Timestamp;

use crate::support::notification::{assert_problem, complaints, list, screen, sent};
use crate::support::{Client, NOON, TestServer};

const HOUR: i64 = 60 * 60 * 1000;

/// The messages about cautions on a person's tray, newest first.
async fn told(by: &Client) -> Vec<String> {
    let found = list(by, "?targetType=CautionaryContact").await;
    found.iter().map(|item| item["message"].as_str().unwrap().to_owned()).collect()
}

async fn visit(server: &TestServer, id: &str, fields: Value) {
    let due = Timestamp::from_millis(NOON + 50 * HOUR).to_string();
    let mut body = json!({"user": "finance@demo.example", "property": "P-7", "dueAt": due});
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    let answer = server.service(REPAIRS_KEY).put(&format!("/api/visits/{id}"), body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

async fn caution(server: &TestServer, id: &str, fields: Value) {
    let mut body = json!({"property": "p-7 ", "message": "Visit in pairs."});
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    let answer = server.service(INCOME_KEY).put(&format!("/api/cautions/{id}"), body).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

const WORDS: &str = "Before your visit to P-7 on Wednesday 7 January, 14:00: Visit in pairs.";

#[tokio::test]
async fn who_visits_is_told_of_a_caution_that_comes_after_the_visit_was_planned() {
    let server = TestServer::start().await;
    visit(&server, "v-1", json!({})).await;
    let visitor = server.as_finance().await;
    assert!(told(&visitor).await.is_empty());
    caution(&server, "c-1", json!({})).await;
    assert_eq!(told(&visitor).await, [WORDS]);
    assert_eq!(told(&server.as_officer().await).await.len(), 1, "and so is the officer of the household");
}

#[tokio::test]
async fn who_visits_is_told_of_a_caution_that_was_there_before() {
    let server = TestServer::start().await;
    caution(&server, "c-1", json!({})).await;
    let visitor = server.as_finance().await;
    assert!(told(&visitor).await.is_empty());
    visit(&server, "v-1", json!({})).await;
    assert_eq!(told(&visitor).await, [WORDS]);
    visit(&server, "v-1", json!({})).await;
    caution(&server, "c-1", json!({})).await;
    assert_eq!(told(&visitor).await.len(), 1, "once");
    caution(&server, "c-1", json!({"message": "Do not visit."})).await;
    assert!(told(&visitor).await[0].ends_with("Do not visit."), "and again when it says something else");
}

#[tokio::test]
async fn a_household_joins_them_too_and_another_home_does_not() {
    let server = TestServer::start().await;
    let visitor = server.as_finance().await;
    visit(&server, "v-1", json!({"property": null, "household": "H-9"})).await;
    caution(&server, "c-1", json!({})).await;
    assert!(told(&visitor).await.is_empty());
    caution(&server, "c-2", json!({"property": null, "household": "h-9"})).await;
    assert_eq!(told(&visitor).await.len(), 1);
}

#[tokio::test]
async fn nobody_is_told_once_the_visit_is_over_or_called_off_or_the_caution_has_ended() {
    let server = TestServer::start().await;
    let visitor = server.user_token("finance@demo.example").await;
    visit(&server, "v-1", json!({"endsAt": Timestamp::from_millis(NOON + 51 * HOUR).to_string()})).await;
    server.clock.advance(50 * HOUR + 1);
    caution(&server, "c-1", json!({})).await;
    let visitor_now = server.user_token("finance@demo.example").await;
    assert_eq!(told(&visitor_now).await.len(), 1, "the visit still goes on");
    server.clock.advance(HOUR);
    caution(&server, "c-2", json!({})).await;
    let visitor_now = server.user_token("finance@demo.example").await;
    assert_eq!(told(&visitor_now).await.len(), 1, "it is over");
    drop(visitor);
    for id in ["c-1", "c-2"] {
        let gone = server.service(INCOME_KEY).delete(&format!("/api/cautions/{id}")).await;
        assert_eq!(gone.status, 204);
    }
    let due = Timestamp::from_millis(server.state.now() + 20 * HOUR).to_string();
    visit(&server, "v-2", json!({"dueAt": due})).await;
    assert_eq!(told(&visitor_now).await.len(), 1, "neither caution holds any more");
    visit(&server, "v-2", json!({"dueAt": due, "state": "cancelled"})).await;
    caution(&server, "c-3", json!({})).await;
    assert_eq!(told(&visitor_now).await.len(), 1, "the visit was called off");
}

#[tokio::test]
async fn somebody_else_who_visits_is_told_as_well() {
    let server = TestServer::start().await;
    visit(&server, "v-1", json!({})).await;
    caution(&server, "c-1", json!({})).await;
    visit(&server, "v-1", json!({"user": "repairs-manager@demo.example"})).await;
    assert_eq!(told(&server.signed_in("repairs-manager@demo.example").await).await, [WORDS]);
}

#[tokio::test]
async fn notifications_of_visits_and_cautions_are_joined_as_well() {
    for visit_first in [true, false] {
        let server = TestServer::start().await;
        let service = server.service(INCOME_KEY);
        let due = Timestamp::from_millis(NOON + 50 * HOUR).to_string();
        let visit =
            screen(json!({"targetType": "VisitDue", "targetId": "v-1", "user": "resident@demo.example",
            "officer": "finance@demo.example", "property": "P-7", "dueAt": due, "requireAction": false}));
        let caution = screen(json!({"targetType": "CautionaryContact", "targetId": "h-1", "property": "p-7",
            "siteId": 5, "message": "Visit in pairs.", "requireAction": false}));
        for body in if visit_first { [visit, caution] } else { [caution, visit] } {
            sent(&service, body).await;
        }
        assert_eq!(told(&server.as_finance().await).await, [WORDS], "visit first: {visit_first}");
        assert_eq!(told(&server.as_officer().await).await, ["Visit in pairs."]);
        assert!(
            told(&server.as_resident().await).await.is_empty(),
            "the resident reads no caution about them"
        );
    }
}

#[tokio::test]
async fn residents_read_no_cautions_and_wrong_ones_are_refused() {
    let server = TestServer::start().await;
    caution(&server, "c-1", json!({"siteId": 5})).await;
    visit(&server, "v-1", json!({"user": "resident@demo.example", "officer": "officer@demo.example"})).await;
    let rose = server.as_resident().await;
    assert_problem(&rose.get("/api/cautions").await, 403);
    let mine = rose.get("/api/visits/v-1").await.body;
    assert_eq!((&mine["cautions"], &mine["state"]), (&json!([]), &json!("planned")));
    let theirs = server.as_officer().await.get("/api/visits/v-1").await.body;
    assert_eq!(theirs["cautions"][0]["message"], "Visit in pairs.");
    assert_eq!(
        (&theirs["residentName"], &theirs["officerName"]),
        (&json!("Rose Adeyemi"), &json!("Olu Dlamini"))
    );
    let put = async |body: Value| server.service(INCOME_KEY).put("/api/cautions/c-9", body).await;
    assert_eq!(complaints(&put(json!({"user": "x"})).await), ["message", "property", "user"]);
    assert_eq!(complaints(&put(json!({"property": "p", "message": "x", "siteId": 6})).await), ["siteId"]);
    assert_problem(
        &server.service(REPAIRS_KEY).put("/api/cautions/c-1", json!({"property": "p", "message": "x"})).await,
        404,
    );
}

#[tokio::test]
async fn visits_that_are_long_over_and_cautions_that_ended_are_erased() {
    let server = TestServer::start().await;
    visit(&server, "v-1", json!({"property": "Xylophone"})).await;
    caution(&server, "c-1", json!({"property": "Xylophone", "message": "Quigley has a dog."})).await;
    assert_eq!(server.service(INCOME_KEY).delete("/api/cautions/c-1").await.status, 204);
    server.clock.advance(50 * HOUR + 90 * 24 * HOUR);
    erase_personal(server.state.context.clone()).await.unwrap();
    assert!(!server.stores("xylophone").await && !server.stores("quigley").await);
}
