//! Wrong bodies to a callout's routes: each is answered with a 4xx and a message, and nothing is stored.

use axum::http::Method;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::support::callout::{pressed, read};
use crate::support::refusing::{Area, refuses, refuses_broken, refuses_random_bytes, wrong_types};
use crate::support::{Answer, Client, TestServer};

struct World {
    /// Kept alive while its routes are tested.
    _server: TestServer,
    resident: Client,
    controller: Client,
    id: i64,
}

impl Area for World {
    async fn begin() -> Self {
        let server = TestServer::start().await;
        let (resident, controller) = (server.as_resident().await, server.as_controller().await);
        let id = pressed(&resident, json!({})).await;
        Self { _server: server, resident, controller, id }
    }

    /// Every route of callouts and the control room that accepts a body.
    fn routes(&self) -> Vec<(&Client, Method, String)> {
        // The press itself refuses less: see `press_bodies`.
        let mut routes = Vec::new();
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

    fn assert_told(answer: &Answer, about: &str) {
        assert!(!answer.message().is_empty(), "{about}: nothing is said");
    }
}

/// The fields of all these routes.
const FIELDS: &[&str] = &[
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

#[tokio::test]
async fn broken_deep_and_huge_bodies_are_refused() {
    refuses_broken::<World>(&[b"{", b"nonsense", b"[]", b"5", b"{\"latitude\":NaN}", b"{} {}"]).await;
}

#[test]
fn wrong_types_are_refused() {
    refuses::<World, _>(wrong_types(FIELDS), |value| value.to_string().into_bytes());
}

#[test]
fn random_bytes_are_refused() {
    refuses_random_bytes::<World>();
}

#[test]
fn places_off_the_globe_are_refused() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let world = runtime.block_on(World::begin());
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
