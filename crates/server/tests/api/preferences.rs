//! `/api/preferences`: the preferred channels of people, by kind of notification.

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::{Value, json};
use server::demo::INCOME_KEY;

use crate::support::delivery::calling;
use crate::support::device::Device;
use crate::support::notification::{complaints, screen, sent};
use crate::support::notify::OWN_EMAIL;
use crate::support::{Client, TestServer};
use database::entity::{delivery, message};

async fn kind(by: &Client, kind: &str) -> Value {
    let answer = by.get("/api/preferences").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let kinds = answer.body["kinds"].as_array().unwrap().clone();
    kinds.into_iter().find(|one| one["kind"] == kind).unwrap_or_default()
}

async fn choose(by: &Client, kind: &str, channels: Value) {
    let answer = by.put("/api/preferences", json!({"kinds": [{"kind": kind, "channels": channels}]})).await;
    assert_eq!(answer.status, 200, "{answer:?}");
}

async fn mails(server: &TestServer, id: &str) -> Vec<String> {
    let rows = message::Entity::find().filter(message::Column::NotificationId.eq(id));
    let rows = rows.all(&*server.state.db).await.unwrap();
    let mut all: Vec<_> =
        rows.into_iter().map(|row| format!("{} {}", row.channel, row.recipient.unwrap())).collect();
    all.sort();
    all
}

#[tokio::test]
async fn a_resident_sees_every_way_to_them_and_chooses_for_each_kind() {
    let server = TestServer::start().await;
    let rose = server.as_resident().await;
    let all = rose.get("/api/preferences").await.body;
    let ways: Vec<_> =
        all["channels"].as_array().unwrap().iter().map(|way| way["destination"].clone()).collect();
    assert_eq!(ways, [json!("resident@demo.example"), json!("+27831234567"), Value::Null, Value::Null]);
    let before = kind(&rose, "VisitDue").await;
    assert_eq!((&before["channels"], &before["isDefault"]), (&json!(["Email", "Push"]), &json!(true)));
    choose(&rose, "VisitDue", json!(["Text", "Push"])).await;
    let chosen = kind(&rose, "VisitDue").await;
    assert_eq!((&chosen["channels"], &chosen["isDefault"]), (&json!(["Text", "Push"]), &json!(false)));
    assert_eq!(kind(&rose, "NoAccess").await["isDefault"], true, "the others stay as they are");
    assert_eq!(kind(&server.as_neighbour().await, "VisitDue").await["isDefault"], true, "and so do others'");
    choose(&rose, "VisitDue", Value::Null).await;
    assert_eq!(kind(&rose, "VisitDue").await, before);
    assert_eq!(kind(&rose, "CourtAction").await, Value::Null, "what never comes to residents is not asked");
}

#[tokio::test]
async fn everything_wrong_is_told_and_nothing_is_stored() {
    let server = TestServer::start().await;
    let (rose, olu) = (server.as_resident().await, server.as_officer().await);
    let put = async |by: &Client, kinds: Value| by.put("/api/preferences", json!({"kinds": kinds})).await;
    let right = json!({"kind": "VisitDue", "channels": ["Text"]});
    let answer = put(
        &rose,
        json!([right, {"kind": "CourtAction", "channels": []}, {"kind": "NoAccess", "channels": ["Pigeon"]}]),
    )
    .await;
    assert_eq!(complaints(&answer), ["kinds.1.kind", "kinds.2.channels"]);
    assert_eq!(kind(&rose, "VisitDue").await["isDefault"], true);
    assert_eq!(complaints(&put(&rose, json!("all")).await), ["kinds"]);
    let answer = put(&olu, json!([{"kind": "VisitDue", "channels": ["Text"]}])).await;
    assert_eq!(complaints(&answer), ["kinds.0.channels"], "staff have no mobile number here");
    assert_eq!(server.anonymous().get("/api/preferences").await.status, 401);
    assert_eq!(server.service(INCOME_KEY).put("/api/preferences", json!({"kinds": []})).await.status, 401);
}

#[tokio::test]
async fn staff_get_an_e_mail_for_the_kinds_that_they_chose() {
    let server =
        TestServer::with(|config| config.web.public_url = Some("https://tocsin.example".into())).await;
    let finance = server.user_token("finance@demo.example").await;
    choose(&finance, "Estimates", json!(["Email"])).await;
    let service = server.service(INCOME_KEY);
    let id = sent(&service, screen(json!({}))).await;
    assert_eq!(mails(&server, &id).await, ["email finance@demo.example"]);
    let row = message::Entity::find().one(&*server.state.db).await.unwrap().unwrap();
    assert!(row.content.unwrap().contains(&format!("https://tocsin.example/staff/tray/{id}")));
    let other = sent(&service, screen(json!({"targetType": "Actuals"}))).await;
    assert!(mails(&server, &other).await.is_empty());
}

#[tokio::test]
async fn a_named_resident_is_written_to_as_they_chose_and_not_twice() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let to_rose = |fields: Value| {
        let mut body = screen(
            json!({"targetType": "NoAccess", "user": "resident@demo.example", "requireAction": false}),
        );
        for (name, value) in fields.as_object().unwrap() {
            body[name] = value.clone();
        }
        body
    };
    let id = sent(&service, to_rose(json!({}))).await;
    assert!(mails(&server, &id).await.is_empty(), "on screen, as its sender wants, while they chose nothing");
    choose(&server.as_resident().await, "NoAccess", json!(["Email", "Text"])).await;
    let id = sent(&service, to_rose(json!({}))).await;
    assert_eq!(mails(&server, &id).await, ["email resident@demo.example", "text +27831234567"]);
    let also = json!({"requireEmailNotification": true, "email": "rose@home.example", "templateId": OWN_EMAIL, "personalisationParams": {"firstName": "Rose"}, "serviceKey": INCOME_KEY});
    let id = sent(&service, to_rose(also)).await;
    let found = mails(&server, &id).await;
    assert_eq!(found, ["email rose@home.example", "text +27831234567"], "the e-mail is their service's own");
}

#[tokio::test]
async fn a_device_is_quiet_for_the_kinds_that_were_switched_off_but_never_for_an_alarm() {
    let server = calling().await;
    let officer = server.as_officer().await;
    let _device = Device::of(&officer, 201).await;
    choose(&officer, "TenantDeath", json!([])).await;
    choose(&officer, "CalloutRaised", json!([])).await;
    assert_eq!(kind(&officer, "CalloutRaised").await["always"], json!(["Push"]));
    let pushes = async || delivery::Entity::find().count(&*server.state.db).await.unwrap();
    let service = server.service(INCOME_KEY);
    sent(&service, screen(json!({"targetType": "TenantDeath", "siteId": 5}))).await;
    assert_eq!(pushes().await, 0);
    sent(&service, screen(json!({"targetType": "CautionaryContact", "siteId": 5}))).await;
    assert_eq!(pushes().await, 1, "the others still call");
    server.as_resident().await.post("/api/callouts", json!({})).await;
    assert_eq!(pushes().await, 2, "and an alarm always does");
}
