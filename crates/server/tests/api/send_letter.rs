//! `POST /v2/notifications/letter`: from a template, and ready PDFs.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use server::demo::SAMPLE_TEAM_KEY;

use crate::support::TestServer;
use crate::support::notify::{LETTER, accepted, assert_refused, carry, letter, live, refusal, with_key};

const PATH: &str = "/v2/notifications/letter";

fn ready(pdf: &[u8]) -> Value {
    json!({"reference": "my-letter", "content": STANDARD.encode(pdf)})
}

#[tokio::test]
async fn a_letter_is_accepted_written_and_received() {
    let server = TestServer::start().await;
    let client = live(&server);
    let answer = client.post(PATH, letter()).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(
        answer.body["content"],
        json!({"subject": "Hello Rose", "body": "Dear Rose,\n\nthis is a letter from us."})
    );
    let path = format!("/v2/notifications/{}", answer.body["id"].as_str().unwrap());
    let report = client.get(&path).await.body;
    assert_eq!(report["status"], "accepted");
    assert_eq!(
        (&report["line_1"], &report["line_2"], &report["line_3"], &report["postcode"]),
        (&json!("Rose Adeyemi"), &json!("33 Acacia Avenue"), &json!(null), &json!("SW1A 1AA"))
    );
    assert_eq!(report["postage"], "second");
    assert_refused(
        &client.get(&format!("{path}/pdf")).await,
        400,
        "PDFNotReadyError",
        "PDF not available yet, try again later",
    );
    carry(&server).await;
    let client = live(&server);
    let report = client.get(&path).await.body;
    assert_eq!((&report["status"], &report["is_cost_data_ready"]), (&json!("received"), &json!(true)));
    let pdf = client.get(&format!("{path}/pdf")).await;
    assert_eq!(pdf.header("content-type"), Some("application/pdf"));
    assert!(pdf.bytes.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn each_bad_address_is_told_why() {
    let server = TestServer::start().await;
    let client = live(&server);
    for (lines, message) in [
        (&["Rose", "SW1A 1AA"][..], "Address must be at least 3 lines"),
        (&["Rose", "33 Acacia Avenue", "Sandton"], "Must be a real UK postcode"),
        (
            &["Rose", "(33 Acacia Avenue)", "SW1A 1AA"],
            "Address lines must not start with any of the following characters: @ ( ) = [ ] ” \\ / , < >",
        ),
        (
            &["Rose", "!", "SW1A 1AA"],
            "The first 2 lines of the address must both include at least one alphanumeric character",
        ),
        (&["Rose", "No fixed abode", "SW1A 1AA"], "Must be a real address"),
    ] {
        let mut body = letter();
        body["personalisation"] = json!({"name": "Rose"});
        for (number, line) in lines.iter().enumerate() {
            body["personalisation"][format!("address_line_{}", number + 1)] = (*line).into();
        }
        assert_refused(&client.post(PATH, body).await, 400, "ValidationError", message);
    }
    let mut body = letter();
    body["personalisation"]["address_line_4"] = "a\nb\nc\nd\nSW1A 1AA".into();
    let message = "Address must be no more than 7 lines";
    assert_refused(&client.post(PATH, body).await, 400, "ValidationError", message);
}

#[tokio::test]
async fn a_letter_needs_its_fields() {
    let server = TestServer::start().await;
    let (_, messages) = refusal(&live(&server).post(PATH, json!({"phone_number": "1"})).await, 400);
    assert_eq!(
        messages,
        [
            "template_id is a required property",
            "personalisation is a required property",
            "Additional properties are not allowed (phone_number was unexpected)",
        ]
    );
}

#[tokio::test]
async fn a_team_key_sends_no_letters() {
    let server = TestServer::start().await;
    let client = with_key(&server, SAMPLE_TEAM_KEY);
    let message = "Cannot send letters with a team api key";
    assert_refused(&client.post(PATH, letter()).await, 403, "BadRequestError", message);
    assert_refused(&client.post(PATH, ready(b"%PDF-1.7 %%EOF")).await, 403, "BadRequestError", message);
}

#[tokio::test]
async fn a_ready_pdf_is_kept_as_it_came() {
    let server = TestServer::start().await;
    let client = live(&server);
    let pdf = b"%PDF-1.7\n1 0 obj\n%%EOF";
    let mut body = ready(pdf);
    body["postage"] = "first".into();
    let answer = client.post(PATH, body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let id = answer.body["id"].as_str().unwrap();
    assert_eq!(answer.body, json!({"id": id, "reference": "my-letter", "postage": "first"}));
    let path = format!("/v2/notifications/{id}");
    assert_eq!(client.get(&path).await.body["status"], "pending-virus-check");
    assert_eq!(refusal(&client.get(&format!("{path}/pdf")).await, 400).0, "PDFNotReadyError");
    carry(&server).await;
    let client = live(&server);
    assert_eq!(client.get(&path).await.body["status"], "received");
    assert_eq!(client.get(&format!("{path}/pdf")).await.bytes, pdf);
}

#[tokio::test]
async fn what_cannot_be_printed_fails() {
    let server = TestServer::start().await;
    let client = live(&server);
    let id = accepted(&client, "letter", ready(b"hello")).await;
    carry(&server).await;
    let report = live(&server).get(&format!("/v2/notifications/{id}")).await.body;
    assert_eq!(report["status"], "validation-failed");
    let client = live(&server);
    let body = json!({"reference": "x", "content": "$$$"});
    let message = "Cannot decode letter content (invalid base64 encoding)";
    assert_refused(&client.post(PATH, body).await, 400, "BadRequestError", message);
    let mut body = ready(b"%PDF-");
    body["postage"] = "third".into();
    let message = "postage invalid. It must be either first, second or economy.";
    assert_refused(&client.post(PATH, body).await, 400, "ValidationError", message);
    let message = "reference is a required property";
    assert_refused(&client.post(PATH, json!({"content": "x"})).await, 400, "ValidationError", message);
}

#[tokio::test]
async fn a_letter_of_more_than_ten_pages_is_not_posted() {
    let server = TestServer::start().await;
    let mut body = letter();
    body["personalisation"]["name"] = "words ".repeat(20_000).into();
    let id = accepted(&live(&server), "letter", body).await;
    carry(&server).await;
    let report = live(&server).get(&format!("/v2/notifications/{id}")).await.body;
    assert_eq!(report["status"], "validation-failed");
}

#[tokio::test]
async fn a_letter_that_would_be_printed_with_empty_boxes_is_refused_by_name() {
    let server = TestServer::start().await;
    let client = live(&server);
    for text in ["مرحبا", "漢字", "हिन्दी", "Rose 😀", "שלום", "\u{e000}"] {
        for field in ["name", "address_line_1"] {
            let mut body = letter();
            body["personalisation"][field] = format!("Rose {text}").into();
            let (class, messages) = refusal(&client.post(PATH, body.clone()).await, 400);
            let last = text.chars().last().unwrap();
            assert_eq!(class, "ValidationError");
            assert!(
                messages[0].starts_with("Letters cannot be printed with these characters: "),
                "{messages:?}"
            );
            assert!(
                messages[0].contains(text.chars().find(|c| !c.is_ascii()).unwrap_or(last)),
                "{messages:?}"
            );
            if field == "name" {
                let path = format!("/v2/template/{LETTER}/preview");
                let (_, preview) = refusal(&client.post(&path, body).await, 400);
                assert_eq!(preview, messages);
            }
        }
    }
    for name in ["Nguyễn", "Jose\u{301}", "Владимир", "Łódź", "Ωmega", "Zoe\u{308}\u{200b}"] {
        let mut body = letter();
        body["personalisation"]["name"] = name.into();
        accepted(&client, "letter", body).await;
    }
}

#[tokio::test]
async fn staff_see_before_sending_what_cannot_be_printed() {
    let server = TestServer::start().await;
    let (officer, admin) = (server.as_officer().await, server.as_admin().await);
    let values = json!({"personalisation": {"name": "Rose 漢", "address_line_1": "R", "address_line_2": "1", "postcode": "SW1A 1AA"}});
    let preview = officer.post(&format!("/api/templates/{LETTER}/preview"), values).await.body;
    assert!(preview["printProblem"].as_str().unwrap().contains("漢"), "{preview}");
    let written = admin.patch(&format!("/api/templates/{LETTER}"), json!({"body": "Dear 😀"})).await;
    assert_eq!(written.status, 422, "{written:?}");
    assert!(written.body["errors"]["body"][0].as_str().unwrap().contains("😀"), "{written:?}");
    let composed = json!({
        "notificationType": "Letter", "templateId": LETTER, "message": "A letter",
        "personalisationParams": {"name": "Rose 漢", "addressLine1": "Rose", "addressLine2": "1 Street", "addressLine3": "SW1A 1AA"},
    });
    let answer = officer.post("/api/notifications", composed).await;
    assert_eq!(answer.status, 422, "{answer:?}");
    assert!(answer.body["errors"]["personalisationParams"][0].as_str().unwrap().contains("漢"), "{answer:?}");
}
