//! One journey: a service announces a visit to a whole site, each resident receives it on the preferred channel, one of them
//! moves it, and the officer and the service are notified.

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::{Value, json};
use server::demo::INCOME_KEY;
use server::notifications::broadcast::reach_residents;
use wire::time::Timestamp;

use crate::support::notification::{list, screen, sent as posted};
use crate::support::notify::{deliver, listening};
use crate::support::{NOON, TestServer};
use database::entity::{delivery, notify_message, site};

const HOUR: i64 = 60 * 60 * 1000;

/// Registers a callback for Income Services.
async fn callback_of_income(server: &TestServer) {
    let id = &INCOME_KEY[INCOME_KEY.len() - 73..INCOME_KEY.len() - 37];
    let change = json!({"callbackUrl": "https://income.example/callbacks"});
    assert_eq!(server.as_admin().await.patch(&format!("/api/services/{id}"), change).await.status, 200);
}

/// Messages sent by the embedded service: channel, recipient and content.
async fn carried(server: &TestServer) -> Vec<(String, String, String)> {
    let rows = notify_message::Entity::find().all(&*server.state.db).await.unwrap();
    let mut all: Vec<_> = rows.into_iter().map(|row| (row.kind, row.recipient, row.body)).collect();
    all.sort();
    all
}

#[tokio::test]
async fn a_site_is_told_each_resident_reads_it_one_moves_the_visit_and_service_and_officer_hear_of_it() {
    let server = TestServer::start().await;
    callback_of_income(&server).await;
    let client = listening(&server).await;
    let row = site::Entity::find_by_id(5).one(&*server.state.db).await.unwrap().unwrap();
    let mut row = row.into_active_model();
    row.address = Set("33 Acacia Avenue, London, SW1A 1AA".to_owned());
    row.update(&*server.state.db).await.unwrap();
    let (rose, noor) = (server.as_resident().await, server.as_neighbour().await);
    for (who, channels) in [(&rose, json!(["Text"])), (&noor, json!(["Letter", "Email"]))] {
        let choice = json!({"kinds": [{"kind": "VisitDue", "channels": channels}]});
        assert_eq!(who.put("/api/preferences", choice).await.status, 200);
    }

    // The service posts.
    let at = |hours: i64| Timestamp::from_millis(NOON + hours * HOUR).to_string();
    let body = json!({"targetType": "VisitDue", "targetId": "gas-check", "siteId": 5, "requireAction": false,
        "officer": "officer@demo.example", "message": "We check the gas tomorrow at eight.",
        "dueAt": at(20), "slots": [at(44)]});
    let id = posted(&server.service(INCOME_KEY), screen(body)).await;

    // Each resident receives it: on the screen, and on the preferred channel.
    reach_residents(server.state.context.clone()).await.unwrap();
    deliver(&server, &client).await;
    for who in [&rose, &noor] {
        assert_eq!(list(who, "").await[0]["message"], "We check the gas tomorrow at eight.");
    }
    let carried = carried(&server).await;
    let kinds: Vec<_> =
        carried.iter().map(|(kind, to, _)| (kind.as_str(), to.lines().next().unwrap())).collect();
    assert_eq!(
        kinds,
        [("email", "neighbour@demo.example"), ("letter", "Noor Botha"), ("sms", "+27831234567")]
    );
    assert!(
        carried.iter().all(|(_, _, body)| body.contains("We check the gas tomorrow at eight.")),
        "{carried:?}"
    );

    // One of them moves the visit.
    let moved = rose
        .post(&format!("/api/notifications/{id}/visit"), json!({"answer": "rearrange", "slot": at(44)}))
        .await;
    assert_eq!((moved.status, &moved.body["dueAt"]), (200, &json!(at(44))), "{moved:?}");

    // The officer and the service are notified.
    let tray = list(&server.as_officer().await, "").await;
    assert_eq!(tray[0]["message"], "Rose Adeyemi moved the visit to Wednesday 7 January, 08:00.");
    let told = delivery::Entity::find()
        .filter(delivery::Column::EventType.eq("notification.visit-answered"))
        .one(&*server.state.db)
        .await
        .unwrap()
        .unwrap();
    let told: Value = serde_json::from_str(&told.content).unwrap();
    assert_eq!(
        (&told["type"], &told["data"]["visit"]["slot"]),
        (&json!("notification.visit-answered"), &json!(at(44)))
    );
    assert_eq!(told["data"]["notification"]["id"], json!(id));
}
