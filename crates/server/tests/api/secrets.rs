//! Secrets: one key for every command, no plain text that could be sealed or erased, and a warning about stuck messages.

use std::path::Path;

use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;
use server::jobs::delete_expired;
use server::messages;
use server::messages::stuck;

use crate::support::TestServer;
use crate::support::process::{Running, tocsin};
use database::connection;
use database::entity::{message, setting};

const DAY: i64 = 24 * 60 * 60 * 1000;

fn run(folder: &Path, line: &str) -> (bool, String) {
    let output = tocsin(folder).args(line.split(' ')).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

fn setting_of(folder: &Path, name: &str) -> String {
    let address = format!("sqlite:{}", folder.join("tocsin.db").display());
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let db = connection::connect(&address).await.unwrap();
        setting::Entity::find_by_id(name).one(&*db).await.unwrap().unwrap().value
    })
}

#[test]
fn every_command_uses_the_same_secrets_key_and_another_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    assert!(run(folder, "customer add Real --secrets-key one").0);
    let add = "user add r@real.example --role admin --name Rita --customer 1";
    for (line, word) in [
        (format!("{add} --secrets-key two"), "sealed with another key"),
        (add.to_owned(), "Give it to every command"),
        ("serve --listen 127.0.0.1:0 --secrets-key two".to_owned(), "sealed with another key"),
        ("serve --listen 127.0.0.1:0".to_owned(), "Give it to every command"),
        ("sender add desk --customer 1 --secrets-key two".to_owned(), "sealed with another key"),
    ] {
        let (worked, text) = run(folder, &line);
        assert!(!worked && text.contains(word), "{line}: {text}");
    }
    assert!(run(folder, &format!("{add} --secrets-key one")).0);
    drop(Running::real(folder, &["--secrets-key", "one"]));
}

#[test]
fn a_key_that_comes_after_secrets_were_made_without_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), "customer add Real").0);
    let (worked, text) = run(folder.path(), "serve --listen 127.0.0.1:0 --secrets-key one");
    assert!(!worked && text.contains("or without one"), "{text}");
    assert!(!setting_of(folder.path(), "signing_key").starts_with("sealed:"));
    drop(Running::real(folder.path(), &[]));
}

#[test]
fn with_a_secrets_key_the_key_that_signs_tokens_is_sealed() {
    let folder = tempfile::tempdir().unwrap();
    assert!(run(folder.path(), "customer add Real --secrets-key one").0);
    assert!(setting_of(folder.path(), "signing_key").starts_with("sealed:"));
}

/// The code in the link of an invitation's response.
async fn invited(server: &TestServer, email: &str) -> (String, String) {
    let admin = server.as_admin().await;
    let body = json!({"email": email, "name": "Jo", "surname": "Smith", "role": "resident", "site": 5});
    let answer = admin.post("/api/users", body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    let id = answer.body["user"]["id"].as_str().unwrap().to_owned();
    (id, answer.body["invitation"]["code"].as_str().unwrap().to_owned())
}

/// Stores the result of a sent message as the worker does, without a Notify service.
async fn is_sent(server: &TestServer, user_id: &str) {
    let rows =
        message::Entity::find().filter(message::Column::Reference.eq(messages::code_reference(user_id)));
    let row = rows.one(&*server.state.db).await.unwrap().unwrap();
    let mut row: message::ActiveModel = row.into();
    row.sender_id = Set(Some("sent".to_owned()));
    row.update(&*server.state.db).await.unwrap();
}

#[tokio::test]
async fn the_code_of_an_invitation_is_erased_once_it_was_used() {
    let server = TestServer::start().await;
    let (id, code) = invited(&server, "jo@acme.example").await;
    is_sent(&server, &id).await;
    assert!(server.stores(&code).await, "it waits to be sent");
    let body = json!({"email": "jo@acme.example", "code": code, "password": "correct horse"});
    assert_eq!(server.anonymous().post("/api/password-resets/use", body).await.status, 204);
    assert!(!server.stores(&code).await);
}

#[tokio::test]
async fn the_code_of_an_invitation_is_erased_once_it_is_too_old_or_replaced() {
    let server = TestServer::start().await;
    let (id, first) = invited(&server, "jo@acme.example").await;
    let renewed = server.as_admin().await.post(&format!("/api/users/{id}/invitation"), json!({})).await;
    let second = renewed.body["invitation"]["code"].as_str().unwrap();
    assert!(!server.stores(&first).await && server.stores(second).await);
    server.clock.advance(7 * DAY + 1);
    delete_expired(server.state.context.clone()).await.unwrap();
    assert!(!server.stores(second).await);
}

#[tokio::test]
async fn messages_that_do_not_leave_are_told_by_the_health_page() {
    let server = TestServer::start().await;
    let anonymous = server.anonymous();
    let health = anonymous.get("/healthz").await;
    assert_eq!((health.status, &health.body["outbox"]["stuck"]), (200, &json!(0)));
    invited(&server, "jo@acme.example").await;
    assert_eq!(anonymous.get("/healthz").await.body["outbox"]["stuck"], 0, "it may still leave");
    server.clock.advance(16 * 60_000);
    let health = anonymous.get("/healthz").await;
    assert_eq!(health.status, 200, "restarting would not help");
    assert_eq!(health.body["outbox"], json!({"stuck": 1, "oldestMinutes": 16}));
    assert_eq!(stuck(&*server.state.db, server.state.now()).await.unwrap().count, 1);
}

#[tokio::test]
async fn an_https_address_is_told_to_browsers_with_every_answer() {
    let server =
        TestServer::with(|config| config.web.public_url = Some("https://alarm.example".to_owned())).await;
    for path in ["/api/session", "/healthz"] {
        let answer = server.anonymous().get(path).await;
        assert!(answer.header("strict-transport-security").unwrap().contains("max-age="), "{path}");
    }
    let plain = TestServer::start().await.anonymous().get("/api/session").await;
    assert!(plain.header("strict-transport-security").is_none());
}
