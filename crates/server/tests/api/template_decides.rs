//! `POST /api/notifications`: the template and the documents are checked before anything is queued.

use axum::http::Method;
use serde_json::{Value, json};
use server::demo::{INCOME_KEY, SAMPLE_KEY};

use crate::support::notification::{complaints, one, sent};
use crate::support::notify::{
    EMAIL, FILE, LETTER, OWN_EMAIL, OWN_LETTER, OWN_TEXT, TEXT, deliver, listening,
};
use crate::support::{Answer, Client, TestServer};

async fn upload(by: &Client, name: &str, bytes: Vec<u8>) -> String {
    let answer = by.send(Method::POST, &format!("/api/documents?filename={name}"), bytes).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.body["id"].as_str().unwrap().to_owned()
}

const PDF: &[u8] = b"%PDF-1.7 a letter %%EOF";

fn email(fields: Value) -> Value {
    let mut body = json!({"notificationType": "Email", "email": "rose@home.example", "templateId": EMAIL});
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

fn address() -> Value {
    json!({"name": "Rose", "addressLine1": "Rose", "addressLine2": "33 Acacia Avenue", "addressLine3": "SW1A 1AA"})
}

#[tokio::test]
async fn what_the_template_asks_for_and_nobody_wrote_is_named() {
    let server = TestServer::start().await;
    let service = server.service(SAMPLE_KEY);
    let post = async |body: Value| service.post("/api/notifications", body).await;
    assert_eq!(complaints(&post(email(json!({}))).await), ["personalisationParams.name"]);
    sent(&service, email(json!({"personalisationParams": {"NAME": "Rose"}}))).await;
    // The link is the notification's link.
    let linked = json!({"templateId": OWN_TEXT, "notificationType": "Text", "mobileNumber": "07700 900123"});
    assert_eq!(complaints(&post(email(linked.clone())).await), ["personalisationParams.link"]);
    let mut with_target = email(linked);
    with_target["targetType"] = "SatisfactionSurvey".into();
    with_target["targetId"] = "survey-1".into();
    sent(&service, with_target).await;
    // All other problems are reported with it.
    let wrong = email(json!({"email": "rose", "targetType": "Luck"}));
    assert_eq!(complaints(&post(wrong).await), ["email", "personalisationParams.name", "targetType"]);
}

#[tokio::test]
async fn a_template_of_another_channel_or_of_another_service_or_of_nobody_is_refused_at_its_field() {
    let server = TestServer::start().await;
    let (sample, income) = (server.service(SAMPLE_KEY), server.service(INCOME_KEY));
    let named = json!({"personalisationParams": {"name": "Rose"}});
    for (by, template) in [
        (&sample, TEXT),
        (&sample, "c6a75cc9-1193-4a5d-8e0f-999999999999"),
        (&sample, "reminder"),
        (&income, EMAIL),
        (&sample, notify::PLAIN_EMAIL),
    ] {
        for field in ["templateId", "emailTemplateId"] {
            let mut body = email(named.clone());
            body[field] = template.into();
            let answer = by.post("/api/notifications", body).await;
            assert_eq!(complaints(&answer), [field], "{template}");
        }
    }
    let admin = server.as_admin().await;
    admin.patch(&format!("/api/templates/{EMAIL}"), json!({"archived": true})).await;
    assert_eq!(complaints(&sample.post("/api/notifications", email(named)).await), ["templateId"]);
}

#[tokio::test]
async fn a_text_that_is_too_long_is_refused_before_it_waits() {
    let server = TestServer::start().await;
    let body = json!({"notificationType": "Text", "mobileNumber": "07700 900123", "templateId": TEXT,
        "personalisationParams": {"name": "x".repeat(950)}});
    let answer = server.service(SAMPLE_KEY).post("/api/notifications", body).await;
    assert_eq!(complaints(&answer), ["personalisationParams"]);
}

#[tokio::test]
async fn files_go_where_the_template_has_a_place_for_them() {
    let server = TestServer::start().await;
    let service = server.service(SAMPLE_KEY);
    let file = upload(&service, "plan.pdf", PDF.to_vec()).await;
    let large = upload(&service, "large.pdf", vec![b'x'; 2 * 1024 * 1024 + 1]).await;
    let with = |template: &str, files: &[&str]| {
        email(json!({"templateId": template, "attachments": files,
            "personalisationParams": {"name": "Rose", "urgent": "no"}}))
    };
    for (template, files) in [
        (EMAIL, &[file.as_str()][..]),
        (FILE, &[]),
        (FILE, &[&file, &file]),
        (FILE, &[&large]),
        (FILE, &["nothing"]),
    ] {
        let answer = service.post("/api/notifications", with(template, files)).await;
        assert_eq!(complaints(&answer), ["attachments"], "{files:?}");
    }
    let text = json!({"notificationType": "Text", "mobileNumber": "07700 900123", "templateId": TEXT,
        "personalisationParams": {"name": "Rose"}, "attachments": [file]});
    assert_eq!(complaints(&service.post("/api/notifications", text).await), ["attachments"]);
    let id = sent(&service, with(FILE, &[&file])).await;
    let client = listening(&server).await;
    deliver(&server, &client).await;
    let what = one(&service, &id).await["sentMessageDetails"][0].clone();
    assert_eq!(what["status"], "delivered", "{what}");
    let said = service.get(&format!("/api/documents/{}", what["documentId"].as_str().unwrap())).await;
    assert!(String::from_utf8(said.bytes).unwrap().contains("/d/"), "the link to the file");
}

#[tokio::test]
async fn one_request_goes_by_every_channel_each_with_its_own_template() {
    let server = TestServer::start().await;
    let service = server.service(INCOME_KEY);
    let mut body = json!({"notificationType": "Email", "requireSmsNotification": true, "requireLetter": true,
        "email": "rose@home.example", "mobileNumber": "07700 900123", "targetType": "CourtAction", "targetId": "case-1",
        "emailTemplateId": OWN_EMAIL, "smsTemplateId": OWN_TEXT,
        "personalisationParams": {"firstName": "Rose", "lastName": "Adeyemi", "addressLine1": "Rose",
            "addressLine2": "33 Acacia Avenue", "addressLine3": "SW1A 1AA"}});
    let missing = service.post("/api/notifications", body.clone()).await;
    assert_eq!(complaints(&missing), ["templateId"], "the letter has none");
    body["letterTemplateId"] = OWN_LETTER.into();
    let mut nameless = body.clone();
    nameless["personalisationParams"].as_object_mut().unwrap().remove("firstName");
    let answer = service.post("/api/notifications", nameless).await;
    assert_eq!(complaints(&answer), ["personalisationParams.firstName"]);
    let said = answer.body["errors"]["personalisationParams.firstName"].as_array().unwrap().len();
    assert_eq!(said, 1, "what two templates ask for is said once: {answer:?}");
    let id = sent(&service, body).await;
    let client = listening(&server).await;
    deliver(&server, &client).await;
    let details = one(&service, &id).await["sentMessageDetails"].clone();
    let all: Vec<_> = details
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["channel"].clone(), one["status"].clone()))
        .collect();
    assert_eq!(
        all,
        [("Email", "delivered"), ("Text", "delivered"), ("Letter", "received")]
            .map(|(a, b)| (json!(a), json!(b)))
    );
    assert!(details.as_array().unwrap().iter().all(|one| one["documentId"].is_string()), "{details}");
}

#[tokio::test]
async fn somebody_who_chose_a_services_template_sends_with_its_key() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    let id = sent(&officer, email(json!({"personalisationParams": {"name": "Rose"}}))).await;
    let stored = one(&officer, &id).await;
    assert_eq!((&stored["service"], &stored["createdBy"]), (&json!("sample"), &json!("Olu Dlamini")));
    let client = listening(&server).await;
    deliver(&server, &client).await;
    assert_eq!(one(&officer, &id).await["sentMessageDetails"][0]["status"], "delivered");
    let two = json!({"requireSmsNotification": true, "mobileNumber": "07700 900123", "service": "Income Services",
        "personalisationParams": {"name": "Rose"}});
    assert_eq!(complaints(&officer.post("/api/notifications", email(two)).await), ["templateId"]);
}

async fn post_letter(by: &Client, fields: Value) -> Answer {
    let mut body = json!({"notificationType": "Letter"});
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    by.post("/api/notifications", body).await
}

#[tokio::test]
async fn a_ready_pdf_goes_as_a_letter_by_its_document_or_as_the_attachment() {
    let server = TestServer::start().await;
    let service = server.service(SAMPLE_KEY);
    let pdf = upload(&service, "letter.pdf", PDF.to_vec()).await;
    let client = listening(&server).await;
    for fields in [json!({"documentId": pdf}), json!({"attachments": [pdf]})] {
        let answer = post_letter(&service, fields).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        deliver(&server, &client).await;
        let what = one(&service, answer.body.as_str().unwrap()).await["sentMessageDetails"][0].clone();
        assert_eq!((&what["status"], &what["documentId"]), (&json!("received"), &json!(pdf)), "{what}");
    }
    let kept = service.get(&format!("/api/documents/{pdf}")).await;
    assert_eq!(kept.bytes, PDF, "what was sent is what was brought");
}

#[tokio::test]
async fn what_is_no_pdf_or_not_the_senders_is_no_letter() {
    let server = TestServer::start().await;
    let service = server.service(SAMPLE_KEY);
    let pdf = upload(&service, "letter.pdf", PDF.to_vec()).await;
    let text = upload(&service, "letter.txt", b"Dear Rose".to_vec()).await;
    let locked = upload(&service, "locked.pdf", b"%PDF-1.7 /Encrypt %%EOF".to_vec()).await;
    let foreign = upload(&server.service(INCOME_KEY), "letter.pdf", PDF.to_vec()).await;
    for id in [&text, &locked, &foreign] {
        assert_eq!(complaints(&post_letter(&service, json!({"documentId": id})).await), ["documentId"]);
        assert_eq!(complaints(&post_letter(&service, json!({"attachments": [id]})).await), ["attachments"]);
    }
    let both = json!({"documentId": pdf, "letterTemplateId": LETTER, "personalisationParams": address()});
    assert_eq!(complaints(&post_letter(&service, both).await), ["documentId"]);
    let with_template =
        json!({"attachments": [pdf], "templateId": LETTER, "personalisationParams": address()});
    assert_eq!(complaints(&post_letter(&service, with_template).await), ["attachments"]);
    let no_letter = email(json!({"documentId": pdf, "personalisationParams": {"name": "Rose"}}));
    assert_eq!(complaints(&service.post("/api/notifications", no_letter).await), ["documentId"]);
}
