//! Bodies that every route must refuse with a 4xx that gives the reason, without storing anything.

use axum::http::Method;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::{Answer, Client};

/// Routes that accept bodies, and the state that they could change.
pub trait Area: Sized {
    /// How many bodies of a kind are tried.
    const CASES: u32 = 16;

    /// Starts a server of its own.
    async fn begin() -> Self;

    /// Every route, with a caller who may send a body to it.
    fn routes(&self) -> Vec<(&Client, Method, String)>;

    /// Everything that a body could change.
    async fn snapshot(&self) -> Value;

    /// Asserts that the response gives the reason in this area's error format.
    fn assert_told(answer: &Answer, about: &str);
}

/// Asserts that every route refuses this body.
async fn assert_refused<A: Area>(area: &A, body: &[u8]) {
    for (client, method, path) in area.routes() {
        let answer = client.send(method, &path, body.to_vec()).await;
        let text = String::from_utf8_lossy(&body[..body.len().min(120)]);
        assert!((400..500).contains(&answer.status), "{path} took {text}: {answer:?}");
        A::assert_told(&answer, &format!("{path}, of {text}"));
    }
}

/// Asserts that these bodies are refused, and so are one that is nested too deeply and one that is too large.
pub async fn refuses_broken<A: Area>(bodies: &[&[u8]]) {
    let area = A::begin().await;
    let before = area.snapshot().await;
    let deep = format!("{}{}", "[".repeat(20_000), "]".repeat(20_000));
    let hidden = format!(r#"{{"email":"a@b.example","message":"x","x":{deep}}}"#);
    for body in bodies.iter().copied().chain([deep.as_bytes(), hidden.as_bytes()]) {
        assert_refused(&area, body).await;
    }
    let huge = json!({"message": "x".repeat(70_000)}).to_string();
    for (client, method, path) in area.routes() {
        let answer = client.send(method, &path, huge.clone().into_bytes()).await;
        assert_eq!(answer.status, 413, "{path}");
        A::assert_told(&answer, &path);
    }
    assert_eq!(area.snapshot().await, before);
}

/// Asserts that every value of the strategy is refused.
pub fn refuses<A: Area, S: Strategy>(strategy: S, bytes: impl Fn(S::Value) -> Vec<u8>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let area = runtime.block_on(A::begin());
    let before = runtime.block_on(area.snapshot());
    let mut runner = TestRunner::new(ProptestConfig { cases: A::CASES, ..ProptestConfig::default() });
    runner
        .run(&strategy, |value| {
            runtime.block_on(assert_refused(&area, &bytes(value)));
            Ok(())
        })
        .unwrap();
    assert_eq!(runtime.block_on(area.snapshot()), before);
}

/// Asserts that bytes which are not JSON are refused.
pub fn refuses_random_bytes<A: Area>() {
    let bytes = prop::collection::vec(any::<u8>(), 1..200);
    let broken = bytes.prop_filter("JSON by accident, or blank", |bytes| {
        serde_json::from_slice::<Value>(bytes).is_err() && !bytes.trim_ascii().is_empty()
    });
    refuses::<A, _>(broken, |bytes| bytes);
}

/// An object in which each of these fields has a type that no route accepts for it.
pub fn wrong_types(fields: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        prop::collection::btree_map("[a-z]{1,4}", any::<i8>(), 1..3).prop_map(|map| json!([[map]])),
        any::<u8>().prop_map(|number| json!([[number]])),
    ];
    every(fields, leaf)
}

/// An object in which each of these fields has the same value.
pub fn every(
    fields: &'static [&'static str],
    value: impl Strategy<Value = Value>,
) -> impl Strategy<Value = Value> {
    value.prop_map(|value| fields.iter().map(|name| ((*name).to_owned(), value.clone())).collect())
}
