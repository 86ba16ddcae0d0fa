//! `/api/documents`.

use axum::http::Method;
use serde_json::json;
use server::demo::{INCOME_KEY, REPAIRS_KEY};

use crate::support::notification::{screen, sent};
use crate::support::{Answer, Client, TestServer};

async fn upload(client: &Client, name: &str, bytes: Vec<u8>) -> Answer {
    client.send(Method::POST, &format!("/api/documents?filename={name}"), bytes).await
}

#[tokio::test]
async fn a_document_comes_back_as_it_was() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    let made = upload(&officer, "rent%20plan.pdf", b"%PDF-1.7".to_vec()).await;
    assert_eq!(made.status, 201, "{made:?}");
    assert_eq!(
        (&made.body["filename"], &made.body["contentType"], &made.body["size"]),
        (&json!("rent plan.pdf"), &json!("application/pdf"), &json!(8))
    );
    let path = made.header("location").unwrap();
    let file = server.signed_in("officer2@demo.example").await.get(path).await;
    assert_eq!((file.status, file.bytes.as_slice()), (200, b"%PDF-1.7".as_slice()));
    assert_eq!(file.header("content-disposition"), Some("attachment; filename*=UTF-8''rent%20plan.pdf"));
    server.clock.advance(30 * 24 * 60 * 60 * 1000);
    notify::delete_old_messages(server.state.notify.clone()).await.unwrap();
    assert_eq!(server.as_officer().await.get(path).await.status, 200);
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_taken() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    for (name, bytes, status) in [
        ("run.exe", b"MZ".to_vec(), 400),
        ("", b"x".to_vec(), 400),
        ("..%2Fx.pdf", b"x".to_vec(), 400),
        ("a.pdf", Vec::new(), 400),
        ("a.pdf", vec![b'x'; 5 * 1024 * 1024 + 1], 413),
    ] {
        let answer = upload(&officer, name, bytes).await;
        assert_eq!(answer.status, status, "{name}: {answer:?}");
        assert!(!answer.message().is_empty());
    }
}

#[tokio::test]
async fn others_have_no_part_in_it() {
    let server = TestServer::start().await;
    let made = upload(&server.as_officer().await, "a.pdf", b"%PDF-".to_vec()).await;
    let path = made.header("location").unwrap();
    assert_eq!(server.as_resident().await.get(path).await.status, 403);
    assert_eq!(server.anonymous().get(path).await.status, 401);
    assert_eq!(upload(&server.as_resident().await, "a.pdf", b"x".to_vec()).await.status, 403);
    assert_eq!(upload(&server.anonymous(), "a.pdf", b"x".to_vec()).await.status, 401);
    assert_eq!(server.as_officer().await.get("/api/documents/unknown").await.status, 404);
    let program = server.server_token().await;
    assert_eq!(program.get(path).await.status, 404, "a program reads what it brought itself");
    let own = upload(&program, "b.pdf", b"%PDF-".to_vec()).await;
    let own = own.header("location").unwrap();
    assert_eq!(program.get(own).await.status, 200);
    assert_eq!(server.service(REPAIRS_KEY).get(own).await.status, 404);
}

#[tokio::test]
async fn a_service_has_with_its_key_what_it_brought() {
    let server = TestServer::start().await;
    let service = server.service(REPAIRS_KEY);
    let made = upload(&service, "a.pdf", b"%PDF-".to_vec()).await;
    assert_eq!(made.status, 201, "{made:?}");
    let path = made.header("location").unwrap();
    assert_eq!(service.get(path).await.status, 200);
    assert_eq!(server.as_officer().await.get(path).await.status, 200);
    assert_eq!(server.service(INCOME_KEY).get(path).await.status, 404);
    let officers = upload(&server.as_officer().await, "b.pdf", b"%PDF-".to_vec()).await;
    assert_eq!(service.get(officers.header("location").unwrap()).await.status, 404);
    sent(&service, screen(json!({"attachments": [made.body["id"]]}))).await;
}
