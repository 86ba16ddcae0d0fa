//! `GET /v2/notifications`, `GET /v2/notifications/{id}`, `GET /v2/received-text-messages`.

use serde_json::{Value, json};

use crate::support::notify::{
    accepted, assert_refused, carry, email_to, letter, live, refusal, text_to, with_key,
};
use crate::support::{Client, TestServer};

async fn ids(client: &Client, query: &str) -> Vec<String> {
    let answer = client.get(&format!("/v2/notifications{query}")).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    let list = answer.body["notifications"].as_array().unwrap();
    list.iter().map(|message| message["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_list_is_newest_first_and_goes_on_after_an_id() {
    let server = TestServer::start().await;
    let client = live(&server);
    let mut sent = Vec::new();
    for number in 0..3 {
        sent.push(accepted(&client, "email", email_to(&format!("r{number}@demo.example"))).await);
        server.clock.advance(1);
    }
    sent.reverse();
    assert_eq!(ids(&client, "").await, sent);
    assert_eq!(ids(&client, &format!("?older_than={}", sent[0])).await, sent[1..]);
    let answer = client.get(&format!("/v2/notifications?template_type=email&older_than={}", sent[1])).await;
    let root = "http://localhost/v2/notifications";
    assert_eq!(
        answer.body["links"],
        json!({
            "current": format!("{root}?template_type=email&older_than={}", sent[1]),
            "next": format!("{root}?older_than={}&template_type=email", sent[2]),
        })
    );
    let empty = client.get(&format!("/v2/notifications?older_than={}", sent[2])).await;
    assert_eq!(empty.body["links"].get("next"), None);
}

#[tokio::test]
async fn a_page_has_250() {
    let server = TestServer::start().await;
    let client = live(&server);
    for _ in 0..251 {
        accepted(&client, "sms", text_to("07700900123")).await;
    }
    assert_eq!(ids(&client, "").await.len(), 250);
}

#[tokio::test]
async fn filters_are_reference_status_and_type() {
    let server = TestServer::start().await;
    let client = live(&server);
    let mut body = email_to("perm-fail@simulator.notify");
    body["reference"] = "wanted".into();
    let email = accepted(&client, "email", body).await;
    let text = accepted(&client, "sms", text_to("07700900123")).await;
    let letter = accepted(&client, "letter", letter()).await;
    assert_eq!(ids(&client, "?reference=wanted").await, [email.as_str()]);
    assert_eq!(ids(&client, "?template_type=sms&template_type=letter").await.len(), 2);
    assert_eq!(ids(&client, "?status=accepted").await.len(), 3, "in the original created is accepted too");
    carry(&server).await;
    let client = live(&server);
    assert_eq!(ids(&client, "?status=failed").await, [email]);
    assert_eq!(ids(&client, "?status=received&template_type=letter").await, [letter]);
    assert_eq!(ids(&client, "?status=delivered&template_type=sms").await, [text]);
    assert!(ids(&client, "?reference=nothing").await.is_empty());
}

#[tokio::test]
async fn a_bad_filter_is_told_why() {
    let server = TestServer::start().await;
    let client = live(&server);
    let (class, messages) = refusal(
        &client.get("/v2/notifications?status=lost&template_type=pigeon&older_than=1&colour=red").await,
        400,
    );
    assert_eq!(class, "ValidationError");
    assert!(messages[0].starts_with("status lost is not one of [cancelled, created, "), "{messages:?}");
    assert_eq!(
        messages[1..],
        [
            "template_type pigeon is not one of [sms, email, letter]",
            "older_than is not a valid UUID",
            "Additional properties are not allowed (colour was unexpected)",
        ]
    );
}

#[tokio::test]
async fn another_services_message_is_as_unknown_as_none() {
    let server = TestServer::start().await;
    let id = accepted(&live(&server), "email", email_to("rose@demo.example")).await;
    let own = with_key(&server, &notify::builtin_key(&server.state.notify).await.unwrap());
    for path in [format!("/v2/notifications/{id}"), format!("/v2/notifications/{id}/pdf")] {
        assert_refused(&own.get(&path).await, 404, "NoResultFound", "No result found");
    }
    assert!(ids(&own, "").await.is_empty());
    let client = live(&server);
    let bad = client.get("/v2/notifications/five").await;
    assert_refused(&bad, 400, "ValidationError", "notification_id is not a valid UUID");
    let no_letter = client.get(&format!("/v2/notifications/{id}/pdf")).await;
    assert_refused(&no_letter, 400, "BadRequestError", "Notification is not a letter");
}

#[tokio::test]
async fn received_texts_are_read_by_their_service() {
    let server = TestServer::start().await;
    let client = live(&server);
    let answer = client.get("/v2/received-text-messages").await;
    let texts = answer.body["received_text_messages"].as_array().unwrap();
    assert_eq!(texts.len(), 1);
    assert_eq!(
        (&texts[0]["user_number"], &texts[0]["notify_number"], &texts[0]["content"]),
        (&json!("447700900123"), &json!("447700900999"), &json!("I paid this morning."))
    );
    let older = format!("/v2/received-text-messages?older_than={}", texts[0]["id"].as_str().unwrap());
    assert_eq!(client.get(&older).await.body["received_text_messages"], json!([]));
    let (_, messages) = refusal(&client.get("/v2/received-text-messages?older_than=x").await, 400);
    assert_eq!(messages, ["older_than is not a valid UUID"]);
    let own = with_key(&server, &notify::builtin_key(&server.state.notify).await.unwrap());
    let none: Value = own.get("/v2/received-text-messages").await.body;
    assert_eq!(none["received_text_messages"], json!([]));
}
