//! One service cannot flood a person's tray: notifications above the limit are put away, and one notification counts them.

use serde_json::{Value, json};
use server::demo::{INCOME_KEY, REPAIRS_KEY};

use crate::support::TestServer;
use crate::support::notification::{ids, list, screen, sent, unread};

const HOUR: i64 = 3_600_000;

async fn server() -> TestServer {
    TestServer::with(|config| config.screen_notifications_an_hour = 3).await
}

async fn flood(server: &TestServer, key: &str, count: usize, fields: Value) {
    for _ in 0..count {
        sent(&server.service(key), screen(fields.clone())).await;
    }
}

fn summaries(tray: &[Value]) -> Vec<&str> {
    let bundled = tray.iter().filter(|item| item["targetType"] == "NotificationsBundled");
    bundled.map(|item| item["message"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_flood_becomes_one_notification_that_counts_it() {
    let server = server().await;
    let finance = server.as_finance().await;
    flood(&server, INCOME_KEY, 3, json!({"requireAction": false})).await;
    assert!(summaries(&list(&finance, "").await).is_empty());
    flood(&server, INCOME_KEY, 1, json!({"requireAction": false})).await;
    let message = |more: &str| {
        format!(
            "Income Services sent {more} within an hour. What asks for no decision was put away: see Removed."
        )
    };
    assert_eq!(summaries(&list(&finance, "").await), [message("1 more message")]);
    assert_eq!(unread(&finance).await, 4);
    flood(&server, INCOME_KEY, 6, json!({"requireAction": false})).await;
    let tray = list(&finance, "").await;
    assert_eq!((tray.len(), summaries(&tray)), (4, vec![message("7 more messages").as_str()]));
    assert_eq!(unread(&finance).await, 4);
    assert_eq!(tray[0]["followOnUrl"], "/staff/tray?show=removed");
    assert_eq!(ids(&finance, "?removed=true").await.len(), 7, "nothing is lost");
}

#[tokio::test]
async fn other_services_other_people_and_the_next_hour_count_for_themselves() {
    let server = server().await;
    let (finance, repairs) =
        (server.as_finance().await, server.signed_in("repairs-manager@demo.example").await);
    flood(&server, INCOME_KEY, 5, json!({"requireAction": false})).await;
    flood(&server, REPAIRS_KEY, 3, json!({"requireAction": false})).await;
    flood(&server, INCOME_KEY, 3, json!({"requireAction": false, "targetType": "LegalDisrepair"})).await;
    assert_eq!(summaries(&list(&finance, "").await).len(), 1);
    assert_eq!(list(&repairs, "").await.len(), 3);
    server.clock.advance(HOUR);
    let finance = server.as_finance().await;
    flood(&server, INCOME_KEY, 4, json!({"requireAction": false})).await;
    let tray = list(&finance, "").await;
    assert_eq!(summaries(&tray).len(), 2, "each hour has its own");
}

#[tokio::test]
async fn what_asks_for_a_decision_is_never_put_away() {
    let server = server().await;
    let finance = server.as_finance().await;
    flood(&server, INCOME_KEY, 6, json!({})).await;
    let tray = list(&finance, "?requireAction=true").await;
    assert_eq!(tray.len(), 6);
    assert_eq!(summaries(&list(&finance, "").await).len(), 1);
}

#[tokio::test]
async fn a_resident_is_told_in_plain_words() {
    let server = server().await;
    let fields = json!({"requireAction": false, "targetType": "NoAccess", "user": "resident@demo.example"});
    flood(&server, INCOME_KEY, 5, fields).await;
    let tray = list(&server.as_resident().await, "").await;
    assert_eq!(
        summaries(&tray),
        ["Income Services sent 2 more messages within an hour. They were put away."]
    );
    assert_eq!(tray[0]["followOnUrl"], Value::Null);
}
