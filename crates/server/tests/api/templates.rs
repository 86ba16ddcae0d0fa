//! `/api/templates`.

use serde_json::{Value, json};

use crate::support::TestServer;
use crate::support::notify::{EMAIL, LETTER, NO_TEMPLATE, TEXT, live};

fn new() -> Value {
    json!({"type": "email", "name": "Reminder", "subject": "For ((name))", "body": "Dear ((name)), ((link))"})
}

#[tokio::test]
async fn an_admin_writes_a_template_that_staff_can_read() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let made = admin.post("/api/templates", new()).await;
    assert_eq!(made.status, 201, "{made:?}");
    assert_eq!(made.body["placeholders"], json!(["name", "link"]));
    assert_eq!((&made.body["version"], &made.body["serviceName"]), (&json!(1), &json!("Tocsin")));
    assert_eq!(made.body["createdBy"], "admin@demo.example");
    let path = made.header("location").unwrap().to_owned();
    let officer = server.as_officer().await;
    assert_eq!(officer.get(&path).await.body, made.body);
    let list = officer.get("/api/templates?type=email").await.body;
    assert!(list.as_array().unwrap().iter().any(|template| template["id"] == made.body["id"]));
}

#[tokio::test]
async fn each_change_is_a_version_and_somebody_elses_is_a_conflict() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let path = format!("/api/templates/{TEXT}");
    let changed = admin.patch(&path, json!({"body": "Hi ((name))", "version": 1})).await;
    assert_eq!((changed.status, &changed.body["version"]), (200, &json!(2)), "{changed:?}");
    let late = admin.patch(&path, json!({"body": "Bye", "version": 1})).await;
    assert_eq!(late.status, 409);
    let same = admin.patch(&path, json!({"body": "Hi ((name))"})).await;
    assert_eq!(same.body["version"], 2, "what changes nothing is no version");
    let versions = admin.get(&format!("{path}/versions")).await.body;
    let bodies: Vec<_> = versions.as_array().unwrap().iter().map(|version| version["body"].clone()).collect();
    assert_eq!(bodies, [json!("Hi ((name))"), json!("Hello ((name)), this is a message from us.")]);
}

#[tokio::test]
async fn an_archived_template_is_out_of_the_list_until_it_is_taken_up_again() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let listed = async |query: &str| {
        let list = admin.get(&format!("/api/templates{query}")).await.body;
        list.as_array().unwrap().iter().any(|template| template["id"] == EMAIL)
    };
    admin.patch(&format!("/api/templates/{EMAIL}"), json!({"archived": true})).await;
    assert!(!listed("").await && listed("?archived=true").await);
    admin.patch(&format!("/api/templates/{EMAIL}"), json!({"archived": false})).await;
    assert!(listed("").await);
}

#[tokio::test]
async fn everything_wrong_is_told_at_once() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let bad = admin.post("/api/templates", json!({"type": "pigeon", "name": ""})).await;
    assert_eq!(bad.status, 422);
    for field in ["type", "name", "body"] {
        assert!(bad.body["errors"][field].is_array(), "{field}: {bad:?}");
    }
    let mut foreign = new();
    foreign["serviceId"] = NO_TEMPLATE.into();
    assert!(admin.post("/api/templates", foreign).await.body["errors"]["serviceId"].is_array());
    let other = admin.patch(&format!("/api/templates/{EMAIL}"), json!({"type": "sms"})).await;
    assert_eq!(other.status, 422);
}

#[tokio::test]
async fn a_preview_names_what_is_missing_and_counts() {
    let server = TestServer::start().await;
    let officer = server.as_officer().await;
    let empty = officer.post(&format!("/api/templates/{TEXT}/preview"), json!({})).await;
    assert_eq!(empty.status, 200, "{empty:?}");
    assert_eq!(empty.body["missing"], json!(["name"]));
    let values = json!({"personalisation": {"name": "x".repeat(150)}});
    let text = officer.post(&format!("/api/templates/{TEXT}/preview"), values).await.body;
    assert_eq!((&text["missing"], &text["parts"]), (&json!([]), &json!(2)));
    let values = json!({"personalisation": {"name": "Rose", "address_line_1": "Rose"}});
    let letter = officer.post(&format!("/api/templates/{LETTER}/preview"), values).await.body;
    assert_eq!(letter["addressProblem"], "Address must be at least 3 lines");
    assert_eq!(letter["subject"], "Hello Rose");
}

#[tokio::test]
async fn a_letter_is_seen_on_paper_in_each_version_and_other_kinds_are_not() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    admin.patch(&format!("/api/templates/{LETTER}"), json!({"body": "Dear ((name))"})).await;
    let path = format!("/api/templates/{LETTER}/letter");
    let officer = server.as_officer().await;
    for path in [path.clone(), format!("{path}?version=1")] {
        let letter = officer.get(&path).await;
        assert_eq!((letter.status, letter.header("content-type")), (200, Some("application/pdf")));
        assert!(letter.bytes.starts_with(b"%PDF-"));
    }
    assert_eq!(officer.get(&format!("{path}?version=9")).await.status, 404);
    assert_eq!(officer.get(&format!("/api/templates/{EMAIL}/letter")).await.status, 404);
    assert_eq!(server.as_resident().await.get(&path).await.status, 403);
    assert_eq!(server.anonymous().get(&path).await.status, 401);
}

#[tokio::test]
async fn only_staff_of_the_house_read_and_only_its_admin_writes() {
    let server = TestServer::start().await;
    let path = format!("/api/templates/{EMAIL}");
    for (client, read, write) in [
        (server.as_officer().await, 200, 403),
        (server.as_resident().await, 403, 403),
        (server.anonymous(), 401, 401),
        (server.server_token().await, 403, 403),
    ] {
        assert_eq!(client.get(&path).await.status, read);
        assert_eq!(client.get("/api/templates").await.status, read);
        assert_eq!(client.post("/api/templates", new()).await.status, write);
        assert_eq!(client.patch(&path, json!({"name": "x"})).await.status, write);
    }
    let admin = server.as_admin().await;
    for path in [format!("/api/templates/{NO_TEMPLATE}"), format!("/api/templates/{}", notify::PLAIN_EMAIL)] {
        assert_eq!(admin.get(&path).await.status, 404);
        assert_eq!(admin.patch(&path, json!({"name": "x"})).await.status, 404);
    }
}

#[tokio::test]
async fn a_letter_says_where_to_answer_from_the_version_that_says_so() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let new = json!({"type": "letter", "name": "Untitled", "subject": "Main heading", "body": "Hello ((address_line_1))"});
    let made = admin.post("/api/templates", new).await.body;
    assert_eq!(made["letterContactBlock"], Value::Null);
    let id = made["id"].as_str().unwrap();
    let block = "Government Digital Service\nThe White Chapel Building\nLondon\nE1 8QS";
    let path = format!("/api/templates/{id}");
    let changed = admin.patch(&path, json!({"letterContactBlock": format!(" {block}\r\n\r\n")})).await.body;
    assert_eq!((&changed["letterContactBlock"], &changed["version"]), (&json!(block), &json!(2)));
    let read = async |path: &str| {
        let answer = live(&server).get(path).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        answer.body["letter_contact_block"].clone()
    };
    assert_eq!(read(&format!("/v2/template/{id}")).await, block);
    assert_eq!(read(&format!("/v2/template/{id}/version/1")).await, Value::Null);
    assert_eq!(read(&format!("/v2/template/{TEXT}")).await, Value::Null);
    let versions = admin.get(&format!("{path}/versions")).await.body;
    assert_eq!(
        (&versions[0]["letterContactBlock"], &versions[1]["letterContactBlock"]),
        (&json!(block), &Value::Null)
    );
    let with = admin.get(&format!("{path}/letter")).await.bytes.len();
    let without = admin.get(&format!("{path}/letter?version=1")).await.bytes.len();
    assert!(with > without, "the block is not on the paper: {with} and {without} bytes");
    let removed = admin.patch(&path, json!({"letterContactBlock": ""})).await.body;
    assert_eq!((&removed["letterContactBlock"], &removed["version"]), (&Value::Null, &json!(3)));
    for wrong in [json!("a\n".repeat(11)), json!("x".repeat(61)), json!(5), json!("漢")] {
        let answer = admin.patch(&path, json!({"letterContactBlock": wrong})).await;
        assert_eq!(answer.status, 422, "{answer:?}");
        assert!(!answer.body["errors"]["letterContactBlock"][0].is_null(), "{answer:?}");
    }
}
