//! The lifetime of sessions, and the removal of guesses by a right password.

use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;
use server::jobs::delete_expired;

use crate::support::TestServer;
use database::entity::session;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

#[tokio::test]
async fn an_idle_staff_session_ends() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    server.clock.advance(59 * MINUTE);
    assert!(admin.post("/api/session/active", json!({})).await.body.is_object());
    server.clock.advance(59 * MINUTE);
    assert!(admin.post("/api/session/active", json!({})).await.body.is_object());
    server.clock.advance(60 * MINUTE);
    assert!(admin.get("/api/session").await.body["user"].is_null());
}

#[tokio::test]
async fn a_busy_staff_session_ends_after_a_shift() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    for _ in 0..23 {
        server.clock.advance(30 * MINUTE);
        assert_eq!(admin.post("/api/session/active", json!({})).await.status, 200);
        assert!(admin.get("/api/session").await.body["user"].is_object());
    }
    server.clock.advance(30 * MINUTE);
    assert!(admin.get("/api/session").await.body["user"].is_null());
}

#[tokio::test]
async fn a_residents_phone_stays_signed_in() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    server.clock.advance(399 * DAY);
    assert_eq!(resident.get("/api/customer").await.status, 200);
}

#[tokio::test]
async fn a_right_password_gives_the_tries_back() {
    let server = TestServer::start().await;
    let client = server.anonymous();
    for _ in 0..3 {
        for _ in 0..9 {
            let wrong = json!({ "email": "resident@demo.example", "password": "guess" });
            assert_eq!(client.post("/api/session", wrong).await.status, 401);
        }
        server.as_resident().await;
    }
}

#[tokio::test]
async fn sessions_that_nobody_can_resume_are_deleted() {
    let server = TestServer::start().await;
    let sessions = || async { session::Entity::find().count(&*server.state.db).await.unwrap() };
    let (_, resident) = (server.as_admin().await, server.as_resident().await);
    server.clock.advance(25 * 60 * MINUTE);
    delete_expired(server.state.context.clone()).await.unwrap();
    assert_eq!(sessions().await, 1, "the admin's is over, the resident's is not");
    assert_eq!(resident.get("/api/customer").await.status, 200);
    server.clock.advance(401 * DAY);
    delete_expired(server.state.context.clone()).await.unwrap();
    assert_eq!(sessions().await, 0);
}
