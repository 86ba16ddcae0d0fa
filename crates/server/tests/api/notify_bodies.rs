//! Wrong bodies to notify's API: each is answered in its own error format, and never with a server error.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

use crate::support::TestServer;
use crate::support::notify::{EMAIL, LETTER, TEXT, live};

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        "[0-9+ ()-]{0,16}".prop_map(Value::from),
        Just(json!("rose@demo.example")),
        Just(json!("07700900123")),
        Just(json!("SW1A 1AA")),
        prop_oneof![Just(EMAIL), Just(TEXT), Just(LETTER)].prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name(), inner), 0..4)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

fn name() -> impl Strategy<Value = String> {
    let known = [
        "email_address",
        "phone_number",
        "template_id",
        "personalisation",
        "reference",
        "content",
        "postage",
        "scheduled_for",
        "name",
        "file",
        "filename",
        "address_line_1",
        "address_line_2",
        "address_line_3",
    ];
    prop_oneof![prop::sample::select(known.to_vec()).prop_map(str::to_owned), "\\PC{0,8}"]
}

fn body() -> impl Strategy<Value = Value> {
    prop::collection::vec((name(), value()), 0..6)
        .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>()))
}

#[test]
fn every_body_is_accepted_or_refused_in_the_senders_form() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let server = runtime.block_on(TestServer::start());
    let client = live(&server);
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 192, failure_persistence: None, ..Default::default() });
    let kinds = prop::sample::select(vec!["email", "sms", "letter"]);
    runner
        .run(&(kinds, body()), |(kind, body)| {
            let answer = runtime.block_on(client.post(&format!("/v2/notifications/{kind}"), body));
            prop_assert!(matches!(answer.status, 201 | 400), "{answer:?}");
            if answer.status == 400 {
                prop_assert_eq!(&answer.body["status_code"], &json!(400));
                let errors = answer.body["errors"].as_array().cloned().unwrap_or_default();
                prop_assert!(!errors.is_empty());
                prop_assert!(
                    errors.iter().all(|error| error["error"].is_string() && error["message"].is_string())
                );
            }
            Ok(())
        })
        .unwrap();
}
