//! `POST /api/v2/assistance-provider`.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::support::TestServer;
use crate::support::provider::{PROVIDERS, complaints, created, fixture, own_id, path, provider};

#[tokio::test]
async fn an_admin_registers_one_of_each_scope() {
    let server = TestServer::start().await;
    let (admin, rose) = (server.as_admin().await, own_id(&server.as_resident().await).await);
    let made = admin.post(PROVIDERS, fixture("create-customer")).await;
    assert_eq!(made.status, 201, "{made:?}");
    assert_eq!(made.header("location"), Some(path(&made.body).as_str()));
    assert_eq!(
        (&made.body["type"], &made.body["content_object"]["name"]),
        (&json!("customer"), &json!("Acme Housing"))
    );
    let own = json!({"content_type": "resident", "object_id": rose});
    let own = created(&admin, own).await;
    assert_eq!((&own["type"], &own["content_object"]["name"]), (&json!("resident"), &json!("Rose Adeyemi")));
    let site = created(&admin, json!({"object_id": "5"})).await;
    assert_eq!(site["content_object"]["id"], 5, "a number as text is a number");
}

#[tokio::test]
async fn a_webhooks_secret_is_shown_once() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let made = created(&admin, json!({})).await;
    let secret = made["webhook_notifiers"][0]["secret"].as_str().unwrap();
    assert!(secret.starts_with("whsec_") && secret.len() > 38, "24 bytes or more");
    let mut shown = made.clone();
    shown["webhook_notifiers"][0].as_object_mut().unwrap().remove("secret");
    assert_eq!(admin.get(&path(&made)).await.body, shown);
    assert!(!admin.get(PROVIDERS).await.body.to_string().contains("whsec_"));
}

#[tokio::test]
async fn supporters_are_told_on_their_devices() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let id = |email: &'static str| {
        let db = server.state.db.clone();
        async move { server::auth::account::find(&*db, email).await.unwrap().unwrap().id }
    };
    let push = |user: &str| json!({"push_notifiers": [{"name": "Sue", "user": user}]});
    let made = created(&admin, push(&id("supporter@demo.example").await)).await;
    assert_eq!(made["push_notifiers"][0]["name"], "Sue");
    for user in [id("stranger@demo.example").await, id("resident@demo.example").await, "nobody".to_owned()] {
        let answer = admin.post(PROVIDERS, provider(push(&user))).await;
        assert_eq!(complaints(&answer), ["push_notifiers.0.user"]);
    }
}

#[tokio::test]
async fn everything_wrong_is_told_at_once_at_its_path() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let answer = admin
        .post(
            PROVIDERS,
            json!({
                "name": "", "label": "x".repeat(41), "content_type": "site", "object_id": 6,
                "email_notifiers": [{"name": "A", "email": "a@acme.example"}, {"name": "B", "email": "nobody"}],
                "webhook_notifiers": [{"name": "W", "url": "https://desk.example"}, {"name": "W", "url": "http://127.0.0.1/"}],
                "push_notifiers": [{"name": "P", "user": "nobody", "id": 7}],
            }),
        )
        .await;
    assert_eq!(
        complaints(&answer),
        [
            "email_notifiers.1.email",
            "label",
            "name",
            "object_id",
            "push_notifiers.0.id",
            "push_notifiers.0.user",
            "webhook_notifiers.1.url"
        ]
    );
    assert!(answer.body["webhook_notifiers"][1]["url"][0].is_string());
    assert_eq!(admin.get(PROVIDERS).await.body["count"], 3, "nothing was stored");
}

#[tokio::test]
async fn each_field_is_judged() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    let stranger = own_id(&server.as_stranger().await).await;
    let many: Vec<_> = (0..20).map(|n| json!({"name": "N", "email": format!("n{n}@acme.example")})).collect();
    for (fields, path) in [
        (json!({"name": null}), "name"),
        (json!({"name": 5}), "name"),
        (json!({"name": "x".repeat(201)}), "name"),
        (json!({"label": "  "}), "label"),
        (json!({"label": "two\nlines"}), "label"),
        (json!({"content_type": "planet"}), "content_type"),
        (json!({"object_id": null}), "object_id"),
        (json!({"object_id": 999}), "object_id"),
        (json!({"content_type": "customer", "object_id": 3}), "object_id"),
        (json!({"content_type": "resident", "object_id": stranger}), "object_id"),
        (json!({"email_notifiers": {}}), "email_notifiers"),
        (json!({"email_notifiers": [{"name": "A"}]}), "email_notifiers.0.email"),
        (json!({"email_notifiers": ["a@acme.example"]}), "email_notifiers.0"),
        (
            json!({"webhook_notifiers": [{"name": "", "url": "https://a.example"}]}),
            "webhook_notifiers.0.name",
        ),
        (json!({"webhook_notifiers": [{"name": "W", "url": "ftp://a.example"}]}), "webhook_notifiers.0.url"),
        (json!({"email_notifiers": [], "webhook_notifiers": []}), "non_field_errors"),
        (json!({"email_notifiers": many}), "non_field_errors"),
    ] {
        let answer = admin.post(PROVIDERS, provider(fields.clone())).await;
        assert!(complaints(&answer).contains(&path.to_owned()), "{fields}: {answer:?}");
    }
}

#[tokio::test]
async fn only_admins_register() {
    let server = TestServer::start().await;
    for (client, status) in [
        (server.as_officer().await, 403),
        (server.signed_in("manager@demo.example").await, 403),
        (server.as_resident().await, 403),
        (server.as_controller().await, 403),
        (server.server_token().await, 403),
        (server.anonymous(), 401),
    ] {
        let answer = client.post(PROVIDERS, provider(json!({}))).await;
        assert_eq!(answer.status, status);
        assert!(answer.body["detail"].is_string(), "{answer:?}");
    }
    let token = server.user_token("admin@demo.example").await;
    assert_eq!(token.post(PROVIDERS, provider(json!({}))).await.status, 201, "an admin's token is an admin");
}

#[tokio::test]
async fn broken_bodies_are_refused_in_this_apis_words() {
    let server = TestServer::start().await;
    let admin = server.as_admin().await;
    for body in [&b"{"[..], b"nonsense", b"[]", b"5", b"{} {}", br#"{"name":"\u0000"}"#] {
        let answer = admin.send(axum::http::Method::POST, PROVIDERS, body.to_vec()).await;
        assert_eq!(answer.status, 400);
        assert!(answer.body["detail"].is_string(), "{answer:?}");
    }
    let huge = json!({"name": "x".repeat(66_000)});
    assert_eq!(admin.post(PROVIDERS, huge).await.status, 413);
}

/// Any JSON value.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z@.:/ ]{0,50}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("(name|email|url|user|id|x)", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

#[test]
fn whatever_is_wrong_with_one_field_is_a_complaint_and_stores_nothing() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(TestServer::start());
    let admin = runtime.block_on(server.as_admin());
    let fields = [
        "name",
        "label",
        "content_type",
        "object_id",
        "email_notifiers",
        "webhook_notifiers",
        "push_notifiers",
    ];
    let count = || runtime.block_on(admin.get(PROVIDERS)).body["count"].as_i64().unwrap();
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() });
    let cases = (prop::sample::select(fields.to_vec()), anything());
    runner
        .run(&cases, |(field, value)| {
            let before = count();
            let answer = runtime.block_on(admin.post(PROVIDERS, provider(json!({ field: value }))));
            match answer.status {
                201 => prop_assert_eq!(count(), before + 1),
                400 => {
                    prop_assert!(!complaints(&answer).is_empty(), "{:?}", answer);
                    prop_assert_eq!(count(), before);
                }
                other => prop_assert!(false, "{other}: {:?}", answer),
            }
            Ok(())
        })
        .unwrap();
}
