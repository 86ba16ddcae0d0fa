//! `/dev/outbox`.

use axum::http::Method;
use serde_json::json;

use crate::support::TestServer;
use crate::support::notify::{accepted, carry, email_to, letter, live, text_to};

async fn page(server: &TestServer) -> String {
    let answer = server.anonymous().get("/dev/outbox").await;
    assert_eq!(answer.status, 200);
    String::from_utf8(answer.bytes).unwrap()
}

#[tokio::test]
async fn a_developer_reads_what_was_sent() {
    let server = TestServer::start().await;
    assert!(page(&server).await.contains("Nothing yet."));
    let mut body = email_to("rose@demo.example");
    body["personalisation"]["name"] = "<b>Rose</b>".into();
    accepted(&live(&server), "email", body).await;
    accepted(&live(&server), "sms", text_to("07700900123")).await;
    let id = accepted(&live(&server), "letter", letter()).await;
    carry(&server).await;
    let text = page(&server).await;
    assert!(text.contains("E-mail to rose@demo.example") && text.contains("Hello &lt;b&gt;Rose&lt;/b&gt;"));
    assert!(
        text.contains("Text to 07700900123") && text.contains("Letter to Rose Adeyemi, 33 Acacia Avenue")
    );
    let pdf = server.anonymous().get(&format!("/dev/outbox/{id}/letter.pdf")).await;
    assert!(pdf.bytes.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn a_developer_answers_a_text() {
    let server = TestServer::start().await;
    let client = server.anonymous().with_header("content-type", "application/x-www-form-urlencoded");
    let send = async |form: &str| client.send(Method::POST, "/dev/outbox/texts", form.into()).await.status;
    let service = "service=15f6815b-0000-0000-0000-000000000000";
    assert_eq!(send(&format!("{service}&number=07700900123&content=Yes+please")).await, 303);
    assert_eq!(send(&format!("{service}&number=nobody&content=Yes")).await, 400);
    assert_eq!(send(&format!("{service}&number=07700900123&content=")).await, 400);
    assert_eq!(send("service=x&number=07700900123&content=Yes").await, 404);
    let texts = live(&server).get("/v2/received-text-messages").await.body;
    let contents: Vec<_> = texts["received_text_messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text["content"].clone())
        .collect();
    assert!(contents.contains(&json!("Yes please")));
    let elsewhere = client.clone().with_header("origin", "https://evil.example");
    let form = format!("{service}&number=07700900123&content=x");
    assert_eq!(elsewhere.send(Method::POST, "/dev/outbox/texts", form.into()).await.status, 403);
}

#[tokio::test]
async fn outside_of_a_demonstration_there_is_no_outbox() {
    let server = TestServer::with(|config| config.demo = false).await;
    assert_eq!(server.anonymous().get("/dev/outbox").await.status, 404);
    assert_eq!(server.anonymous().get("/dev/outbox/x/letter.pdf").await.status, 404);
}
