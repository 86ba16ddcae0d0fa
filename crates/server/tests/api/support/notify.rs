//! Calls notify as the clients of GOV.UK Notify do, and runs its workers.

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use server::messages;

use super::{Answer, Client, TestServer};
use notify::client::NotifyClient;

/// The template of an e-mail with `((name))`.
pub const EMAIL: &str = "c6a75cc9-1193-4a5d-8e0f-000000000002";
/// The template of a text with `((name))`.
pub const TEXT: &str = "c6a75cc9-1193-4a5d-8e0f-000000000003";
/// The template of an e-mail with `((name))`, `((link_to_file))` and `((urgent??…))`.
pub const FILE: &str = "c6a75cc9-1193-4a5d-8e0f-000000000004";
/// The template of a letter with `((name))`.
pub const LETTER: &str = "c6a75cc9-1193-4a5d-8e0f-000000000005";
/// The organisation's template of an e-mail, for every service, with `((firstName))` and `((link))`.
pub const OWN_EMAIL: &str = "c6a75cc9-1193-4a5d-8e0f-000000000121";
/// Its template of a text with `((link))`.
pub const OWN_TEXT: &str = "c6a75cc9-1193-4a5d-8e0f-000000000122";
/// Its template of a letter with `((firstName))` and `((lastName))`.
pub const OWN_LETTER: &str = "c6a75cc9-1193-4a5d-8e0f-000000000151";
/// An id without a template.
pub const NO_TEMPLATE: &str = "c6a75cc9-1193-4a5d-8e0f-999999999999";

/// A token of this key, with these claims in place of the usual ones.
pub fn token(key: &str, change: Value, now: i64) -> String {
    let (service, secret) = notify::key_parts(key).unwrap();
    let mut claims = json!({"iss": service, "iat": now / 1000});
    for (name, value) in change.as_object().unwrap() {
        claims[name] = value.clone();
    }
    let signer = EncodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::encode(&Header::new(Algorithm::HS256), &claims, &signer).unwrap()
}

/// A program with this key; its token is valid for 30 seconds of the test's clock.
pub fn with_key(server: &TestServer, key: &str) -> Client {
    server.anonymous().with_token(&token(key, json!({}), server.state.now()))
}

/// A program with the sample's live key.
pub fn live(server: &TestServer) -> Client {
    with_key(server, server::demo::SAMPLE_KEY)
}

/// The class and the messages of an error, whose status must be this.
pub fn refusal(answer: &Answer, status: u16) -> (String, Vec<String>) {
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(answer.body["status_code"], status);
    let errors = answer.body["errors"].as_array().unwrap();
    let class = errors[0]["error"].as_str().unwrap().to_owned();
    (class, errors.iter().map(|error| error["message"].as_str().unwrap().to_owned()).collect())
}

/// Asserts an error with one message.
pub fn assert_refused(answer: &Answer, status: u16, class: &str, message: &str) {
    assert_eq!(refusal(answer, status), (class.to_owned(), vec![message.to_owned()]));
}

/// Sends a message that must be accepted, and returns its id.
pub async fn accepted(client: &Client, kind: &str, body: Value) -> String {
    let answer = client.post(&format!("/v2/notifications/{kind}"), body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.body["id"].as_str().unwrap().to_owned()
}

/// A valid e-mail to this address.
pub fn email_to(address: &str) -> Value {
    json!({"email_address": address, "template_id": EMAIL, "personalisation": {"name": "Rose"}})
}

/// A valid text to this number.
pub fn text_to(number: &str) -> Value {
    json!({"phone_number": number, "template_id": TEXT, "personalisation": {"name": "Rose"}})
}

/// A notification that is sent as a text, from a template for every service.
pub fn posted_text(number: &str) -> Value {
    json!({"notificationType": "Text", "mobileNumber": number, "templateId": OWN_TEXT,
        "personalisationParams": {"link": "https://acme.example/survey"}})
}

pub fn letter() -> Value {
    let address = json!({"name": "Rose", "address_line_1": "Rose Adeyemi", "address_line_2": "33 Acacia Avenue", "address_line_3": "SW1A 1AA"});
    json!({"template_id": LETTER, "personalisation": address})
}

/// Runs notify's worker until it has nothing more to do.
pub async fn carry(server: &TestServer) {
    for _ in 0..8 {
        server.clock.advance(1000);
        notify::work_through_due(&server.state.notify).await.unwrap();
    }
}

/// The server on a real socket, as the outbox's worker needs it.
pub async fn listening(server: &TestServer) -> NotifyClient {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = server.router();
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    messages::client(&server.state, address).unwrap()
}

/// Runs the outbox and notify until neither has anything to do.
pub async fn deliver(server: &TestServer, client: &NotifyClient) {
    for _ in 0..12 {
        server.clock.advance(1000);
        messages::send_due(&server.state, client).await.unwrap();
        notify::work_through_due(&server.state.notify).await.unwrap();
    }
}
