//! Whatever is sent to the notifications' routes, what is wrong is a problem that names the field, and nothing is stored.

use axum::http::Method;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use server::demo::INCOME_KEY;

use crate::support::notification::{list, screen, sent};
use crate::support::{Client, TestServer};

struct World {
    server: TestServer,
    service: Client,
    finance: Client,
    resident: Client,
    admin: Client,
    id: String,
    visit: String,
}

impl World {
    async fn new() -> Self {
        let server = TestServer::start().await;
        let service = server.service(INCOME_KEY);
        let id = sent(&service, screen(json!({}))).await;
        let visit = json!({"targetType": "VisitDue", "user": "resident@demo.example"});
        let visit = sent(&service, screen(visit)).await;
        let (finance, resident, admin) =
            (server.as_finance().await, server.as_resident().await, server.as_admin().await);
        Self { server, service, finance, resident, admin, id, visit }
    }

    /// Every route that takes a body, with a caller who may send one.
    fn routes(&self) -> Vec<(&Client, Method, String)> {
        let one = format!("/api/notifications/{}", self.id);
        vec![
            (&self.service, Method::POST, "/api/notifications".to_owned()),
            (&self.finance, Method::PATCH, one),
            (&self.finance, Method::POST, "/api/notifications/actions".to_owned()),
            (&self.resident, Method::POST, format!("/api/notifications/{}/visit", self.visit)),
            (&self.admin, Method::POST, "/api/services".to_owned()),
            (&self.admin, Method::PUT, "/api/follow-ons/CourtAction".to_owned()),
            (&self.admin, Method::PUT, "/api/processes/1".to_owned()),
            (&self.admin, Method::PUT, "/api/thresholds/tenancy".to_owned()),
            (&self.admin, Method::PUT, "/api/governance".to_owned()),
        ]
    }

    async fn snapshot(&self) -> Value {
        json!([
            list(&self.admin, "?scope=all").await,
            self.admin.get("/api/services").await.body,
            self.admin.get("/api/follow-ons").await.body,
            self.admin.get("/api/processes").await.body,
            self.admin.get("/api/thresholds").await.body,
            self.admin.get("/api/governance").await.body,
        ])
    }

    async fn assert_refused(&self, body: &[u8]) {
        for (client, method, path) in self.routes() {
            let answer = client.send(method, &path, body.to_vec()).await;
            let text = String::from_utf8_lossy(&body[..body.len().min(120)]);
            assert!((400..500).contains(&answer.status), "{path} took {text}: {answer:?}");
            assert_eq!(answer.header("content-type"), Some("application/problem+json"), "{path}: {text}");
            assert!(answer.body["title"].is_string(), "{path} says nothing to {text}");
        }
    }
}

#[tokio::test]
async fn broken_deep_and_huge_bodies_are_refused() {
    let world = World::new().await;
    let before = world.snapshot().await;
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    for body in
        [&b""[..], b"{", b"nonsense", b"[]", b"5", b"null", b"{\"message\":NaN}", b"{} {}", deep.as_bytes()]
    {
        world.assert_refused(body).await;
    }
    let huge = json!({"message": "x".repeat(66_000)}).to_string();
    for (client, method, path) in world.routes() {
        assert_eq!(client.send(method, &path, huge.clone().into_bytes()).await.status, 413, "{path}");
    }
    assert_eq!(world.snapshot().await, before);
}

/// An object in which every field that any of the routes knows has a type that none of them takes.
fn wrong_types() -> impl Strategy<Value = Value> {
    const FIELDS: [&str; 34] = [
        "targetId",
        "targetType",
        "notificationType",
        "user",
        "message",
        "serviceKey",
        "templateId",
        "mobileNumber",
        "email",
        "personalisationParams",
        "requireAction",
        "requireEmailNotification",
        "requireSmsNotification",
        "requireLetter",
        "attachments",
        "followOnUrl",
        "dueAt",
        "siteId",
        "tenure",
        "service",
        "addressLine1",
        "actionType",
        "actionNote",
        "madeAt",
        "ids",
        "answer",
        "note",
        "name",
        "callbackUrl",
        "template",
        "kind",
        "updatedAt",
        "days",
        "guidelines",
    ];
    let leaf = prop_oneof![
        prop::collection::btree_map("[a-z]{1,4}", any::<i8>(), 1..3).prop_map(|map| json!([[map]])),
        any::<u8>().prop_map(|number| json!([[number]])),
    ];
    leaf.prop_map(|value| FIELDS.iter().map(|name| ((*name).to_owned(), value.clone())).collect())
}

fn check_all<S: Strategy>(strategy: S, bytes: impl Fn(S::Value) -> Vec<u8>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let world = runtime.block_on(World::new());
    let before = runtime.block_on(world.snapshot());
    let mut runner = TestRunner::new(ProptestConfig { cases: 16, ..ProptestConfig::default() });
    runner
        .run(&strategy, |value| {
            runtime.block_on(world.assert_refused(&bytes(value)));
            Ok(())
        })
        .unwrap();
    assert_eq!(runtime.block_on(world.snapshot()), before);
    drop(world.server);
}

#[test]
fn wrong_types_are_refused() {
    check_all(wrong_types(), |value| value.to_string().into_bytes());
}

#[test]
fn random_bytes_are_refused() {
    let bytes = prop::collection::vec(any::<u8>(), 1..200);
    let broken =
        bytes.prop_filter("JSON by accident", |bytes| serde_json::from_slice::<Value>(bytes).is_err());
    check_all(broken, |bytes| bytes);
}
