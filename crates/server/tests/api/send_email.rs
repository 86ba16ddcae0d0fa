//! `POST /v2/notifications/email`.

use serde_json::{Value, json};
use server::demo::SAMPLE_TEAM_KEY;

use crate::support::TestServer;
use crate::support::notify::{
    EMAIL, FILE, LETTER, NO_TEMPLATE, TEXT, accepted, assert_refused, carry, email_to, live, refusal,
    with_key,
};

const PATH: &str = "/v2/notifications/email";

#[tokio::test]
async fn an_email_is_accepted_filled_and_delivered() {
    let server = TestServer::start().await;
    let client = live(&server);
    let mut body = email_to("Rose@demo.example");
    body["reference"] = "my-1".into();
    body["one_click_unsubscribe_url"] = "https://acme.example/stop".into();
    let answer = client.post(PATH, body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let id = answer.body["id"].as_str().unwrap().to_owned();
    assert_eq!(
        answer.body,
        json!({
            "id": id,
            "reference": "my-1",
            "uri": format!("http://localhost/v2/notifications/{id}"),
            "template": {"id": EMAIL, "version": 1, "uri": format!("http://localhost/v2/template/{EMAIL}")},
            "scheduled_for": null,
            "content": {
                "from_email": "sample@tocsin.invalid",
                "subject": "Hello Rose",
                "body": "Hello Rose,\n\nthis is a message from us.",
                "one_click_unsubscribe_url": "https://acme.example/stop",
            },
            "sanitised_content": {},
        })
    );
    let path = format!("/v2/notifications/{id}");
    assert_eq!(client.get(&path).await.body["status"], "created");
    carry(&server).await;
    let report = live(&server).get(&path).await.body;
    assert_eq!(report["status"], "delivered");
    assert_eq!(report["email_address"], "Rose@demo.example");
    assert_eq!(report["phone_number"], Value::Null);
    assert!(report["sent_at"].as_str() <= report["completed_at"].as_str());
}

#[tokio::test]
async fn everything_wrong_with_the_fields_is_told_at_once() {
    let server = TestServer::start().await;
    let body = json!({
        "email_address": "nobody", "template_id": "x", "personalisation": "y", "reference": 5, "colour": "red", "size": 1,
        "one_click_unsubscribe_url": "http://acme.example", "scheduled_for": "soon", "email_reply_to_id": "z",
        "sanitise_content_for": "name",
    });
    let (class, messages) = refusal(&live(&server).post(PATH, body).await, 400);
    assert_eq!(class, "ValidationError");
    assert_eq!(
        messages,
        [
            "reference 5 is not of type string",
            "email_address Not a valid email address",
            "template_id is not a valid UUID",
            "personalisation y is not of type object",
            "scheduled_for datetime format is invalid. It must be a valid ISO8601 date time format, \
             https://en.wikipedia.org/wiki/ISO_8601",
            "email_reply_to_id is not a valid UUID",
            "one_click_unsubscribe_url is not a valid https url",
            "sanitise_content_for name is not of type array, null",
            "Additional properties are not allowed (colour, size were unexpected)",
        ]
    );
    let (_, messages) = refusal(&live(&server).post(PATH, json!({})).await, 400);
    assert_eq!(messages, ["email_address is a required property", "template_id is a required property"]);
    let mut body = email_to("rose@demo.example");
    body["reference"] = "x".repeat(1001).into();
    let (_, messages) = refusal(&live(&server).post(PATH, body).await, 400);
    assert!(messages[0].ends_with(" is too long"));
    for time in ["", "2026-01-05", "2026-01-05T12:00:00+", "A AA𝕒P᱄", "2026-01-0€"] {
        let mut body = email_to("rose@demo.example");
        body["scheduled_for"] = time.into();
        let (_, messages) = refusal(&live(&server).post(PATH, body).await, 400);
        assert!(messages[0].starts_with("scheduled_for datetime format is invalid."), "{time}: {messages:?}");
    }
}

#[tokio::test]
async fn a_body_that_is_no_object_is_refused() {
    let server = TestServer::start().await;
    let client = live(&server);
    for body in ["{", "nonsense", "{\"email_address\": \"a\\u0000b\"}"] {
        let answer = client.send(axum::http::Method::POST, PATH, body.into()).await;
        assert_refused(&answer, 400, "BadRequestError", "Invalid JSON supplied in POST data");
    }
    let answer = client.send(axum::http::Method::POST, PATH, "[1]".into()).await;
    assert_refused(&answer, 400, "ValidationError", "[1] is not of type object");
    let answer = client.send(axum::http::Method::POST, PATH, "[]".into()).await;
    assert_eq!(refusal(&answer, 400).1.len(), 2);
}

#[tokio::test]
async fn a_template_must_be_there_fit_and_have_its_values() {
    let server = TestServer::start().await;
    let client = live(&server);
    let send = async |template: &str, values: Value| {
        let body =
            json!({"email_address": "rose@demo.example", "template_id": template, "personalisation": values});
        client.post(PATH, body).await
    };
    let bad = "BadRequestError";
    assert_refused(&send(NO_TEMPLATE, json!({})).await, 400, bad, "Template not found");
    let unfit = "sms template is not suitable for email notification";
    assert_refused(&send(TEXT, json!({"name": "x"})).await, 400, bad, unfit);
    let unfit = "letter template is not suitable for email notification";
    assert_refused(&send(LETTER, json!({"name": "x"})).await, 400, bad, unfit);
    let missing = "Missing personalisation: name, link_to_file, urgent";
    assert_refused(&send(FILE, json!({"other": 1})).await, 400, bad, missing);
    let missing = "Missing personalisation: name";
    assert_refused(&send(EMAIL, json!({"name": null})).await, 400, bad, missing);
    let filled =
        send(FILE, json!({"NAME": "Rose", "link to file": "none", "urgent": "yes", "extra": 1})).await;
    assert_eq!(
        filled.body["content"]["body"],
        "Hello Rose,\n\nhere is your document: none\n\nPlease read it today."
    );
}

#[tokio::test]
async fn a_reply_to_that_is_not_there_is_refused_and_one_that_is_is_taken() {
    let server = TestServer::start().await;
    let client = live(&server);
    let mut body = email_to("rose@demo.example");
    body["email_reply_to_id"] = NO_TEMPLATE.into();
    let message = format!(
        "email_reply_to_id {NO_TEMPLATE} does not exist in database for service id \
         15f6815b-0000-0000-0000-000000000000"
    );
    assert_refused(&client.post(PATH, body.clone()).await, 400, "BadRequestError", &message);
    body["email_reply_to_id"] = "c6a75cc9-1193-4a5d-8e0f-000000000011".into();
    assert_eq!(client.post(PATH, body).await.status, 201);
}

#[tokio::test]
async fn a_team_key_writes_to_guests_only() {
    let server = TestServer::start().await;
    let client = with_key(&server, SAMPLE_TEAM_KEY);
    assert_refused(
        &client.post(PATH, email_to("rose@demo.example")).await,
        400,
        "BadRequestError",
        "Can’t send to this recipient using a team-only API key",
    );
    accepted(&client, "email", email_to("Guest@demo.example")).await;
}

#[tokio::test]
async fn simulated_recipients_are_answered_and_forgotten() {
    let server = TestServer::start().await;
    let client = live(&server);
    let address = "simulate-delivered@notifications.service.gov.uk";
    let id = accepted(&client, "email", email_to(address)).await;
    let answer = client.get(&format!("/v2/notifications/{id}")).await;
    assert_refused(&answer, 404, "NoResultFound", "No result found");
}

#[tokio::test]
async fn test_recipients_end_as_they_are_called() {
    let server = TestServer::start().await;
    let client = live(&server);
    let mut ids = Vec::new();
    for (address, status) in [
        ("temp-fail@simulator.notify", "temporary-failure"),
        ("perm-fail@simulator.notify", "permanent-failure"),
        ("delivered@simulator.notify", "delivered"),
    ] {
        ids.push((accepted(&client, "email", email_to(address)).await, status));
    }
    carry(&server).await;
    for (id, status) in ids {
        assert_eq!(live(&server).get(&format!("/v2/notifications/{id}")).await.body["status"], status);
    }
}

#[tokio::test]
async fn what_a_stranger_wrote_is_made_harmless_when_asked() {
    let server = TestServer::start().await;
    let mut body = email_to("rose@demo.example");
    body["personalisation"]["name"] = "https://evil.example **Rose**".into();
    body["sanitise_content_for"] = json!(["name"]);
    let answer = live(&server).post(PATH, body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let sanitised = &answer.body["sanitised_content"]["name"];
    assert_eq!(sanitised["sanitised"], " \\*\\*Rose\\*\\*");
    assert!(!answer.body["content"]["body"].as_str().unwrap().contains("evil"));
}

#[tokio::test]
async fn an_email_of_two_megabytes_is_too_long() {
    let server = TestServer::start().await;
    let mut body = email_to("rose@demo.example");
    body["personalisation"]["name"] = "x".repeat(2_000_000).into();
    let (class, messages) = refusal(&live(&server).post(PATH, body).await, 400);
    assert_eq!(class, "BadRequestError");
    assert!(messages[0].starts_with("Your message is too long. Emails cannot be longer than 2000000 bytes."));
}

#[tokio::test]
async fn a_request_whose_answer_was_lost_is_the_same_message_when_it_comes_again() {
    let server = TestServer::start().await;
    let client = live(&server).with_header("idempotency-key", "once");
    let first = client.post(PATH, email_to("rose@demo.example")).await;
    let again = client.post(PATH, email_to("rose@demo.example")).await;
    assert_eq!((first.status, &first.body), (201, &again.body));
    let list = live(&server).get("/v2/notifications").await;
    assert_eq!(list.body["notifications"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_was_sanitised_is_always_in_the_answer() {
    let server = TestServer::start().await;
    for names in [json!(null), json!([]), json!(["name"]), json!(["unknown"])] {
        let mut body = email_to("rose@demo.example");
        body["sanitise_content_for"] = names.clone();
        let answer = live(&server).post(PATH, body).await;
        assert_eq!(answer.body["sanitised_content"], json!({}), "{names}: {answer:?}");
    }
    let answer = live(&server).post(PATH, email_to("rose@demo.example")).await;
    assert_eq!(answer.body["sanitised_content"], json!({}));
    // Also when the request is repeated because its response was lost.
    let client = live(&server).with_header("idempotency-key", "again");
    for _ in 0..2 {
        let mut body = email_to("rose@demo.example");
        body["personalisation"]["name"] = "*Rose*".into();
        body["sanitise_content_for"] = json!(["name"]);
        let answer = client.post(PATH, body).await;
        assert_eq!(answer.body["sanitised_content"]["name"]["sanitised"], "\\*Rose\\*");
    }
}

#[tokio::test]
async fn a_link_loses_its_target_and_keeps_its_text() {
    let server = TestServer::start().await;
    for (name, harmless) in [
        ("User, [click here](https://evil.example)", "User, \\[click here\\]\\(\\)"),
        ("[a](http://evil.example/x?y=z) and more", "\\[a\\]\\(\\) and more"),
        ("<https://evil.example> after", "\\<\\> after"),
        ("see (evil.example) now", "see \\(evil\\. example\\) now"),
        ("![x](ftp://evil.example/a.png)", "\\!\\[x\\]\\(\\)"),
    ] {
        let mut body = email_to("rose@demo.example");
        body["personalisation"]["name"] = name.into();
        body["sanitise_content_for"] = json!(["name"]);
        let answer = live(&server).post(PATH, body).await;
        let field = &answer.body["sanitised_content"]["name"];
        assert_eq!((&field["unsanitised"], &field["sanitised"]), (&json!(name), &json!(harmless)));
        assert!(answer.body["content"]["body"].as_str().unwrap().contains(harmless), "{answer:?}");
    }
}
