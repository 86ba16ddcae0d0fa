//! `GET /api/records/{kind}/{id}`: what a notification is about.

use serde_json::json;
use server::demo::REPAIRS_KEY;

use crate::support::TestServer;
use crate::support::callout::pressed;
use crate::support::notification::assert_problem;

#[tokio::test]
async fn a_callout_of_the_organisation_is_shown_without_positions() {
    let server = TestServer::start().await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    let path = format!("/api/records/callout/{id}");
    let record = server.as_officer().await.get(&path).await;
    assert_eq!(record.status, 200);
    assert_eq!(
        (&record.body["title"], &record.body["state"]),
        (&json!(format!("Callout {id}")), &json!("created"))
    );
    assert_eq!(record.body["facts"][0], json!({"name": "Resident", "value": "Rose Adeyemi"}));
    assert!(!String::from_utf8(record.bytes).unwrap().contains("26.109"));
    assert_problem(&server.anonymous().get(&path).await, 401);
    for other in [server.as_neighbour().await, server.as_stranger().await] {
        assert_problem(&other.get(&path).await, 404);
    }
}

#[tokio::test]
async fn a_process_is_shown_and_what_does_not_exist_is_not() {
    let server = TestServer::start().await;
    let body = json!({"kind": "tenancy-change", "state": "signed", "owner": "officer@demo.example", "updatedAt": "2026-01-05T10:00:00Z"});
    server.service(REPAIRS_KEY).put("/api/processes/p-1", body).await;
    let officer = server.as_officer().await;
    let record = officer.get("/api/records/process/p-1").await.body;
    assert_eq!((&record["title"], &record["state"]), (&json!("tenancy change p-1"), &json!("signed")));
    for path in ["process/p-2", "callout/1", "callout/x", "account/1", "moon/1"] {
        assert_problem(&officer.get(&format!("/api/records/{path}")).await, 404);
    }
}
