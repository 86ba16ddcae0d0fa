//! Personal data is erased from the database file, not only from responses.

use serde_json::json;
use server::demo::INCOME_KEY;
use server::notifications::{erasure::erase_personal, history};

use crate::support::TestServer;
use crate::support::notification::{act, list, one, screen, sent};

const DAY: i64 = 24 * 60 * 60 * 1000;

fn personal(fields: serde_json::Value) -> serde_json::Value {
    let mut body =
        screen(json!({"user": "zanzibar@home.example", "message": "Xylophone Quigley has moved out",
        "personalisationParams": {"firstName": "Quixotica"}, "followOnUrl": "/x/vuvuzela"}));
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

const WORDS: [&str; 5] = ["zanzibar", "xylophone", "quigley", "quixotica", "vuvuzela"];

async fn erase(server: &TestServer) {
    erase_personal(server.state.context.clone()).await.unwrap();
}

async fn assert_there(server: &TestServer, there: bool) {
    for word in WORDS {
        assert_eq!(server.stores(word).await, there, "{word}");
    }
}

#[tokio::test]
async fn what_nobody_decided_for_ninety_days_names_nobody_any_more() {
    let server = TestServer::start().await;
    let id = sent(&server.service(INCOME_KEY), personal(json!({}))).await;
    // Other notifications, so that its words share index pages.
    for number in 0..30 {
        sent(&server.service(INCOME_KEY), screen(json!({"message": format!("Number {number}")}))).await;
    }
    server.clock.advance(90 * DAY - 1);
    erase(&server).await;
    assert_there(&server, true).await;
    let finance = server.as_finance().await;
    assert_eq!(list(&finance, "?q=xylophone").await.len(), 1);

    server.clock.advance(1);
    erase(&server).await;
    assert_there(&server, false).await;
    let left = one(&finance, &id).await;
    for name in ["user", "message", "personalisationParams", "email", "mobileNumber"] {
        assert!(left[name].is_null(), "{name}: {left}");
    }
    assert_eq!((&left["targetType"], &left["targetId"]), (&json!("Estimates"), &json!("estimate-7")));
    assert!(left["erasedAt"].is_string());
    assert!(list(&finance, "?q=xylophone").await.is_empty());
    assert_eq!(history::verify(&*server.state.db, None).await.unwrap().broken_at, None);
    erase(&server).await;
    assert_eq!(one(&finance, &id).await["version"], left["version"], "it is erased once");
}

#[tokio::test]
async fn what_was_deleted_is_forgotten_after_seven_days_and_what_was_decided_is_kept() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let finance = server.user_token("finance@demo.example").await;
    let deleted = sent(&service, personal(json!({"requireAction": false}))).await;
    let decided = sent(&service, screen(json!({"message": "Kept as decided"}))).await;
    act(&finance, &decided, "Approved").await;
    assert_eq!(finance.delete(&format!("/api/notifications/{deleted}")).await.status, 204);
    server.clock.advance(7 * DAY - 1);
    erase(&server).await;
    assert_there(&server, true).await;
    server.clock.advance(1);
    erase(&server).await;
    assert_there(&server, false).await;
    server.clock.advance(200 * DAY);
    erase(&server).await;
    assert_eq!(
        one(&server.user_token("finance@demo.example").await, &decided).await["message"],
        "Kept as decided"
    );
}
