//! A notification to a whole site or tenure: on every screen, and to each resident on the preferred channel.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};
use serde_json::{Value, json};
use server::demo::INCOME_KEY;
use server::notifications::broadcast::reach_residents;
use wire::account::NewAccount;

use crate::support::TestServer;
use crate::support::notification::{complaints, ids, one, screen, sent};
use database::entity::{message, resident, site};

const ACME: i64 = 2;

pub(crate) fn out_of_service(fields: Value) -> Value {
    let mut body = screen(json!({"targetType": "CommunalComponentOutOfService", "targetId": "lift-2",
        "message": "The lift is out of order until Friday.", "requireAction": false}));
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

/// A resident without an account, with these contact details.
pub(crate) async fn neighbour_without_account(
    server: &TestServer,
    name: &str,
    email: &str,
    mobile: &str,
) -> i64 {
    let row = resident::ActiveModel {
        name: Set(name.to_owned()),
        surname: Set("Smith".to_owned()),
        email: Set(email.to_owned()),
        mobile: Set(mobile.to_owned()),
        site_id: Set(Some(5)),
        tenure: Set(Some("leaseholder".to_owned())),
        ..server::accounts::new_resident(ACME, server.state.now())
    };
    row.insert(&*server.state.db).await.unwrap().id
}

/// Gives Acacia Avenue an address to which letters can be delivered.
async fn with_postcode(server: &TestServer) {
    let row = site::Entity::find_by_id(5).one(&*server.state.db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.address = Set("33 Acacia Avenue, London, SW1A 1AA".to_owned());
    row.update(&*server.state.db).await.unwrap();
}

/// Channel and recipient of all messages of one notification.
pub(crate) async fn messages(server: &TestServer, id: &str) -> Vec<(String, String)> {
    reach_residents(server.state.context.clone()).await.unwrap();
    let rows = message::Entity::find()
        .filter(message::Column::NotificationId.eq(id))
        .order_by_asc(message::Column::Id)
        .all(&*server.state.db)
        .await
        .unwrap();
    let mut all: Vec<_> = rows.into_iter().map(|row| (row.channel, row.recipient.unwrap())).collect();
    all.sort();
    all
}

fn to(channel: &str, recipient: &str) -> (String, String) {
    (channel.to_owned(), recipient.to_owned())
}

#[tokio::test]
async fn everybody_of_a_site_is_told_on_screen_and_each_as_they_chose() {
    let server = TestServer::start().await;
    with_postcode(&server).await;
    neighbour_without_account(&server, "Ann", "", "07700 900123").await;
    neighbour_without_account(&server, "Bob", "", "").await;
    let (rose, noor) = (server.as_resident().await, server.as_neighbour().await);
    let kind = "CommunalComponentOutOfService";
    for (who, channels) in [(&rose, json!(["Letter", "Text"])), (&noor, json!([]))] {
        let choice = json!({"kinds": [{"kind": kind, "channels": channels}]});
        assert_eq!(who.put("/api/preferences", choice).await.status, 200);
    }
    let id = sent(&server.service(INCOME_KEY), out_of_service(json!({"siteId": 5}))).await;
    for who in [&rose, &noor] {
        assert_eq!(ids(who, "").await, [id.as_str()], "it is on every screen");
    }
    assert!(ids(&server.as_stranger().await, "").await.is_empty());
    let expected = [
        to("letter", "Bob Smith\n33 Acacia Avenue\nLondon\nSW1A 1AA"),
        to("letter", "Rose Adeyemi\n33 Acacia Avenue\nLondon\nSW1A 1AA"),
        to("text", "+27831234567"),
        to("text", "07700 900123"),
    ];
    assert_eq!(messages(&server, &id).await, expected);
    assert_eq!(messages(&server, &id).await.len(), 4, "nobody is written to twice");
    let counted = one(&server.service(INCOME_KEY), &id).await["reached"].clone();
    let expected =
        json!([{"channel": "Letter", "count": 2, "failed": 0}, {"channel": "Text", "count": 2, "failed": 0}]);
    assert_eq!(counted, expected, "its sender sees how many were written to");
    assert!(one(&rose, &id).await.get("reached").is_none(), "residents do not");
}

#[tokio::test]
async fn who_chose_nothing_is_written_to_by_the_first_way_that_reaches_them() {
    let server = TestServer::start().await;
    let id = sent(&server.service(INCOME_KEY), out_of_service(json!({"siteId": 5}))).await;
    let expected = [to("email", "neighbour@demo.example"), to("email", "resident@demo.example")];
    assert_eq!(messages(&server, &id).await, expected);
}

#[tokio::test]
async fn what_was_chosen_and_reaches_nobody_is_made_up_for() {
    let server = TestServer::start().await;
    let rose = server.as_resident().await;
    let choice = json!({"kinds": [{"kind": "CommunalComponentOutOfService", "channels": ["Letter"]}]});
    assert_eq!(rose.put("/api/preferences", choice).await.status, 200);
    let id = sent(&server.service(INCOME_KEY), out_of_service(json!({"siteId": 5}))).await;
    // The demo's addresses are not in the United Kingdom, so letters cannot be delivered there.
    assert!(messages(&server, &id).await.contains(&to("email", "resident@demo.example")));
}

#[tokio::test]
async fn everybody_of_a_tenure_is_told_wherever_they_live() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let noor =
        server::auth::account::find(&*server.state.db, "neighbour@demo.example").await.unwrap().unwrap();
    let path = format!("/api/users/{}", noor.id);
    let changed = admin.patch(&path, json!({"tenure": " Leaseholder "})).await;
    assert_eq!((changed.status, &changed.body["tenure"]), (200, &json!("leaseholder")), "{changed:?}");
    let service = server.service(INCOME_KEY);
    let reminder = |fields: Value| {
        let mut body = out_of_service(fields);
        body["targetType"] = json!("ProcessReminder");
        body
    };
    for (fields, rose_gets, noor_gets) in [
        (json!({"tenure": "leaseholder"}), false, true),
        (json!({"tenure": "Tenant"}), true, false),
        (json!({"tenure": "LEASEHOLDER", "siteId": 5}), false, true),
        (json!({"siteId": 5}), true, true),
    ] {
        for body in [out_of_service(fields.clone()), reminder(fields.clone())] {
            let id = sent(&service, body).await;
            for (who, gets) in
                [(server.as_resident().await, rose_gets), (server.as_neighbour().await, noor_gets)]
            {
                assert_eq!(ids(&who, "").await.contains(&id), gets, "{fields}");
            }
            let written = messages(&server, &id).await.len();
            assert_eq!(written, usize::from(rose_gets) + usize::from(noor_gets), "{fields}");
        }
    }
}

#[tokio::test]
async fn who_becomes_a_leaseholder_finds_what_waits_for_leaseholders() {
    let server = TestServer::start().await;
    neighbour_without_account(&server, "Ann", "ann@home.example", "").await;
    let id = sent(&server.service(INCOME_KEY), out_of_service(json!({"tenure": "leaseholder"}))).await;
    let rose = server.as_resident().await;
    assert!(ids(&rose, "").await.is_empty());
    let number = crate::support::provider::own_id(&rose).await;
    let admin = server.as_admin().await;
    let path = format!("/api/v2/resident/{number}");
    let changed = admin.patch(&path, json!({"tenure": "leaseholder"})).await;
    assert_eq!((changed.status, &changed.body["tenure"]), (200, &json!("leaseholder")), "{changed:?}");
    assert_eq!(ids(&rose, "").await, [id.as_str()]);
    assert_eq!(admin.patch(&path, json!({"tenure": ""})).await.body["tenure"], Value::Null);
    assert!(ids(&rose, "").await.is_empty(), "and it goes when they are none any more");
    assert_eq!(admin.patch(&path, json!({"tenure": "x".repeat(61)})).await.status, 400);
}

#[tokio::test]
async fn an_audience_that_is_empty_or_unknown_is_refused() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let empty = site::ActiveModel {
        organisation_id: Set(ACME),
        name: Set("Empty Court".to_owned()),
        address: Set(String::new()),
        created_at: Set(0),
        ..Default::default()
    };
    let empty = empty.insert(&*server.state.db).await.unwrap().id;
    for (fields, field) in [
        (json!({"siteId": empty}), "siteId"),
        (json!({"siteId": 999}), "siteId"),
        (json!({"siteId": 6}), "siteId"),
        (json!({}), "siteId"),
        (json!({"tenure": "freeholder"}), "tenure"),
        (json!({"siteId": 5, "tenure": "freeholder"}), "tenure"),
        (json!({"tenure": "moon\nbase"}), "tenure"),
        (json!({"siteId": empty, "targetType": "ProcessReminder"}), "siteId"),
        (json!({"tenure": "freeholder", "targetType": "ProcessReminder"}), "tenure"),
        (json!({"targetType": "ProcessReminder"}), "user"),
        (json!({"targetType": "ProcessReminder", "user": "nobody@nowhere.example"}), "user"),
    ] {
        let answer = service.post("/api/notifications", out_of_service(fields.clone())).await;
        assert_eq!(complaints(&answer), [field], "{fields}");
    }
    let answer = service.post("/api/notifications", out_of_service(json!({"tenure": "freeholder"}))).await;
    let said = answer.body["errors"]["tenure"][0].as_str().unwrap();
    assert!(said.contains("tenant"), "it says what there is: {said}");
    assert!(ids(&service, "").await.is_empty(), "nothing was stored");
}

#[tokio::test]
async fn a_broadcast_goes_on_where_a_stopped_server_left_it() {
    let server = TestServer::start().await;
    for number in 0..45 {
        let email = format!("r{number}@home.example");
        neighbour_without_account(&server, "Ann", &email, "").await;
    }
    let id = sent(&server.service(INCOME_KEY), out_of_service(json!({"siteId": 5}))).await;
    let known = resident::Entity::find().filter(resident::Column::SiteId.eq(5));
    let known = known.order_by_asc(resident::Column::Id).all(&*server.state.db).await.unwrap();
    let done = known[2].id;
    server.run(&format!("UPDATE notification SET reach_after = {done}")).await;
    assert_eq!(
        messages(&server, &id).await.len(),
        known.len() - 3,
        "each behind the last one, over several transactions"
    );
}

#[tokio::test]
async fn tenure_is_asked_of_residents_only() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let new = |role: &str| json!({"email": format!("{role}9@acme.example"), "name": "Jo", "role": role, "site": 5, "tenure": "Shared Owner"});
    let made = admin.post("/api/users", new("resident")).await;
    assert_eq!((made.status, &made.body["user"]["tenure"]), (201, &json!("shared owner")), "{made:?}");
    let refused = admin.post("/api/users", new("officer")).await;
    assert_eq!(refused.status, 400);
    assert!(refused.body["errors"]["tenure"].is_array(), "{refused:?}");
    let new = NewAccount { tenure: Some("a".repeat(61)), ..NewAccount::default() };
    assert!(new.problems().at("tenure").is_some());
}
