//! A tray contains what is currently meant for its owner.

use serde_json::json;
use server::demo::INCOME_KEY;

use crate::support::TestServer;
use crate::support::notification::{act, ids, one, screen, sent, unread};

async fn path(server: &TestServer, email: &str) -> String {
    format!("/api/users/{}", server::auth::account::find(&*server.state.db, email).await.unwrap().unwrap().id)
}

#[tokio::test]
async fn items_leave_a_tray_with_its_owners_team_and_come_back_with_it() {
    let server = TestServer::start().await;
    let (admin, finance) = (server.as_admin().await, server.as_finance().await);
    let service = server.service(INCOME_KEY);
    let (open, away) = (sent(&service, screen(json!({}))).await, {
        let read = sent(&service, screen(json!({"requireAction": false}))).await;
        assert_eq!(finance.delete(&format!("/api/notifications/{read}")).await.status, 204);
        read
    });
    let named = sent(&service, screen(json!({"user": "finance@demo.example"}))).await;
    let account = path(&server, "finance@demo.example").await;
    assert_eq!(admin.patch(&account, json!({"team": "housing"})).await.status, 200);
    assert_eq!(ids(&finance, "").await, [named.as_str()], "what names the person stays");
    assert_eq!(unread(&finance).await, 1);
    assert_eq!(act(&finance, &open, "Approved").await.status, 404);
    let restore = finance.post(&format!("/api/notifications/{away}/restore"), json!({})).await;
    assert_eq!(restore.status, 404, "what was put away before is not theirs either");
    assert_eq!(finance.get(&format!("/api/notifications/{open}")).await.status, 404);
    let many = json!({"ids": [open], "actionType": "Approved"});
    assert_eq!(finance.post("/api/notifications/actions", many).await.body[0]["status"], 404);

    assert_eq!(admin.patch(&account, json!({"team": "finance"})).await.status, 200);
    assert_eq!(ids(&finance, "").await, [named.as_str(), open.as_str()]);
    assert_eq!(unread(&finance).await, 2);
    assert_eq!(act(&finance, &open, "Approved").await.status, 200);
}

#[tokio::test]
async fn items_of_a_place_leave_the_tray_with_the_place_or_the_role() {
    let server = TestServer::start().await;
    let (admin, officer) = (server.as_admin().await, server.as_officer().await);
    let death = json!({"targetType": "TenantDeath", "siteId": 5, "requireAction": true});
    let id = sent(&server.service(INCOME_KEY), screen(death)).await;
    assert_eq!(one(&officer, &id).await["mayDecide"], true);
    let account = path(&server, "officer@demo.example").await;
    for change in [json!({"site": null}), json!({"role": "manager"})] {
        assert_eq!(admin.patch(&account, change.clone()).await.status, 200);
        assert_eq!(ids(&officer, "").await, [""; 0], "{change}");
        let refused = act(&officer, &id, "Approved").await.status;
        assert!(matches!(refused, 403 | 404), "{change}: {refused}");
        assert_eq!(admin.patch(&account, json!({"role": "officer", "site": 5})).await.status, 200);
        assert_eq!(ids(&officer, "").await, [id.as_str()], "back from {change}");
    }
}

#[tokio::test]
async fn who_comes_back_finds_what_came_meanwhile() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let account = path(&server, "finance@demo.example").await;
    assert_eq!(admin.delete(&account).await.status, 204);
    let id = sent(&server.service(INCOME_KEY), screen(json!({}))).await;
    assert_eq!(admin.patch(&account, json!({"active": true})).await.status, 200);
    assert_eq!(ids(&server.as_finance().await, "").await, [id]);
}
