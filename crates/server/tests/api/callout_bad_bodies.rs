//! Whatever is sent to a callout's routes, what is wrong is a 4xx with a message, and nothing is stored.

use axum::http::Method;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::support::callout::{pressed, read};
use crate::support::{Client, TestServer};

struct World {
    server: TestServer,
    resident: Client,
    controller: Client,
    id: i64,
}

impl World {
    async fn new() -> Self {
        let server = TestServer::start().await;
        let (resident, controller) = (server.as_resident().await, server.as_controller().await);
        let id = pressed(&resident, json!({})).await;
        Self { server, resident, controller, id }
    }

    /// Every route of callouts and the control room that takes a body.
    fn routes(&self) -> Vec<(&Client, Method, String)> {
        let mut routes = vec![(&self.resident, Method::POST, "/api/callouts".to_owned())];
        for act in ["location", "comments"] {
            routes.push((&self.resident, Method::POST, format!("/api/callouts/{}/{act}", self.id)));
        }
        for act in ["dispatch", "complete", "close", "reply", "phoned", "stand-down", "automatic"] {
            routes.push((&self.controller, Method::POST, format!("/api/control/callouts/{}/{act}", self.id)));
        }
        for list in ["responders", "suppliers"] {
            routes.push((&self.controller, Method::POST, format!("/api/control/{list}")));
        }
        routes.push((&self.controller, Method::PATCH, "/api/control/responders/8".to_owned()));
        routes.push((&self.controller, Method::PATCH, "/api/control/suppliers/109".to_owned()));
        for act in ["position", "answer"] {
            routes.push((&self.controller, Method::POST, format!("/api/control/responders/8/{act}")));
        }
        routes
    }

    async fn snapshot(&self) -> Value {
        json!([
            read(&self.resident, self.id).await,
            self.controller.get("/api/control/callouts").await.body,
            self.controller.get("/api/control/responders").await.body,
            self.controller.get("/api/control/suppliers").await.body,
            self.resident.get("/api/customer").await.body,
        ])
    }

    async fn assert_refused(&self, body: &[u8]) {
        for (client, method, path) in self.routes() {
            let answer = client.send(method, &path, body.to_vec()).await;
            let text = String::from_utf8_lossy(&body[..body.len().min(120)]);
            assert!((400..500).contains(&answer.status), "{path} took {text}: {answer:?}");
            assert!(!answer.message().is_empty(), "{path} says nothing to {text}");
        }
    }
}

#[tokio::test]
async fn broken_deep_and_huge_bodies_are_refused() {
    let world = World::new().await;
    let before = world.snapshot().await;
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    for body in [&b"{"[..], b"nonsense", b"[]", b"5", b"{\"latitude\":NaN}", b"{} {}", deep.as_bytes()] {
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
    const FIELDS: [&str; 33] = [
        "message",
        "latitude",
        "longitude",
        "accuracy",
        "recordedAt",
        "locations",
        "noFix",
        "gap",
        "responderId",
        "supplierId",
        "incidentDetails",
        "anyInjuries",
        "customerHappy",
        "followUpRequired",
        "situationNeutral",
        "incidentCategoryId",
        "number",
        "answered",
        "note",
        "on",
        "name",
        "surname",
        "callsign",
        "email",
        "contactNumber",
        "responseTypeIds",
        "position",
        "calloutId",
        "answer",
        "customer",
        "calloutLocation",
        "responseTypeId",
        "internalTest",
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
    let broken = bytes.prop_filter("JSON by accident, or blank", |bytes| {
        serde_json::from_slice::<Value>(bytes).is_err() && !bytes.trim_ascii().is_empty()
    });
    check_all(broken, |bytes| bytes);
}

#[test]
fn places_off_the_globe_are_refused() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let world = runtime.block_on(World::new());
    let before = runtime.block_on(world.snapshot());
    let off = prop_oneof![90.000_001..1e300f64, -1e300..-90.000_001f64];
    let mut runner = TestRunner::new(ProptestConfig { cases: 24, ..ProptestConfig::default() });
    runner
        .run(&off, |latitude| {
            runtime.block_on(async {
                let place = json!({"latitude": latitude, "longitude": 28});
                let path = format!("/api/callouts/{}/location", world.id);
                for (client, path, body) in [
                    (&world.resident, "/api/callouts", json!({"calloutLocation": place})),
                    (&world.resident, path.as_str(), place.clone()),
                    (&world.resident, path.as_str(), json!({"locations": [place]})),
                    (&world.controller, "/api/control/responders/8/position", place.clone()),
                ] {
                    let answer = client.post(path, body).await;
                    assert_eq!(answer.status, 400, "{path}");
                    assert!(answer.message().contains("latitude"), "{}", answer.message());
                }
            });
            Ok(())
        })
        .unwrap();
    assert_eq!(runtime.block_on(world.snapshot()), before);
}
