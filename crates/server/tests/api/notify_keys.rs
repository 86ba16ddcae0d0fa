//! Each service's own key at GOV.UK Notify, and what it can send. A second server plays the role of GOV.UK Notify.

use serde_json::{Value, json};
use server::demo::SAMPLE_KEY;

use crate::support::TestServer;
use crate::support::notification::{assert_problem, complaints};
use crate::support::notify::{EMAIL, LETTER, NO_TEMPLATE};
use crate::support::original::Pair;

fn names(templates: &[Value]) -> Vec<&str> {
    templates.iter().map(|one| one["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn an_admin_tries_a_key_and_learns_what_notify_says() {
    let pair = Pair::start().await;
    let (_, path) = pair.service("Gas").await;
    let admin = pair.server.as_admin().await;
    let test = format!("{path}/notify-key/test");
    assert_eq!(complaints(&admin.post(&test, json!({})).await), ["notifyKey"], "there is none yet");
    let good = admin.post(&test, json!({"notifyKey": SAMPLE_KEY})).await;
    assert_eq!((good.status, &good.body["accepted"]), (200, &json!(true)), "{good:?}");
    assert!(
        good.body["emailTemplates"].as_i64() > Some(0) && good.body["letterTemplates"].as_i64() > Some(0)
    );
    let wrong = SAMPLE_KEY.replace("c6a75cc9-", "c6a75cc8-");
    let bad = admin.post(&test, json!({"notifyKey": wrong})).await;
    assert_eq!((bad.status, &bad.body["accepted"]), (200, &json!(false)));
    assert_eq!(bad.body["answer"], "Invalid token: API key not found");
    assert_eq!(complaints(&admin.post(&test, json!({"notifyKey": "gas"})).await), ["notifyKey"]);
    assert_eq!(admin.get(&path).await.body["notifyKeyAt"], Value::Null, "what is tried is not kept");
}

#[tokio::test]
async fn a_key_is_sealed_shown_by_its_name_alone_and_taken_away_again() {
    let pair = Pair::start().await;
    let (_, path) = pair.service_with_key("Gas").await;
    let admin = pair.server.as_admin().await;
    let shown = admin.get(&path).await;
    assert_eq!(shown.body["notifyKeyName"], "sample");
    assert!(shown.body["notifyKeyAt"].is_string());
    let secret = &SAMPLE_KEY[SAMPLE_KEY.len() - 36..];
    assert!(!String::from_utf8(shown.bytes).unwrap().contains(secret));
    let kept = admin.post(&format!("{path}/notify-key/test"), json!({})).await;
    assert_eq!(kept.body["accepted"], true, "the stored key is tried");
    assert_eq!(complaints(&admin.patch(&path, json!({"notifyKey": "gas-1"})).await), ["notifyKey"]);
    assert_eq!(admin.patch(&path, json!({"name": "Gas and heat"})).await.body["notifyKeyName"], "sample");
    assert_eq!(admin.patch(&path, json!({"notifyKey": ""})).await.body["notifyKeyName"], Value::Null);
    for other in [pair.server.as_officer().await, pair.server.as_manager().await] {
        assert_problem(&other.post(&format!("{path}/notify-key/test"), json!({})).await, 403);
        assert_problem(&other.patch(&path, json!({"notifyKey": SAMPLE_KEY})).await, 403);
    }
}

#[tokio::test]
async fn a_server_that_sends_by_itself_asks_for_no_key() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let made = admin.post("/api/services", json!({"name": "Gas"})).await;
    let path = format!("/api/services/{}", made.body["service"]["id"].as_str().unwrap());
    assert_eq!(complaints(&admin.patch(&path, json!({"notifyKey": SAMPLE_KEY})).await), ["notifyKey"]);
    assert_eq!(complaints(&admin.post(&format!("{path}/notify-key/test"), json!({})).await), ["notifyKey"]);
    assert_eq!(server.as_officer().await.get("/api/carriers").await.body["isOriginal"], false);
}

#[tokio::test]
async fn templates_of_the_original_are_offered_by_name_and_read_only() {
    let pair = Pair::start().await;
    assert!(pair.offered("").await.is_empty(), "no key opens anything");
    pair.service_with_key("Gas").await;
    let emails = pair.offered("&type=email").await;
    assert!(names(&emails).contains(&"Hello by e-mail"), "{emails:?}");
    let one = emails.iter().find(|one| one["id"] == EMAIL).unwrap();
    assert_eq!(
        (&one["origin"], &one["serviceName"], &one["placeholders"]),
        (&json!("notify"), &json!("Gas"), &json!(["name"]))
    );
    let admin = pair.server.as_admin().await;
    let list = admin.get("/api/templates").await.body;
    assert!(
        list.as_array().unwrap().iter().all(|one| one["origin"] == "notify"),
        "what is written here cannot be sent"
    );
    let path = format!("/api/templates/{EMAIL}");
    assert_eq!(admin.get(&path).await.body["body"], one["body"]);
    assert_eq!(admin.get(&format!("{path}/versions")).await.body.as_array().unwrap().len(), 1);
    let preview = admin.post(&format!("{path}/preview"), json!({"personalisation": {"name": "Rose"}})).await;
    assert_eq!(preview.body["subject"], "Hello Rose");
    assert_eq!(admin.patch(&path, json!({"name": "x"})).await.status, 409);
    let new = json!({"type": "sms", "name": "New", "body": "Hello"});
    assert_eq!(admin.post("/api/templates", new).await.status, 409);
    assert_eq!(admin.get(&format!("/api/templates/{NO_TEMPLATE}")).await.status, 404);
    assert_eq!(admin.get(&format!("/api/templates/{LETTER}/letter")).await.status, 404);
}

#[tokio::test]
async fn a_template_that_was_written_a_moment_ago_can_be_sent() {
    let pair = Pair::start().await;
    let (service, _) = pair.service_with_key("Gas").await;
    pair.offered("").await;
    let new = json!({"type": "sms", "name": "New", "body": "Hello ((name))"});
    let made = pair.original.as_admin().await.post("/api/templates", new).await.body;
    let body = json!({"notificationType": "Text", "mobileNumber": "07700 900123", "templateId": made["id"],
        "serviceKey": "unused", "personalisationParams": {"name": "Rose"}});
    let answer = service.post("/api/notifications", body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    pair.advance(60_000);
    assert!(names(&pair.offered("&type=sms").await).contains(&"New"));
}

#[tokio::test]
async fn a_key_that_notify_does_not_take_offers_nothing_and_says_so() {
    let pair = Pair::start().await;
    let (_, path) = pair.service("Gas").await;
    let wrong = SAMPLE_KEY.replace("c6a75cc9-", "c6a75cc8-");
    pair.server.as_admin().await.patch(&path, json!({"notifyKey": wrong})).await;
    assert!(pair.offered("").await.is_empty());
    let carriers = pair.server.as_officer().await.get("/api/carriers").await.body;
    assert_eq!((&carriers["isOriginal"], &carriers["text"]), (&json!(true), &json!(true)));
    let problems = carriers["problems"].as_array().unwrap();
    let of = |name: Value| problems.iter().find(|one| one["service"] == name).unwrap()["problem"].clone();
    assert_eq!(of(json!("Gas")), "Invalid token: API key not found");
    assert_eq!(of(Value::Null), "Invalid token: service not found", "the operator's own");
    let resident = pair.server.as_resident().await.get("/api/carriers").await.body;
    assert_eq!(resident["problems"], json!([]), "keys are no matter of residents");
}

#[tokio::test]
async fn a_service_without_a_key_or_with_a_wrong_one_is_told_at_once() {
    let pair = Pair::start().await;
    let (service, path) = pair.service("Gas").await;
    let body = json!({"notificationType": "Email", "email": "rose@home.example", "templateId": EMAIL,
        "serviceKey": "unused", "personalisationParams": {"name": "Rose"}});
    let answer = service.post("/api/notifications", body.clone()).await;
    assert_eq!(complaints(&answer), ["serviceKey"]);
    assert!(answer.body["errors"]["serviceKey"][0].as_str().unwrap().contains("Gas"), "{answer:?}");
    let wrong = SAMPLE_KEY.replace("c6a75cc9-", "c6a75cc8-");
    pair.server.as_admin().await.patch(&path, json!({"notifyKey": wrong})).await;
    let answer = service.post("/api/notifications", body).await;
    assert_eq!(complaints(&answer), ["serviceKey"]);
    assert!(
        answer.body["errors"]["serviceKey"][0].as_str().unwrap().contains("API key not found"),
        "{answer:?}"
    );
}

#[tokio::test]
async fn where_nothing_carries_texts_and_letters_nobody_is_offered_them() {
    let server = TestServer::with(|config| config.demo = false).await;
    let carriers = server.as_officer().await.get("/api/carriers").await.body;
    for channel in ["email", "text", "letter"] {
        assert_eq!(carriers[channel], false, "{channel}");
    }
    let officer = server.as_officer().await;
    assert_eq!(officer.get("/api/templates?sendable=true").await.body, json!([]));
    for (channel, field) in [("Text", "notificationType"), ("Screen", "requireSmsNotification")] {
        let body = json!({"notificationType": channel, "requireSmsNotification": true, "mobileNumber": "07700 900123",
            "templateId": "t", "targetId": "1", "targetType": "Estimates", "message": "Look"});
        assert_eq!(complaints(&officer.post("/api/notifications", body).await), [field]);
    }
}
