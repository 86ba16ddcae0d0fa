//! `/api/session`.

use serde_json::json;

use crate::support::TestServer;

#[tokio::test]
async fn a_resident_signs_in_with_their_password() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    assert!(resident.cookie.is_some_and(|cookie| cookie.starts_with("__Host-tocsin=")));
}

#[tokio::test]
async fn a_wrong_password_is_refused() {
    let server = TestServer::start().await;
    let body = json!({ "email": "resident@demo.example", "password": "wrong" });
    let answer = server.anonymous().post("/api/session", body).await;
    assert_eq!(answer.status, 401);
    assert!(answer.header("set-cookie").is_none());
}
