//! `GET /api/records/{kind}/{id}`: what a notification is about.

use serde_json::{Value, json};
use server::demo::REPAIRS_KEY;
use wire::delivery::DeliveryState;

use crate::support::TestServer;
use crate::support::callout::pressed;
use crate::support::notification::{assert_problem, screen, sent};
use crate::support::request::{answered, asked, end};

#[tokio::test]
async fn a_callout_of_the_organisation_is_shown_without_positions() {
    let server = TestServer::start().await;
    let id = pressed(&server.as_resident().await, json!({})).await;
    let path = format!("/api/records/callout/{id}");
    let record = server.as_officer().await.get(&path).await;
    assert_eq!(record.status, 200);
    assert_eq!(
        (&record.body["title"], &record.body["state"]),
        (&json!(format!("Callout {id}")), &json!("Waiting for the control room"))
    );
    assert_eq!(record.body["facts"][0], json!({"name": "Resident", "value": "Rose Adeyemi"}));
    let telephone = &record.body["facts"][1];
    assert_eq!(telephone["link"], json!(format!("tel:{}", telephone["value"].as_str().unwrap())));
    assert_eq!(
        record.body["facts"][3],
        json!({"name": "Asked for help", "value": "", "at": "2026-01-05T12:00:00.000Z"})
    );
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

#[tokio::test]
async fn a_resident_reads_what_was_decided_and_not_the_notes_of_staff() {
    let server = TestServer::start().await;
    let (service, officer, resident) =
        (server.service(REPAIRS_KEY), server.as_officer().await, server.as_resident().await);
    let body = json!({"kind": "transfer", "state": "asked", "owner": "officer@demo.example", "updatedAt": "2026-01-05T10:00:00Z"});
    service.put("/api/processes/p-1", body).await;
    let about = |user: &str, asks: bool| {
        let fields = json!({"targetType": "ProcessReminder", "targetId": "p-1", "user": user, "message": "The transfer", "requireAction": asks});
        screen(fields)
    };
    sent(&service, about("resident@demo.example", false)).await;
    let id = sent(&service, about("officer@demo.example", true)).await;
    let decision = json!({"actionType": "Rejected", "actionNote": "Owes rent"});
    assert_eq!(officer.patch(&format!("/api/notifications/{id}"), decision).await.status, 200);
    let path = "/api/records/process/p-1";
    let (theirs, ours) = (resident.get(path).await.body, officer.get(path).await.body);
    assert!(texts(&ours)[0].ends_with("rejected it: Owes rent"), "{ours}");
    assert!(texts(&theirs)[0].ends_with("rejected it"), "{theirs}");
}

/// The texts of the events, newest first.
fn texts(record: &Value) -> Vec<&str> {
    record["events"].as_array().unwrap().iter().map(|event| event["text"].as_str().unwrap()).collect()
}

fn value<'a>(record: &'a Value, name: &str) -> &'a Value {
    let facts = record["facts"].as_array().unwrap();
    facts.iter().find(|fact| fact["name"] == name).unwrap_or(&Value::Null)
}

#[tokio::test]
async fn a_request_for_assistance_is_shown_with_who_was_told_and_who_answered() {
    let server = TestServer::start().await;
    let (resident, officer) = (server.as_resident().await, server.as_officer().await);
    let request = asked(&resident, 11).await;
    let path = format!("/api/records/assistance-request/{}", request["id"]);
    let record = officer.get(&path).await.body;
    assert_eq!(
        (&record["title"], &record["state"], &record["demo"]),
        (&json!("Assistance for Rose Adeyemi"), &json!("Being told"), &json!(false))
    );
    assert_eq!(value(&record, "Resident")["value"], "Rose Adeyemi");
    assert!(value(&record, "Site")["value"].as_str().unwrap().starts_with("Acacia Avenue, "));
    assert!(value(&record, "Telephone")["link"].as_str().unwrap().starts_with("tel:"));
    assert_eq!(value(&record, "Asked for")["value"], request["label"]);
    assert_eq!(value(&record, "Asked for")["at"], "2026-01-05T12:00:00.000Z");
    assert_eq!(value(&record, "Answer")["value"], "Nobody has answered yet");
    let ledger = format!("/staff/deliveries?request={}", request["id"]);
    assert_eq!(value(&record, "Deliveries")["link"], ledger);
    assert!(texts(&record).last().unwrap().starts_with("Rose Adeyemi asked for "), "{record}");

    end(&server, "push", DeliveryState::Delivered).await;
    answered(&server.signed_in("supporter@demo.example").await, &request, "coming").await;
    let record = officer.get(&path).await.body;
    assert_eq!((&record["state"], &record["trouble"]), (&json!("Somebody is coming"), &json!(false)));
    assert_eq!(value(&record, "Answer")["value"], "Sue Adeyemi is coming");
    assert_eq!(texts(&record)[0], "Sue Adeyemi is coming.");
    assert_eq!(texts(&record)[1], "The message to the devices of Sue Adeyemi has gone out.");
    assert_problem(&server.anonymous().get(&path).await, 401);
    for other in [server.as_neighbour().await, server.as_stranger().await] {
        assert_problem(&other.get(&path).await, 404);
    }
}

#[tokio::test]
async fn a_request_that_nobody_answers_with_help_is_in_trouble() {
    let server = TestServer::start().await;
    let request = asked(&server.as_resident().await, 11).await;
    let officer = server.as_officer().await;
    let path = format!("/api/records/assistance-request/{}", request["id"]);
    assert_eq!(officer.get(&path).await.body["trouble"], json!(false));
    end(&server, "push", DeliveryState::Delivered).await;
    answered(&server.signed_in("supporter@demo.example").await, &request, "cannot").await;
    let record = officer.get(&path).await.body;
    assert_eq!((&record["state"], &record["trouble"]), (&json!("Nobody can come"), &json!(true)));
}

#[tokio::test]
async fn a_delivery_that_failed_leads_to_the_request_that_it_was_for() {
    let server = TestServer::start().await;
    let request = asked(&server.as_resident().await, 10).await;
    end(&server, "email", DeliveryState::Dead).await;
    let officer = server.as_officer().await;
    let failed = request["deliveries"][0]["id"].as_str().unwrap();
    for id in [failed, &request["id"].to_string()] {
        let record = officer.get(&format!("/api/records/delivery/{id}")).await.body;
        assert_eq!(record["id"], request["id"].to_string(), "{record}");
        assert!(texts(&record).iter().any(|text| text.ends_with("could not be delivered.")), "{record}");
    }
    assert_problem(&officer.get("/api/records/delivery/0000").await, 404);
}
