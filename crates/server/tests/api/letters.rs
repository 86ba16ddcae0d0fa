//! `/api/letters`: letters that staff write in the app.

use serde_json::{Value, json};
use server::letters::delete_old_drafts;

use crate::support::notification::{complaints, one, sent};
use crate::support::notify::{deliver, listening};
use crate::support::{Client, TestServer};

fn letter() -> Value {
    json!({"address": ["Rose Adeyemi", "33 Acacia Avenue", "sw1a 1aa"], "subject": "Your keys",
        "body": "Dear Rose,\n\nyour keys are here."})
}

async fn kept(by: &Client) -> Value {
    let answer = by.post("/api/letters", letter()).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.body
}

async fn count(by: &Client) -> usize {
    by.get("/api/letters").await.body.as_array().unwrap().len()
}

#[tokio::test]
async fn a_letter_is_kept_seen_on_paper_changed_and_sent_as_it_was_seen() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    let first = kept(&officer).await;
    assert_eq!(
        (&first["subject"], &first["pages"], &first["address"][2], &first["createdBy"]),
        (&json!("Your keys"), &json!(1), &json!("SW1A 1AA"), &json!("Olu Dlamini"))
    );
    let path = format!("/api/letters/{}", first["id"].as_str().unwrap());
    let mut words = letter();
    words["body"] = "Dear Rose,\n---\nyour keys are here.".into();
    let changed = officer.put(&path, words).await;
    assert_eq!((changed.status, &changed.body["pages"]), (200, &json!(2)), "{changed:?}");
    assert_eq!(officer.get(&path).await.body, changed.body);
    let paper = officer.get(&format!("{path}/pdf")).await;
    assert_eq!(paper.header("content-type"), Some("application/pdf"));
    assert_eq!(paper.header("content-disposition"), Some("inline; filename=letter.pdf"));
    assert!(paper.bytes.starts_with(b"%PDF-"));

    let body =
        json!({"notificationType": "Letter", "documentId": first["id"], "message": "Your keys to Rose"});
    let id = sent(&officer, body).await;
    let client = listening(&server).await;
    deliver(&server, &client).await;
    let what = one(&officer, &id).await["sentMessageDetails"][0].clone();
    assert_eq!((&what["status"], &what["documentId"]), (&json!("received"), &first["id"]), "{what}");
    let document = officer.get(&format!("/api/documents/{}", first["id"].as_str().unwrap())).await;
    assert_eq!(document.bytes, paper.bytes, "what was sent is what was seen");
    assert_eq!(count(&officer).await, 0, "what was sent waits no more");
    for answer in [officer.get(&path).await, officer.put(&path, letter()).await, officer.delete(&path).await]
    {
        assert_eq!(answer.status, 404, "what was sent stays as it went out");
    }
}

#[tokio::test]
async fn everything_wrong_with_a_letter_is_told_at_its_field() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    let wrong = json!({"address": ["Rose", "Paris"], "subject": " ", "body": "Dear 漢"});
    assert_eq!(complaints(&officer.post("/api/letters", wrong).await), ["address", "body", "subject"]);
    let mut long = letter();
    long["body"] = "---\n".repeat(4000).into();
    assert_eq!(complaints(&officer.post("/api/letters", long).await), ["body"]);
    assert_eq!(count(&officer).await, 0);
}

#[tokio::test]
async fn a_letter_that_was_never_sent_is_thrown_away_or_forgotten() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    let first = kept(&officer).await;
    let path = format!("/api/letters/{}", first["id"].as_str().unwrap());
    assert_eq!(officer.delete(&path).await.status, 204);
    assert_eq!(officer.get(&path).await.status, 404);
    kept(&officer).await;
    assert!(server.stores("your keys are here").await);
    server.clock.advance(91 * 24 * 60 * 60 * 1000);
    delete_old_drafts(server.state.context.clone()).await.unwrap();
    assert_eq!(count(&server.as_officer().await).await, 0);
    assert!(!server.stores("your keys are here").await, "the words are still in the file");
}
