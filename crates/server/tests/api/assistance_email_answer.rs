//! `/answer/{token}`: the recipient of an e-mail about a request answers through its link, and the resident sees the answer.

use sea_orm::EntityTrait;
use serde_json::{Value, json};
use wire::delivery::DeliveryState;

use crate::support::provider::created;
use crate::support::request::{asked, end, read};
use crate::support::{Answer, Client, TestServer};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// The id of a provider with e-mail notifiers only.
async fn emailed(server: &TestServer, people: Value) -> i64 {
    let body = json!({"email_notifiers": people, "webhook_notifiers": [], "push_notifiers": []});
    created(&server.as_admin().await, body).await["id"].as_i64().unwrap()
}

fn sam() -> Value {
    json!([{"name": "Sam Khan", "email": "sam@family.example"}])
}

/// The paths of the pages that the e-mails link to, in the order of the notifiers.
async fn pages(server: &TestServer) -> Vec<String> {
    let rows = database::entity::delivery::Entity::find().all(&*server.state.db).await.unwrap();
    let mut rows: Vec<_> = rows.into_iter().filter(|row| row.kind == "email").collect();
    rows.sort_by_key(|row| row.notifier_id);
    let page = |content: &str| {
        let body = serde_json::from_str::<Value>(content).unwrap()["body"].as_str().unwrap().to_owned();
        let line = body.lines().find_map(|line| line.strip_prefix("I am coming: ")).unwrap().to_owned();
        let path = line.strip_prefix("http://localhost:8080").unwrap();
        path.strip_suffix("?answer=coming").unwrap().to_owned()
    };
    rows.iter().map(|row| page(&row.content)).collect()
}

async fn press(client: &Client, page: &str, answer: &str) -> Answer {
    let form = format!("answer={answer}").into_bytes();
    let client = client.clone().with_header("content-type", "application/x-www-form-urlencoded");
    client.send(axum::http::Method::POST, page, form).await
}

fn text(answer: &Answer) -> String {
    String::from_utf8(answer.bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn who_is_asked_by_email_answers_by_its_link_and_the_resident_sees_it() {
    let server = TestServer::start().await;
    let provider = emailed(&server, sam()).await;
    let resident = server.as_resident().await;
    let request = asked(&resident, provider).await;
    let page = pages(&server).await.remove(0);
    let anybody = server.anonymous();
    let question = anybody.get(&format!("{page}?answer=coming")).await;
    assert_eq!(question.status, 200);
    assert!(text(&question).contains("Rose Adeyemi of Acacia Avenue asks for"), "{}", text(&question));
    assert!(text(&question).contains("I am coming") && text(&question).contains("I cannot"));
    assert_eq!(read(&resident, &request).await["answers"], json!([]), "looking at the page answers nothing");

    server.clock.advance(4_000);
    let done = press(&anybody, &page, "coming").await;
    assert_eq!(done.status, 200);
    assert!(text(&done).contains("You are coming"));
    let seen = read(&resident, &request).await;
    assert_eq!((&seen["status"], &seen["reached"]), (&json!("coming"), &json!("2026-01-05T12:00:04.000Z")));
    assert_eq!(
        seen["answers"],
        json!([{"name": "Sam Khan", "answer": "coming", "at": "2026-01-05T12:00:04.000Z"}])
    );
    assert_eq!(press(&anybody, &page, "coming").await.status, 200);
    assert_eq!(read(&resident, &request).await, seen, "twice is once");
    assert!(text(&anybody.get(&page).await).contains("Your answer so far: you are coming."));
    let record = format!("/api/records/assistance-request/{}", request["id"]);
    assert_eq!(server.as_officer().await.get(&record).await.body["state"], "Somebody is coming");

    assert_eq!(press(&anybody, &page, "cannot").await.status, 200);
    assert_eq!(read(&resident, &request).await["status"], "declined", "the newest answer counts");
}

#[tokio::test]
async fn one_who_cannot_come_does_not_answer_for_the_other_who_was_asked_by_email() {
    let server = TestServer::start().await;
    let people = json!([{"name": "Sam Khan", "email": "sam@family.example"}, {"name": "Sam Khan", "email": "other@family.example"}]);
    let provider = emailed(&server, people).await;
    let resident = server.as_resident().await;
    let request = asked(&resident, provider).await;
    end(&server, "email", DeliveryState::Delivered).await;
    let pages = pages(&server).await;
    press(&server.anonymous(), &pages[0], "cannot").await;
    assert_eq!(read(&resident, &request).await["status"], "delivered", "the other may still come");
    press(&server.anonymous(), &pages[1], "coming").await;
    let seen = read(&resident, &request).await;
    assert_eq!((&seen["status"], &seen["answers"][1]["name"]), (&json!("coming"), &json!("Sam Khan (2)")));
}

#[tokio::test]
async fn when_everybody_asked_by_email_cannot_the_next_provider_is_asked() {
    let server = TestServer::start().await;
    let provider = emailed(&server, sam()).await;
    server.run("UPDATE organisation SET escalation = TRUE").await;
    let resident = server.as_resident().await;
    let request = asked(&resident, provider).await;
    let page = pages(&server).await.remove(0);
    let before = read(&resident, &request).await["tried"].as_array().unwrap().len();
    press(&server.anonymous(), &page, "cannot").await;
    assert_eq!(read(&resident, &request).await["tried"].as_array().unwrap().len(), before + 1);
}

#[tokio::test]
async fn a_link_is_good_for_one_person_one_request_and_one_day() {
    let server = TestServer::start().await;
    let provider = emailed(&server, sam()).await;
    let resident = server.as_resident().await;
    let request = asked(&resident, provider).await;
    let page = pages(&server).await.remove(0);
    let anybody = server.anonymous();
    let mut changed = page.clone().into_bytes();
    changed[20] = if changed[20] == b'A' { b'B' } else { b'A' };
    let changed = String::from_utf8(changed).unwrap();
    for wrong in ["/answer/guess", "/answer/%20", &changed] {
        assert_eq!(anybody.get(wrong).await.status, 404, "{wrong}");
        assert_eq!(press(&anybody, wrong, "coming").await.status, 404, "{wrong}");
    }
    assert_eq!(press(&anybody, &page, "perhaps").await.status, 400);
    server.clock.advance(DAY - 1);
    assert_eq!(anybody.get(&page).await.status, 200);
    server.clock.advance(1);
    assert_eq!(anybody.get(&page).await.status, 404);
    assert_eq!(press(&anybody, &page, "coming").await.status, 404);
    assert_eq!(read(&resident, &request).await["answers"], json!([]));
}

#[tokio::test]
async fn a_link_ends_with_the_notifier_that_it_was_for() {
    let server = TestServer::start().await;
    let provider = emailed(&server, sam()).await;
    asked(&server.as_resident().await, provider).await;
    let page = pages(&server).await.remove(0);
    let path = format!("/api/v2/assistance-provider/{provider}");
    let admin = server.as_admin().await;
    let others = json!({"email_notifiers": [{"name": "Kim", "email": "kim@family.example"}]});
    assert_eq!(admin.patch(&path, others).await.status, 200);
    assert_eq!(server.anonymous().get(&page).await.status, 404);
    assert_eq!(press(&server.anonymous(), &page, "coming").await.status, 404);
}

#[tokio::test]
async fn a_trial_by_email_has_no_link_that_answers() {
    let server = TestServer::start().await;
    let body = json!({"name": "Family", "label": "Family", "content_type": "site", "object_id": 5, "email_notifiers": sam()});
    let trial = server.as_admin().await.post("/api/v2/assistance-provider/test", body).await;
    assert_eq!(trial.status, 200, "{trial:?}");
    let sent = trial.body["results"][0]["body"].as_str().unwrap();
    assert!(!sent.contains("/answer/") && sent.contains("In a real request"), "{sent}");
}
