//! `POST /v2/notifications/sms`.

use serde_json::json;
use server::demo::{SAMPLE_TEAM_KEY, SAMPLE_TEST_KEY};

use crate::support::TestServer;
use crate::support::notify::{
    EMAIL, TEXT, accepted, assert_refused, carry, live, refusal, text_to, with_key,
};

const PATH: &str = "/v2/notifications/sms";

#[tokio::test]
async fn a_text_is_accepted_filled_and_delivered() {
    let server = TestServer::start().await;
    let client = live(&server);
    let answer = client.post(PATH, text_to("07700 900123")).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(
        answer.body["content"],
        json!({"from_number": "sample", "body": "Hello Rose, this is a message from us."})
    );
    let path = format!("/v2/notifications/{}", answer.body["id"].as_str().unwrap());
    carry(&server).await;
    let report = live(&server).get(&path).await.body;
    assert_eq!((&report["status"], &report["phone_number"]), (&json!("delivered"), &json!("07700 900123")));
    assert_eq!(report["cost_details"]["billable_sms_fragments"], 1);
    assert_eq!(report["subject"], json!(null));
}

#[tokio::test]
async fn each_bad_number_is_told_why() {
    let server = TestServer::start().await;
    let client = live(&server);
    for (number, message) in [
        ("0770090012", "phone_number Not enough digits"),
        ("077009001234", "phone_number Too many digits"),
        ("call me", "phone_number Must not contain letters or symbols"),
        ("+80123456789", "phone_number Not a valid country prefix"),
        ("", "phone_number Not enough digits"),
    ] {
        assert_refused(&client.post(PATH, text_to(number)).await, 400, "ValidationError", message);
    }
    let landline = client.post(PATH, text_to("020 7946 0123")).await;
    assert_refused(&landline, 400, "InvalidPhoneError", "Not a UK mobile number");
    let (_, messages) = refusal(&client.post(PATH, json!({"phone_number": 7})).await, 400);
    assert_eq!(messages, ["phone_number 7 is not of type string", "template_id is a required property"]);
}

#[tokio::test]
async fn a_text_over_918_characters_is_too_long() {
    let server = TestServer::start().await;
    let mut body = text_to("07700900123");
    body["personalisation"]["name"] = "x".repeat(918).into();
    let length = 918 + "Hello , this is a message from us.".len();
    let message = format!(
        "Your message is too long. Text messages cannot be longer than 918 characters. Your message is {length} \
         characters long."
    );
    assert_refused(&live(&server).post(PATH, body).await, 400, "BadRequestError", &message);
}

#[tokio::test]
async fn a_text_takes_no_file_and_no_email_template() {
    let server = TestServer::start().await;
    let client = live(&server);
    let mut body = text_to("07700900123");
    body["personalisation"]["extra"] = json!({"file": "aGVsbG8="});
    assert_refused(&client.post(PATH, body).await, 400, "BadRequestError", "Can only send a file by email");
    let mut body = text_to("07700900123");
    body["template_id"] = EMAIL.into();
    let message = "email template is not suitable for sms notification";
    assert_refused(&client.post(PATH, body).await, 400, "BadRequestError", message);
}

#[tokio::test]
async fn a_name_to_come_from_is_chosen_by_its_id() {
    let server = TestServer::start().await;
    let client = live(&server);
    let mut body = text_to("07700900123");
    body["sms_sender_id"] = "c6a75cc9-1193-4a5d-8e0f-000000000012".into();
    assert_eq!(client.post(PATH, body.clone()).await.body["content"]["from_number"], "ACME");
    // A reply-to address is not a sender name.
    body["sms_sender_id"] = "c6a75cc9-1193-4a5d-8e0f-000000000011".into();
    let (class, messages) = refusal(&client.post(PATH, body).await, 400);
    assert_eq!(class, "BadRequestError");
    assert!(messages[0].starts_with("sms_sender_id c6a75cc9"), "{messages:?}");
}

#[tokio::test]
async fn test_numbers_end_as_they_are_known_for() {
    let server = TestServer::start().await;
    let client = live(&server);
    let mut ids = Vec::new();
    for (number, status) in [
        ("07700900003", "temporary-failure"),
        ("07700900002", "permanent-failure"),
        ("07700900001", "delivered"),
        ("+27831234567", "sent"),
    ] {
        ids.push((accepted(&client, "sms", text_to(number)).await, status));
    }
    carry(&server).await;
    for (id, status) in ids {
        assert_eq!(live(&server).get(&format!("/v2/notifications/{id}")).await.body["status"], status);
    }
}

#[tokio::test]
async fn a_team_key_writes_to_guests_and_a_test_key_to_nobody() {
    let server = TestServer::start().await;
    let team = with_key(&server, SAMPLE_TEAM_KEY);
    accepted(&team, "sms", text_to("07700900123")).await;
    let message = "Can’t send to this recipient using a team-only API key";
    assert_refused(&team.post(PATH, text_to("07700900124")).await, 400, "BadRequestError", message);
    let id = accepted(&with_key(&server, SAMPLE_TEST_KEY), "sms", text_to("07700900124")).await;
    carry(&server).await;
    // Each kind of key lists its own messages.
    let list = with_key(&server, SAMPLE_TEST_KEY).get("/v2/notifications").await.body;
    assert_eq!(list["notifications"][0]["id"], json!(id));
    assert_eq!(list["notifications"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn outside_of_a_demonstration_a_text_that_goes_nowhere_is_never_called_delivered() {
    let server = TestServer::with(|config| config.demo = false).await;
    let id = accepted(&live(&server), "sms", text_to("07700900123")).await;
    carry(&server).await;
    let report = live(&server).get(&format!("/v2/notifications/{id}")).await.body;
    assert_eq!(report["status"], "technical-failure");
    assert_eq!(report["template"]["id"], TEXT);
}

#[tokio::test]
async fn letters_that_telephones_lack_are_sent_without_their_marks_as_the_preview_shows() {
    let server = TestServer::start().await;
    for (name, written) in [
        ("Nguyễn", "Nguyen"),
        ("Jose\u{301}", "José"),
        ("\u{2126}mega", "Ωmega"),
        ("“Zoë” – O’Hara…", "\"Zoë\" - O'Hara..."),
        ("a\u{a0}b\u{200b}c\u{ad}d", "a bcd"),
        ("ŵyn", "ŵyn"),
        ("漢", "?"),
    ] {
        let mut body = text_to("07700900123");
        body["personalisation"]["name"] = name.into();
        let values = json!({"personalisation": body["personalisation"]});
        let sent = live(&server).post(PATH, body).await.body;
        let expected = format!("Hello {written}, this is a message from us.");
        assert_eq!(sent["content"]["body"], expected, "{name}");
        let preview = live(&server).post(&format!("/v2/template/{TEXT}/preview"), values.clone()).await.body;
        assert_eq!(preview["body"], expected);
        let own =
            server.as_officer().await.post(&format!("/api/templates/{TEXT}/preview"), values).await.body;
        assert_eq!((&own["body"], &own["parts"]), (&json!(expected), &json!(1)));
        assert_eq!(own["characters"], expected.chars().count());
        let path = format!("/v2/notifications/{}", sent["id"].as_str().unwrap());
        let report = live(&server).get(&path).await.body;
        assert_eq!(report["cost_details"]["billable_sms_fragments"], own["parts"]);
    }
}
