//! Messages that grow when their placeholders are filled: they are refused before they fill the memory, and do not delay others.

use std::time::{Duration, Instant};

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::support::notify::{accepted, carry, email_to, letter, live, refusal};
use crate::support::{Answer, TestServer};
use database::entity::notify_message;

/// The most by which the process may grow, in kilobytes: far less than one of these messages would need.
const GROWTH_LIMIT: u64 = 600 * 1024;

/// The peak memory of this process, in kilobytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// Adds a template with this text and returns its id.
async fn template(server: &TestServer, kind: &str, body: String) -> String {
    let new = json!({"type": kind, "name": "Growth", "subject": "Hello", "body": body});
    let made = server.as_admin().await.post("/api/templates", new).await;
    assert_eq!(made.status, 201, "{made:?}");
    made.body["id"].as_str().unwrap().to_owned()
}

fn request(kind: &str, template: &str, mut values: Value) -> Value {
    values["address_line_1"] = "Rose".into();
    values["address_line_2"] = "1 Street".into();
    values["postcode"] = "SW1A 1AA".into();
    let mut body = json!({"template_id": template, "personalisation": values});
    match kind {
        "email" => body["email_address"] = "rose@demo.example".into(),
        "sms" => body["phone_number"] = "07700900123".into(),
        _ => {}
    }
    body
}

fn assert_refused_soon(answer: &Answer, start: Instant, what: &str) {
    let (class, messages) = refusal(answer, 400);
    assert_eq!(class, "BadRequestError", "{what}");
    assert!(messages[0].contains("too long"), "{what}: {messages:?}");
    assert!(start.elapsed() < Duration::from_secs(5), "{what} took {:?}", start.elapsed());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn values_that_multiply_are_refused_while_they_grow() {
    let server = TestServer::start().await;
    let long = "x".repeat(1_500_000);
    let before = peak();
    for kind in ["email", "sms", "letter"] {
        let many = template(&server, kind, "((v))".repeat(3_900)).await;
        let flags = template(&server, kind, format!("((v??{}))", "y".repeat(40)).repeat(400)).await;
        for (name, template, value) in [
            ("a text", &many, json!(long)),
            ("a list", &many, json!(vec!["word"; 90_000])),
            ("a list in a list", &many, json!([[vec!["word"; 90_000]]])),
            ("an object", &many, json!({"deep": long})),
        ] {
            let start = Instant::now();
            let body = request(kind, template, json!({"v": value}));
            let answer = live(&server).post(&format!("/v2/notifications/{kind}"), body).await;
            assert_refused_soon(&answer, start, &format!("{kind}, {name}"));
        }
        for (name, value) in [("a text", json!("x".repeat(50_000))), ("a list", json!(vec!["word"; 5_000]))] {
            let start = Instant::now();
            let body = json!({"personalisation": {"v": value}});
            let answer = live(&server).post(&format!("/v2/template/{many}/preview"), body).await;
            assert_refused_soon(&answer, start, &format!("preview of {kind}, {name}"));
        }
        // A condition tests its value and never inserts it.
        let body = request(kind, &flags, json!({"v": vec!["word"; 90_000]}));
        let start = Instant::now();
        let answer = live(&server).post(&format!("/v2/notifications/{kind}"), body).await;
        assert!(
            answer.status < 500 && start.elapsed() < Duration::from_secs(5),
            "{kind}: {:?}",
            start.elapsed()
        );
    }
    let grown = peak() - before;
    assert!(grown < GROWTH_LIMIT, "{grown} kB more than before");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_of_them_at_once_are_refused_within_the_same_memory() {
    let server = TestServer::start().await;
    let many = template(&server, "email", "((v))".repeat(3_900)).await;
    let body = request("email", &many, json!({"v": "x".repeat(1_500_000)}));
    let before = peak();
    let client = live(&server);
    let answers =
        futures_util::future::join_all((0..20).map(|_| client.post("/v2/notifications/email", body.clone())));
    for answer in answers.await {
        refusal(&answer, 400);
    }
    let grown = peak() - before;
    assert!(grown < GROWTH_LIMIT, "{grown} kB more than before");
}

#[tokio::test]
async fn the_apps_own_preview_is_bounded_as_well() {
    let server = TestServer::start().await;
    let many = template(&server, "email", "((v))".repeat(3_900)).await;
    let body = json!({"personalisation": {"v": "x".repeat(60_000)}});
    let answer = server.as_officer().await.post(&format!("/api/templates/{many}/preview"), body).await;
    assert_eq!(answer.status, 400, "{answer:?}");
    assert!(answer.message().contains("too long"), "{answer:?}");
}

#[tokio::test]
async fn a_request_of_too_many_values_is_refused_before_it_is_read() {
    let server = TestServer::start().await;
    let mut body = email_to("rose@demo.example");
    body["personalisation"]["more"] = json!(vec![0; 200_000]);
    let (_, messages) = refusal(&live(&server).post("/v2/notifications/email", body).await, 400);
    assert_eq!(messages, ["Send at most 100000 values in one request"]);
}

#[tokio::test]
async fn a_letter_too_long_for_its_envelope_is_not_drawn_to_its_end() {
    let server = TestServer::start().await;
    let template = template(&server, "letter", "((v))".to_owned()).await;
    let mut ids = Vec::new();
    for body in ["word ".repeat(50_000), "---\n".repeat(50_000), "x".repeat(250_000)] {
        let body = request("letter", &template, json!({"v": body}));
        ids.push(accepted(&live(&server), "letter", body).await);
    }
    let start = Instant::now();
    carry(&server).await;
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
    for id in ids {
        let report = live(&server).get(&format!("/v2/notifications/{id}")).await.body;
        assert_eq!(report["status"], "validation-failed");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_email_does_not_wait_for_letters() {
    let server = TestServer::start().await;
    let template = template(&server, "letter", "((v))".to_owned()).await;
    let nine_pages =
        "These are words that fill a line of a letter from its one end to the other.\n\n".repeat(180);
    let mut letters = Vec::new();
    for _ in 0..60 {
        let body = request("letter", &template, json!({"v": nine_pages}));
        letters.push(accepted(&live(&server), "letter", body).await);
    }
    let email = accepted(&live(&server), "email", email_to("rose@demo.example")).await;
    let worker = tokio::spawn(notify::run(server.state.notify.clone(), server.state.stopping.subscribe()));
    let status = async |id: &str| {
        let row = notify_message::Entity::find_by_id(id).one(&*server.state.db).await.unwrap();
        row.unwrap().status
    };
    let end = Instant::now() + Duration::from_secs(60);
    while status(&email).await == "created" {
        assert!(Instant::now() < end, "the e-mail was never carried");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(status(letters.last().unwrap()).await, "created", "all letters were drawn before the e-mail");
    worker.abort();
}

#[tokio::test]
async fn a_message_that_ended_the_server_again_and_again_is_given_up() {
    let server = TestServer::start().await;
    let letter = accepted(&live(&server), "letter", letter()).await;
    let email = accepted(&live(&server), "email", email_to("rose@demo.example")).await;
    // The state that a server leaves if it stops before it stores a result.
    notify_message::Entity::update_many()
        .filter(notify_message::Column::Id.is_in([&letter, &email]))
        .col_expr(notify_message::Column::Attempts, Expr::value(10))
        .exec(&*server.state.db)
        .await
        .unwrap();
    notify::work_through_due(&server.state.notify).await.unwrap();
    for id in [letter, email] {
        let row = notify_message::Entity::find_by_id(id).one(&*server.state.db).await.unwrap().unwrap();
        assert_eq!((row.status.as_str(), row.due_at), ("technical-failure", None), "{}", row.kind);
    }
}

#[tokio::test]
async fn an_attempt_is_counted_before_it_begins() {
    let server = TestServer::start().await;
    let id = accepted(&live(&server), "letter", letter()).await;
    notify::work_through_due(&server.state.notify).await.unwrap();
    let row = notify_message::Entity::find_by_id(id).one(&*server.state.db).await.unwrap().unwrap();
    assert_eq!((row.status.as_str(), row.attempts), ("sending", 1));
}

#[tokio::test]
async fn a_page_of_long_messages_holds_fewer_and_leads_to_the_rest() {
    let server = TestServer::start().await;
    let template = template(&server, "email", "((v))".to_owned()).await;
    let mut sent = Vec::new();
    for _ in 0..5 {
        let body = request("email", &template, json!({"v": "x".repeat(1_500_000)}));
        sent.push(accepted(&live(&server), "email", body).await);
        // Ids sort by creation time.
        server.clock.advance(1);
    }
    let (mut path, mut listed) = ("/v2/notifications".to_owned(), Vec::new());
    loop {
        let page = live(&server).get(&path).await.body;
        let rows = page["notifications"].as_array().unwrap();
        assert!(rows.len() <= 2, "{} of 1.5 MB in one answer", rows.len());
        listed.extend(rows.iter().map(|row| row["id"].as_str().unwrap().to_owned()));
        let Some(next) = page["links"]["next"].as_str() else { break };
        path = next.trim_start_matches("http://localhost").to_owned();
    }
    sent.reverse();
    assert_eq!(listed, sent);
}
