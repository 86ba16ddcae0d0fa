//! `/api/customer`.

use serde_json::json;

use crate::support::TestServer;

#[tokio::test]
async fn a_resident_reads_their_own_details() {
    let server = TestServer::start().await;
    let answer = server.as_resident().await.get("/api/customer").await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body["name"], "Rose");
    assert_eq!(answer.body["vehicleMake"], "Toyota");
    assert_eq!(server.as_stranger().await.get("/api/customer").await.body["name"], "Sam");
}

#[tokio::test]
async fn a_change_touches_only_what_it_names() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    server.clock.advance(1000);
    let change = json!({ "mobile": " +27831110000 ", "vehicleMake": "", "dateOfBirth": "1950-01-31" });
    let answer = resident.patch("/api/customer", change).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.body["mobile"], "+27831110000");
    assert_eq!(answer.body["vehicleMake"], "");
    assert_eq!(answer.body["dateOfBirth"], "1950-01-31");
    assert_eq!(answer.body["surname"], "Adeyemi");
    assert_eq!(answer.body, resident.get("/api/customer").await.body);
    assert_ne!(answer.body["updatedAt"], answer.body["createdAt"]);
}

#[tokio::test]
async fn a_contact_address_never_changes_the_sign_in() {
    let server = TestServer::start().await;
    let change = json!({ "email": "new@example.com" });
    assert_eq!(server.as_resident().await.patch("/api/customer", change).await.status, 200);
    server.as_resident().await;
}

#[tokio::test]
async fn every_wrong_detail_is_named_and_nothing_is_stored() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let before = resident.get("/api/customer").await.body;
    let change = json!({ "name": "Rosa", "email": "nobody", "mobile": "ring me" });
    let answer = resident.patch("/api/customer", change).await;
    assert_eq!(answer.status, 400);
    assert!(answer.message().contains("email:") && answer.message().contains("mobile:"), "{answer:?}");
    assert_eq!(resident.get("/api/customer").await.body, before);
}

#[tokio::test]
async fn only_residents_have_details() {
    let server = TestServer::start().await;
    for (client, status) in [
        (server.as_controller().await, 403),
        (server.as_admin().await, 403),
        (server.as_officer().await, 403),
        (server.server_token().await, 403),
        (server.anonymous(), 401),
    ] {
        assert_eq!(client.get("/api/customer").await.status, status);
        assert_eq!(client.patch("/api/customer", json!({ "name": "X" })).await.status, status);
    }
}
