//! `DELETE /api/notifications/{id}`: removes it from one's own tray.

use serde_json::json;
use server::demo::INCOME_KEY;

use crate::support::TestServer;
use crate::support::notification::{act, assert_problem, ids, screen, sent, unread};
use crate::support::notify::posted_text;

#[tokio::test]
async fn what_is_decided_or_asks_for_nothing_can_be_taken_off_the_tray() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let (told, asks) = (
        sent(&service, screen(json!({"requireAction": false}))).await,
        sent(&service, screen(json!({}))).await,
    );
    let finance = server.as_finance().await;
    let path = |id: &str| format!("/api/notifications/{id}");
    assert_eq!(finance.delete(&path(&told)).await.status, 204);
    assert_eq!(unread(&finance).await, 1);
    assert_problem(&finance.get(&path(&told)).await, 404);
    assert_problem(&finance.delete(&path(&told)).await, 404);
    let refused = finance.delete(&path(&asks)).await;
    assert_problem(&refused, 409);
    assert_eq!(refused.body["notification"]["isRemovable"], false);
    act(&finance, &asks, "Initiated").await;
    assert_problem(&finance.delete(&path(&asks)).await, 409);
    act(&finance, &asks, "Approved").await;
    assert_eq!(finance.delete(&path(&asks)).await.status, 204);
    assert!(ids(&finance, "").await.is_empty());
    assert_eq!(unread(&finance).await, 0);
}

#[tokio::test]
async fn what_one_wrote_and_sent_stays_with_oneself() {
    let server = TestServer::start().await;
    let mut body = posted_text("07700 900123");
    body["user"] = "resident@demo.example".into();
    let officer = server.as_officer().await;
    let id = sent(&officer, body).await;
    let path = format!("/api/notifications/{id}");
    let refused = officer.delete(&path).await;
    assert_problem(&refused, 409);
    assert!(
        refused.body["detail"].as_str().unwrap().starts_with("You sent this as a message"),
        "{refused:?}"
    );
    assert_eq!(server.as_resident().await.delete(&path).await.status, 204);
    assert_eq!(ids(&officer, "?notificationType=Text").await, [id.as_str()]);
}

#[tokio::test]
async fn a_colleague_keeps_theirs_until_the_last_one_takes_it_off() {
    let server = TestServer::start().await;
    let body = json!({"requireAction": false, "targetType": "TenantDeath", "siteId": 5});
    let id = sent(&server.service(INCOME_KEY), screen(body)).await;
    let path = format!("/api/notifications/{id}");
    let (one, other) = (server.as_officer().await, server.signed_in("officer2@demo.example").await);
    assert_eq!(one.delete(&path).await.status, 204);
    assert_eq!(ids(&other, "").await, [id.as_str()]);
    let manager = server.as_manager().await;
    assert_eq!(ids(&manager, "?scope=all").await.len(), 1);
    assert_eq!(other.delete(&path).await.status, 204);
    assert_eq!(ids(&manager, "?scope=all").await, [id.as_str()], "the audit outlives every tray");
}

#[tokio::test]
async fn an_admin_takes_it_off_every_tray() {
    let server = TestServer::start().await;
    let id = sent(&server.service(INCOME_KEY), screen(json!({"requireAction": false}))).await;
    let path = format!("/api/notifications/{id}");
    let finance = server.as_finance().await;
    assert_problem(&server.anonymous().delete(&path).await, 401);
    assert_problem(&server.as_manager().await.delete(&path).await, 403);
    for other in [server.as_officer().await, server.as_resident().await, server.as_stranger().await] {
        assert_problem(&other.delete(&path).await, 404);
    }
    assert_eq!(server.as_admin().await.delete(&path).await.status, 204);
    assert!(ids(&finance, "").await.is_empty());
    assert_eq!(unread(&finance).await, 0);
}

#[tokio::test]
async fn what_was_taken_off_is_listed_and_can_be_put_back() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let finance = server.as_finance().await;
    let mut all = Vec::new();
    for _ in 0..3 {
        all.push(sent(&service, screen(json!({"requireAction": false}))).await);
    }
    let restore = async |id: &str| finance.post(&format!("/api/notifications/{id}/restore"), json!({})).await;
    assert_problem(&restore(&all[0]).await, 404);
    for id in &all[..2] {
        assert_eq!(finance.delete(&format!("/api/notifications/{id}")).await.status, 204);
    }
    assert_eq!((ids(&finance, "").await.len(), unread(&finance).await), (1, 1));
    let removed = finance.get("/api/notifications?removed=true").await;
    assert_eq!(ids(&finance, "?removed=true").await, [all[1].as_str(), all[0].as_str()]);
    assert_eq!(removed.body[0]["isRemovable"], false);
    assert!(removed.body[0]["removedAt"].is_string(), "{removed:?}");

    let back = restore(&all[0]).await;
    assert_eq!(
        (back.status, &back.body["removedAt"], &back.body["isRemovable"]),
        (200, &json!(null), &json!(true))
    );
    assert_eq!(ids(&finance, "").await, [all[2].as_str(), all[0].as_str()], "where it was");
    assert_eq!(unread(&finance).await, 2);
    assert_eq!(ids(&finance, "?removed=true").await, [all[1].as_str()]);
    let history = finance.get(&format!("/api/notifications/{}/history", all[0])).await.body;
    assert_eq!(history.as_array().unwrap().last().unwrap()["action"], "Restored");
    assert_problem(&restore(&all[0]).await, 404);

    // It is still on a colleague's tray, and does not exist for another organisation.
    assert_problem(
        &server.as_officer().await.post(&format!("/api/notifications/{}/restore", all[1]), json!({})).await,
        404,
    );
    assert_problem(&server.as_manager().await.get("/api/notifications?removed=true&scope=all").await, 422);
    // After its personal data is erased it cannot be put back.
    server.clock.advance(8 * 24 * 60 * 60_000);
    server::notifications::erasure::erase_personal(server.state.context.clone()).await.unwrap();
    let finance = server.as_finance().await;
    assert!(ids(&finance, "?removed=true").await.is_empty());
    assert_problem(&finance.post(&format!("/api/notifications/{}/restore", all[1]), json!({})).await, 409);
}
