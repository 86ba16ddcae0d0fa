//! The escalation ladder: an alarm that nobody acknowledges notifies more people until somebody does.
//!
//! Long because every channel from the press to the acknowledgement has its test here.

use axum::http::Method;
use database::entity::{escalation_contact, message, notify_message};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use server::escalation::{delete_old_contacts, take_replies, tick};

use crate::support::callout::{act, pressed, read, told};
use crate::support::notification::list;
use crate::support::notify::{deliver, listening};
use crate::support::{Client, TestServer};

const SECURITY: &str = "/api/escalation/1";

/// Runs the escalation job for this many seconds, second by second.
async fn seconds(server: &TestServer, count: i64) {
    for _ in 0..count {
        server.clock.advance(1_000);
        tick(&server.state).await.unwrap();
    }
}

/// The e-mails and texts about an alarm, oldest first, as channel and recipient.
async fn messages(server: &TestServer, callout: i64) -> Vec<(String, String)> {
    let rows = message::Entity::find()
        .filter(message::Column::Reference.eq(format!("escalation {callout}")))
        .order_by_asc(message::Column::Id)
        .all(&*server.state.db)
        .await
        .unwrap();
    let mut all: Vec<_> = rows.into_iter().map(|row| (row.channel, row.recipient.unwrap())).collect();
    all.sort();
    all
}

async fn rungs(controller: &Client, callout: i64) -> Vec<(i64, i64)> {
    let answer = controller.get(&format!("/api/callouts/{callout}/escalation")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let taken = answer.body["taken"].as_array().unwrap();
    taken.iter().map(|rung| (rung["step"].as_i64().unwrap(), rung["repetition"].as_i64().unwrap())).collect()
}

/// Two steps: controllers by text after 30 seconds, everybody on the screen after 60, repeated every 60.
fn short() -> Value {
    json!({"steps": [
        {"afterSeconds": 30, "whom": ["controllers", "07700 900999"], "how": ["text"], "repeatSeconds": null},
        {"afterSeconds": 60, "whom": ["everybody"], "how": ["screen"], "repeatSeconds": 60},
    ]})
}

#[tokio::test]
async fn an_alarm_climbs_by_the_default_ladder_until_it_is_acknowledged() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    seconds(&server, 59).await;
    assert_eq!(messages(&server, id).await, []);
    seconds(&server, 1).await;
    let controllers = [("email", "controller@demo.example"), ("text", "+447700900101")];
    let controllers = controllers.map(|(channel, to)| (channel.to_owned(), to.to_owned()));
    assert_eq!(messages(&server, id).await, controllers, "after 60 seconds");
    seconds(&server, 119).await;
    assert_eq!(messages(&server, id).await.len(), 2, "once");
    seconds(&server, 1).await;
    let everybody = messages(&server, id).await;
    for to in ["manager@demo.example", "officer@demo.example", "admin@demo.example", "+447700900102"] {
        assert!(everybody.iter().any(|(_, recipient)| recipient == to), "{to} in {everybody:?}");
    }
    assert!(everybody.iter().all(|(_, to)| to != "resident@demo.example" && to != "stranger@demo.example"));
    let round = everybody.len() - 2;
    seconds(&server, 300).await;
    assert_eq!(messages(&server, id).await.len(), 2 + 2 * round, "again after five minutes");
    assert_eq!(rungs(&controller, id).await, [(1, 1), (2, 1), (2, 2)]);

    act(&controller, id, "acknowledge", json!({})).await;
    let known = messages(&server, id).await.len();
    seconds(&server, 900).await;
    assert_eq!(messages(&server, id).await.len(), known, "a person has seen it");
    let events = told(&read(&resident, id).await);
    let escalated =
        events.iter().filter(|text| text.starts_with("Nobody has acknowledged the alarm.")).count();
    assert_eq!(escalated, 3, "{events:?}");
}

#[tokio::test]
async fn the_last_step_is_on_the_screen_of_everybody_once_however_often_it_repeats() {
    let server = TestServer::start().await;
    let (resident, officer) = (server.as_resident().await, server.as_officer().await);
    pressed(&resident, json!({})).await;
    seconds(&server, 800).await;
    let rows = list(&officer, "").await;
    let waiting = |row: &&Value| row["message"].as_str().unwrap().contains("nobody has acknowledged it");
    let shown: Vec<_> = rows.iter().filter(waiting).collect();
    assert_eq!(shown.len(), 1, "{rows:?}");
    assert!(shown[0]["message"].as_str().unwrap().contains("13 minutes ago"), "{shown:?}");
}

#[tokio::test]
async fn with_nobody_on_duty_the_first_step_is_taken_at_once() {
    let server = TestServer::without_shifts().await;
    let resident = server.as_resident().await;
    let id = pressed(&resident, json!({})).await;
    seconds(&server, 1).await;
    assert_eq!(messages(&server, id).await.len(), 2);
    let climb = server.as_controller().await.get(&format!("/api/callouts/{id}/escalation")).await.body;
    assert_eq!(climb["nextWhom"], json!(["everybody"]), "the first step is taken");
    assert_eq!(climb["nextAt"], "2026-01-05T12:02:00.000Z", "a minute ahead of the ladder");
}

#[tokio::test]
async fn tests_and_demonstrations_do_not_climb() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    for fields in [
        json!({"calloutClassificationId": 2}),
        json!({"responseTypeId": 3, "internalTest": true}),
        json!({"internalTest": true}),
    ] {
        let id = pressed(&resident, fields.clone()).await;
        seconds(&server, 400).await;
        assert_eq!(messages(&server, id).await, [], "{fields}");
    }
}

#[tokio::test]
async fn a_press_after_the_acknowledgement_waits_for_another_one_and_climbs_anew() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    act(&controller, id, "acknowledge", json!({})).await;
    server.clock.advance(60_000);
    assert_eq!(pressed(&resident, json!({})).await, id);
    let row = controller.get("/api/control/callouts").await;
    assert_eq!(row.header("x-unacknowledged-count"), Some("1"));
    assert_eq!(row.body[0]["callout"]["acknowledged"], false, "the control room is asked again");
    assert_eq!(read(&resident, id).await["acknowledged"], true, "the resident was seen, and still is");
    seconds(&server, 60).await;
    assert_eq!(messages(&server, id).await.len(), 2);
    let first = read(&resident, id).await["firstAcknowledgedAt"].clone();
    let again = act(&controller, id, "acknowledge", json!({})).await;
    assert_eq!(again["callout"]["acknowledged"], true);
    assert_eq!(again["callout"]["firstAcknowledgedAt"], first, "who was first stays");
    seconds(&server, 400).await;
    assert_eq!(messages(&server, id).await.len(), 2);
}

#[tokio::test]
async fn a_reply_to_the_text_acknowledges_and_names_who_it_was() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let client = listening(&server).await;
    let id = pressed(&resident, json!({})).await;
    seconds(&server, 60).await;
    deliver(&server, &client).await;
    let text = notify_message::Entity::find()
        .filter(notify_message::Column::Kind.eq("sms"))
        .one(&*server.state.db)
        .await
        .unwrap();
    let text = text.expect("the text has left");
    assert!(
        text.body.contains("Rose Adeyemi") && text.body.ends_with("Reply 1 to say that you have it."),
        "{}",
        text.body
    );
    let reply = async |number: &str, words: &str| {
        let form = format!("service={}&number={number}&content={words}", text.service_id);
        let form = form.replace('+', "%2B").into_bytes();
        let answer = server
            .anonymous()
            .with_header("content-type", "application/x-www-form-urlencoded")
            .send(Method::POST, "/dev/outbox/texts", form)
            .await;
        assert_eq!(answer.status, 303, "{answer:?}");
        take_replies(&server.state, &client).await.unwrap();
    };
    for (number, words) in [("+447700900101", "What?"), ("+447700900101", "2"), ("+447700900102", "1")] {
        reply(number, words).await;
        assert_eq!(read(&resident, id).await["acknowledged"], false, "{number} {words}");
    }
    reply("+447700900101", "1").await;
    let callout = read(&resident, id).await;
    assert_eq!(callout["acknowledged"], true);
    assert_eq!(callout["firstAcknowledgedBy"], "controller@demo.example");
    assert!(told(&callout).contains(&"Con Hart has seen it, by text.".to_owned()), "{:?}", told(&callout));
    seconds(&server, 400).await;
    assert_eq!(messages(&server, id).await.len(), 2);
}

#[tokio::test]
async fn two_alarms_that_wait_are_answered_each_by_its_own_number() {
    let server = TestServer::start().await;
    let (one, other) = (server.as_resident().await, server.as_neighbour().await);
    let first = pressed(&one, json!({})).await;
    let second = pressed(&other, json!({})).await;
    seconds(&server, 60).await;
    let rows = escalation_contact::Entity::find()
        .filter(escalation_contact::Column::Code.is_not_null())
        .order_by_asc(escalation_contact::Column::Id)
        .all(&*server.state.db)
        .await
        .unwrap();
    assert_eq!(rows.iter().map(|row| row.code).collect::<Vec<_>>(), [Some(1), Some(2)], "{first} {second}");
}

#[tokio::test]
async fn the_link_of_the_email_asks_first_and_acknowledges_once() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let client = listening(&server).await;
    let id = pressed(&resident, json!({})).await;
    seconds(&server, 180).await;
    deliver(&server, &client).await;
    let link_to = async |recipient: &str| {
        let rows = notify_message::Entity::find()
            .filter(notify_message::Column::Recipient.eq(recipient))
            .all(&*server.state.db)
            .await;
        let row = rows.unwrap().into_iter().find(|row| row.body.contains("/acknowledge/")).expect(recipient);
        let (_, token) = row.body.split_once("/acknowledge/").unwrap();
        let token: String = token.chars().take_while(|c| !c.is_whitespace()).collect();
        format!("/acknowledge/{token}")
    };
    let (officer, manager) = (link_to("officer@demo.example").await, link_to("manager@demo.example").await);
    let anonymous = server.anonymous();
    let ask = anonymous.get(&officer).await;
    assert_eq!(ask.status, 200, "{ask:?}");
    assert_eq!(read(&resident, id).await["acknowledged"], false, "a mail scanner reads links, too");
    assert_eq!(anonymous.post(&officer, json!({})).await.status, 200);
    let callout = read(&resident, id).await;
    assert_eq!(callout["firstAcknowledgedBy"], "officer@demo.example");
    assert!(told(&callout).contains(&"Olu Dlamini has seen it, by e-mail.".to_owned()));
    assert_eq!(anonymous.post(&manager, json!({})).await.status, 200, "somebody was faster");
    assert_eq!(read(&resident, id).await["firstAcknowledgedBy"], "officer@demo.example");
    assert_eq!(anonymous.get("/acknowledge/guess").await.status, 404);
}

#[tokio::test]
async fn a_closed_account_acknowledges_nothing_by_its_old_link() {
    let server = TestServer::start().await;
    let (resident, admin) = (server.as_resident().await, server.as_admin().await);
    let client = listening(&server).await;
    let id = pressed(&resident, json!({})).await;
    seconds(&server, 180).await;
    deliver(&server, &client).await;
    let rows =
        notify_message::Entity::find().filter(notify_message::Column::Recipient.eq("officer@demo.example"));
    let rows = rows.all(&*server.state.db).await.unwrap();
    let row = rows.into_iter().find(|row| row.body.contains("/acknowledge/")).unwrap();
    let token: String =
        row.body.split_once("/acknowledge/").unwrap().1.chars().take_while(|c| !c.is_whitespace()).collect();
    let users = admin.get("/api/users?q=officer@demo.example").await;
    let user = users.body["results"].as_array().or(users.body.as_array()).unwrap()[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(admin.delete(&format!("/api/users/{user}")).await.status, 204);
    let refused = server.anonymous().post(&format!("/acknowledge/{token}"), json!({})).await;
    assert_eq!(refused.status, 404);
    assert_eq!(read(&resident, id).await["acknowledged"], false);
}

#[tokio::test]
async fn an_admin_sets_the_ladder_of_their_organisation_and_returns_to_the_default() {
    let server = TestServer::start().await;
    let (admin, resident) = (server.as_admin().await, server.as_resident().await);
    let default = admin.get(SECURITY).await;
    assert_eq!(
        (&default.body["isDefault"], default.body["steps"].as_array().unwrap().len()),
        (&json!(true), 2)
    );
    let saved = admin.put(SECURITY, short()).await;
    assert_eq!(saved.status, 200, "{saved:?}");
    assert_eq!((&saved.body["isDefault"], &saved.body["updatedBy"]), (&json!(false), &json!("Ada Green")));
    let id = pressed(&resident, json!({})).await;
    seconds(&server, 30).await;
    let texts = [("text", "+447700900101"), ("text", "+447700900999")];
    assert_eq!(messages(&server, id).await, texts.map(|(channel, to)| (channel.to_owned(), to.to_owned())));
    let medical = pressed(&resident, json!({"responseTypeId": 2})).await;
    seconds(&server, 59).await;
    assert_eq!(messages(&server, medical).await, [], "the medical ladder is another one");
    assert_eq!(admin.delete(SECURITY).await.status, 204);
    assert_eq!(admin.get(SECURITY).await.body["isDefault"], true);
}

#[tokio::test]
async fn a_ladder_that_could_end_in_silence_is_refused_at_its_fields() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let body = json!({"steps": [{"afterSeconds": -1, "whom": ["the moon"], "how": [], "repeatSeconds": 1}]});
    let refused = admin.put(SECURITY, body).await;
    assert_eq!(refused.status, 400, "{refused:?}");
    let step = &refused.body["errors"]["steps"][0];
    for field in ["afterSeconds", "whom", "how", "repeatSeconds"] {
        assert!(step[field][0].is_string(), "{field} in {}", refused.body);
    }
    for path in ["/api/escalation/3", "/api/escalation/9"] {
        assert_eq!(admin.get(path).await.status, 404, "{path}");
    }
    for other in [server.as_resident().await, server.as_officer().await, server.as_controller().await] {
        assert_eq!(other.put(SECURITY, short()).await.status, 403);
    }
}

#[tokio::test]
async fn another_organisations_alarm_is_not_found() {
    let server = TestServer::start().await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    let path = format!("/api/callouts/{id}/escalation");
    assert_eq!(server.as_other_controller().await.get(&path).await.status, 404);
    assert_eq!(server.as_officer().await.get(&path).await.status, 403);
}

#[tokio::test]
async fn who_was_notified_is_forgotten_after_ninety_days_and_the_events_stay() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    seconds(&server, 60).await;
    act(&controller, id, "acknowledge", json!({})).await;
    server.clock.advance(91 * 24 * 3_600_000);
    delete_old_contacts((*server.state).clone()).await.unwrap();
    let rows = escalation_contact::Entity::find().all(&*server.state.db).await.unwrap();
    assert_eq!(rows, []);
    assert_eq!(rungs(&server.as_controller().await, id).await, [(1, 1)]);
}

#[tokio::test]
async fn three_servers_that_climb_at_once_take_each_rung_once() {
    let server = TestServer::start().await;
    let (resident, controller) = (server.as_resident().await, server.as_controller().await);
    let id = pressed(&resident, json!({})).await;
    for pause in [60_000, 120_000, 300_000] {
        server.clock.advance(pause);
        let ticks = [(); 3].map(|()| {
            let state = server.state.clone();
            tokio::spawn(async move { tick(&state).await })
        });
        for tick in ticks {
            tick.await.unwrap().unwrap();
        }
    }
    assert_eq!(rungs(&controller, id).await, [(1, 1), (2, 1), (2, 2)]);
    let all = messages(&server, id).await;
    let to_controller = all.iter().filter(|(_, to)| to == "controller@demo.example").count();
    assert_eq!(to_controller, 3, "one e-mail a rung: {all:?}");
}
