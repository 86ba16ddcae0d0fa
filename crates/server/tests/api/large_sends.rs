//! Large messages to the embedded GOV.UK Notify compatible service do not delay presses.

use futures_util::future::join_all;
use serde_json::json;

use crate::support::TestServer;
use crate::support::callout::pressed;
use crate::support::notify::{EMAIL, live};

#[tokio::test]
async fn a_press_goes_through_while_large_messages_are_sent() {
    let server = TestServer::start().await;
    let resident = server.as_resident().await;
    let body = json!({
        "email_address": "a@acme.example",
        "template_id": EMAIL,
        "personalisation": {"name": "x".repeat(200_000)},
    });
    let sender = live(&server);
    let sends = (0..8).map(|_| sender.post("/v2/notifications/email", body.clone()));
    let (answers, id) = tokio::join!(join_all(sends), pressed(&resident, json!({})));
    assert!(id > 0);
    // Accepted, or refused as too large; never a server error.
    assert!(answers.iter().all(|answer| answer.status < 500), "{answers:?}");
}
