//! Bulk requests are limited and do not delay alarms.

use axum::http::Method;
use futures_util::future::join_all;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use crate::support::TestServer;
use crate::support::callout::pressed;
use crate::support::provider::PROVIDERS;
use database::entity::assistance_provider;

#[tokio::test]
async fn bulk_reads_of_one_caller_are_bounded_and_a_press_goes_through() {
    let server = TestServer::start().await;
    let (officer, resident) = (server.as_officer().await, server.as_resident().await);
    let reads = (0..30).map(|_| officer.get("/api/v2/coverage?customer=2"));
    let (answers, id) = tokio::join!(join_all(reads), pressed(&resident, json!({})));
    assert!(id > 0);
    let refused: Vec<_> = answers.iter().filter(|answer| answer.status == 503).collect();
    assert!(!refused.is_empty(), "30 reads of one caller ran at once");
    assert!(refused.iter().all(|answer| answer.header("retry-after").is_some()), "{refused:?}");
    assert!(answers.iter().any(|answer| answer.status == 200));
    assert!(answers.iter().all(|answer| matches!(answer.status, 200 | 503)), "{answers:?}");
    assert_eq!(officer.get("/api/v2/coverage?customer=2").await.status, 200, "its places are free again");
}

#[tokio::test]
async fn one_caller_cannot_take_the_places_of_another() {
    let server = TestServer::start().await;
    let (officer, admin) = (server.as_officer().await, server.as_admin().await);
    let reads = (0..30).map(|_| officer.get("/api/v2/coverage?customer=2"));
    let other = admin.get("/api/v2/coverage?customer=2");
    let (_, other) = tokio::join!(join_all(reads), other);
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn a_press_is_written_while_an_import_runs() {
    const MANY: u64 = 1500;
    let server = TestServer::start().await;
    let (admin, resident) = (server.as_admin().await, server.as_resident().await);
    let provider = json!({
        "name": "Desk", "label": "Desk", "content_type": "customer", "object_id": 2,
        "email_notifiers": [{"name": "Desk", "email": "desk@acme.example"}],
    });
    let list = json!(vec![provider; usize::try_from(MANY).unwrap()]).to_string().into_bytes();
    let stored = || async { assistance_provider::Entity::find().count(&*server.state.db).await.unwrap() };
    let before = stored().await;
    let path = format!("{PROVIDERS}/import?format=json");
    let import = admin.send(Method::POST, &path, list);
    let press = async {
        while stored().await == before {
            tokio::task::yield_now().await;
        }
        let id = pressed(&resident, json!({})).await;
        (id, stored().await)
    };
    let (import, (id, at_the_press)) = tokio::join!(import, press);
    assert_eq!((import.status, &import.body["added"]), (200, &json!(MANY)), "{import:?}");
    assert!(id > 0);
    assert!(at_the_press < before + MANY, "the press waited for the whole import");
    assert_eq!(stored().await, before + MANY);
}
