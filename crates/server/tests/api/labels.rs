//! A name of invisible characters is refused, and so is one that reverses the text around it, by every endpoint.

use serde_json::json;

use crate::support::provider::{PROVIDERS, provider};
use crate::support::{Answer, Client, TestServer, notification};

const INVISIBLE: [&str; 8] = [
    "\u{200b}",
    "\u{3164}",
    "\u{ad}",
    "\u{2800}",
    "\u{fe0f}",
    "\u{e0041}\u{e007f}",
    "\u{202e}",
    " \u{2060}\u{301} ",
];

const REVERSING: [&str; 5] =
    ["Rose \u{202e}txet", "\u{2066}Rose", "Rose\u{200f}", "\u{61c}Rose", "Rose \u{202a}x\u{202c}"];

fn refused(door: &str, text: &str, answer: &Answer) {
    assert!(matches!(answer.status, 400 | 422), "{door} took {text:?}: {answer:?}");
}

/// Sends a name to every endpoint that accepts one.
async fn knock(server: &Clients, text: &str) -> Vec<(&'static str, Answer)> {
    let named = |field: &str| provider(json!({ field: text }));
    let notifiers = json!({"email_notifiers": [{"name": text, "email": "a@acme.example"}]});
    let template = json!({"type": "email", "name": text, "subject": "Hello", "body": "Hello"});
    vec![
        (
            "invitation",
            server
                .admin
                .post("/api/users", json!({"email": "new@acme.example", "name": text, "role": "officer"}))
                .await,
        ),
        ("provider's name", server.admin.post(PROVIDERS, named("name")).await),
        ("provider's label", server.admin.post(PROVIDERS, named("label")).await),
        ("notifier's name", server.admin.post(PROVIDERS, provider(notifiers)).await),
        ("service", server.admin.post("/api/services", json!({"name": text, "callbackUrl": ""})).await),
        ("template", server.admin.post("/api/templates", template).await),
        (
            "document",
            server.officer.post(&format!("/api/documents?filename={}", escaped(text)), json!("x")).await,
        ),
        (
            "supplier",
            server
                .controller
                .post("/api/control/suppliers", json!({"name": text, "responseTypeIds": [1]}))
                .await,
        ),
        (
            "responder",
            server
                .controller
                .post(
                    "/api/control/responders",
                    json!({"name": text, "supplierId": 1, "responseTypeIds": [1]}),
                )
                .await,
        ),
    ]
}

struct Clients {
    admin: Client,
    officer: Client,
    controller: Client,
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[tokio::test]
async fn a_name_that_nobody_sees_or_that_reverses_text_is_refused_at_every_door() {
    let server = TestServer::start().await;
    let clients = Clients {
        admin: server.as_admin().await,
        officer: server.as_officer().await,
        controller: server.as_controller().await,
    };
    for text in INVISIBLE.into_iter().chain(REVERSING) {
        for (door, answer) in knock(&clients, text).await {
            refused(door, text, &answer);
        }
    }
}

#[tokio::test]
async fn a_message_that_nobody_sees_is_refused_at_every_door() {
    let server = TestServer::start().await;
    let (resident, controller, officer) =
        (server.as_resident().await, server.as_controller().await, server.as_officer().await);
    let callout = resident.post("/api/callouts", json!({})).await.body["id"].clone();
    for text in INVISIBLE {
        let message = json!({ "message": text });
        refused(
            "comment",
            text,
            &resident.post(&format!("/api/callouts/{callout}/comments"), message.clone()).await,
        );
        refused(
            "reply",
            text,
            &controller.post(&format!("/api/control/callouts/{callout}/reply"), message).await,
        );
        let screen = notification::screen(json!({ "message": text }));
        refused("notification", text, &officer.post("/api/notifications", screen).await);
    }
}

#[tokio::test]
async fn an_own_detail_that_nobody_sees_is_empty_and_one_that_reverses_text_is_refused() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    for text in INVISIBLE {
        let answer = resident.patch("/api/customer", json!({"surname": text, "vehicleColour": text})).await;
        assert_eq!(
            (&answer.body["surname"], &answer.body["vehicleColour"]),
            (&json!(""), &json!("")),
            "{text:?}"
        );
    }
    for text in REVERSING {
        refused("own details", text, &resident.patch("/api/customer", json!({ "name": text })).await);
    }
}

#[tokio::test]
async fn a_sentence_about_somebody_with_a_stored_reversing_name_keeps_its_order() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    server.run("UPDATE resident SET name = 'Rose \u{202e}txet', surname = ''").await;
    server.run("UPDATE \"user\" SET name = 'Rose \u{202e}txet' WHERE email = 'resident@demo.example'").await;
    resident.post("/api/callouts", json!({})).await;
    let officer = server.as_officer().await;
    let rows = notification::list(&officer, "?targetType=CalloutRaised").await;
    let message = rows[0]["message"].as_str().unwrap();
    assert!(message.contains("Rose txet"), "{message:?}");
    assert!(!message.contains('\u{202e}'), "{message:?}");
}
