//! A service posts one request for e-mail, text and letter. It is sent with the service's own key at GOV.UK Notify, whose role a
//! second server plays; the status is read back, and the documents are stored.

use axum::http::Method;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::support::notification::{one, sent as posted};
use crate::support::notify::{EMAIL, FILE, LETTER, TEXT};
use crate::support::original::Pair;
use database::entity::notify_message;

/// The service of GOV.UK Notify's `sample` key.
const SAMPLE: &str = "15f6815b-0000-0000-0000-000000000000";

async fn taken(pair: &Pair) -> Vec<notify_message::Model> {
    let mut taken = notify_message::Entity::find().all(&*pair.original.state.db).await.unwrap();
    taken.sort_by(|one, other| one.kind.cmp(&other.kind));
    taken
}

fn statuses(notification: &Value) -> Vec<(String, String)> {
    let details = notification["sentMessageDetails"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    details.iter().map(|one| (text(&one["channel"]), text(&one["status"]))).collect()
}

#[tokio::test]
async fn one_request_leaves_by_three_channels_through_the_services_own_key_and_its_status_comes_back() {
    let pair = Pair::start().await;
    let (service, _) = pair.service_with_key("Gas safety").await;
    let file =
        service.send(Method::POST, "/api/documents?filename=check.pdf", b"%PDF-1.7 %%EOF".to_vec()).await;
    let body = json!({
        "notificationType": "Email", "requireSmsNotification": "true", "requireLetter": true,
        "targetType": "RequestActioned", "targetId": "request-4", "serviceKey": "unused",
        "email": "rose@home.example", "mobileNumber": "07700 900123",
        "emailTemplateId": FILE, "smsTemplateId": TEXT, "letterTemplateId": LETTER,
        "personalisationParams": {"name": "Rose", "urgent": "yes", "addressLine1": "Rose Adeyemi",
            "addressLine2": "33 Acacia Avenue", "addressLine3": "SW1A 1AA"},
        "attachments": [file.body["id"]],
    });
    let id = posted(&service, body).await;
    let waits = statuses(&one(&service, &id).await);
    assert!(waits.iter().all(|(_, status)| status == "queued"), "{waits:?}");
    pair.deliver().await;

    let taken = taken(&pair).await;
    assert_eq!(taken.iter().map(|one| one.kind.as_str()).collect::<Vec<_>>(), ["email", "letter", "sms"]);
    assert!(taken.iter().all(|one| one.service_id == SAMPLE), "each by the service's own key");
    assert!(taken[0].body.contains("/d/") && taken[0].body.contains("Please read it today."));
    assert_eq!(taken[1].recipient, "Rose Adeyemi\n33 Acacia Avenue\nSW1A 1AA");

    let after = one(&service, &id).await;
    let expected = [("Email", "delivered"), ("Text", "delivered"), ("Letter", "received")];
    assert_eq!(statuses(&after), expected.map(|(channel, status)| (channel.to_owned(), status.to_owned())));
    for one in after["sentMessageDetails"].as_array().unwrap() {
        let kept = service.get(&format!("/api/documents/{}", one["documentId"].as_str().unwrap())).await;
        assert_eq!(kept.status, 200, "{one}");
        let sender_id = one["id"].as_str().unwrap();
        let report = service.get(&format!("/api/message-status/Gas%20safety/{sender_id}")).await;
        assert_eq!((report.status, &report.body["status"]), (200, &one["status"]), "{report:?}");
    }
    pair.advance(8 * 24 * 60 * 60 * 1000);
    let document = after["sentMessageDetails"][2]["documentId"].as_str().unwrap();
    assert!(service.get(&format!("/api/documents/{document}")).await.bytes.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn an_officer_sends_a_template_of_the_original_and_a_letter_that_was_written_here() {
    let pair = Pair::start().await;
    pair.service_with_key("Gas safety").await;
    let officer = pair.server.as_officer().await;
    let offered = pair.offered("&type=email").await;
    let chosen = offered.iter().find(|one| one["name"] == "Hello by e-mail").unwrap();
    let email = json!({"notificationType": "Email", "email": "rose@home.example", "templateId": chosen["id"],
        "personalisationParams": {"name": "Rose"}});
    let email = posted(&officer, email).await;
    let words =
        json!({"address": ["Rose", "33 Acacia Avenue", "SW1A 1AA"], "subject": "Keys", "body": "Dear Rose"});
    let letter = officer.post("/api/letters", words).await.body;
    let body = json!({"notificationType": "Letter", "service": "Gas safety", "documentId": letter["id"]});
    let letter_sent = posted(&officer, body).await;
    pair.deliver().await;
    for (id, status) in [(&email, "delivered"), (&letter_sent, "received")] {
        assert_eq!(one(&officer, id).await["sentMessageDetails"][0]["status"], status);
    }
    let taken = taken(&pair).await;
    assert_eq!((taken.len(), taken[0].template_id.as_str()), (2, EMAIL));
    assert_eq!(taken[1].recipient, "Provided as PDF");
    assert!(taken.iter().all(|one| one.service_id == SAMPLE));
}

#[tokio::test]
async fn a_key_that_was_replaced_follows_what_went_out_before() {
    let pair = Pair::start().await;
    let (service, path) = pair.service_with_key("Gas safety").await;
    let text = json!({"notificationType": "Text", "mobileNumber": "07700 900123", "templateId": TEXT, "serviceKey": "unused",
        "personalisationParams": {"name": "Rose"}});
    let id = posted(&service, text).await;
    let admin = pair.server.as_admin().await;
    let key = server::demo::SAMPLE_TEST_KEY;
    assert_eq!(admin.patch(&path, json!({"notifyKey": key})).await.status, 200);
    pair.deliver().await;
    assert_eq!(statuses(&one(&service, &id).await), [("Text".to_owned(), "delivered".to_owned())]);
    assert_eq!(taken(&pair).await[0].key_kind, "test", "it left with the key that counts now");
}
