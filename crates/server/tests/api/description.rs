//! The description is complete, and its own examples match it. Every client of these tests checks that real responses match it
//! (`support/description.rs`).

use serde_json::Value;

use crate::support::TestServer;
use crate::support::description::{description, escape};

/// Success statuses that never have a body.
const EMPTY: [&str; 3] = ["204", "303", "304"];

/// Media types that no schema describes further: a page, an endless stream, a file.
const OPAQUE: [&str; 5] = ["text/html", "text/event-stream", "text/csv", "application/pdf", "*/*"];

type Operation = (String, &'static Value);

fn operations() -> Vec<Operation> {
    let paths = description().document()["paths"].as_object().unwrap();
    let of_path = |(path, item): (&String, &'static Value)| {
        let methods = item.as_object().unwrap().iter();
        let path = path.clone();
        methods.map(move |(method, operation)| (format!("{} {path}", method.to_uppercase()), operation))
    };
    paths.iter().flat_map(of_path).collect()
}

/// A schema with a known kind: a reference, a union, or a type with its contents.
fn is_typed(schema: &Value) -> bool {
    let forms = ["oneOf", "anyOf", "allOf"].into_iter().filter_map(|key| schema[key].as_array());
    let forms: Vec<&Value> = forms.flatten().collect();
    if !forms.is_empty() {
        return forms.into_iter().all(is_typed);
    }
    let is = |name: &str| {
        schema["type"] == name || schema["type"].as_array().is_some_and(|all| all.contains(&name.into()))
    };
    match () {
        () if schema["$ref"].is_string() => true,
        () if is("array") => is_typed(&schema["items"]),
        () if is("object") => schema["properties"].is_object() || schema["additionalProperties"].is_object(),
        () => schema["type"].is_string() || schema["type"].is_array(),
    }
}

#[test]
fn every_operation_says_what_it_answers() {
    let mut missing = Vec::new();
    for (name, operation) in operations() {
        for (status, response) in operation["responses"].as_object().unwrap() {
            let content = response["content"].as_object();
            if EMPTY.contains(&status.as_str()) {
                if content.is_some() {
                    missing.push(format!("{name}: {status} has a body"));
                }
                continue;
            }
            let Some(content) = content else {
                missing.push(format!("{name}: {status} has no body"));
                continue;
            };
            for (kind, body) in content {
                let is_opaque = OPAQUE.contains(&kind.as_str()) && body["schema"].is_object();
                if !is_opaque && !is_typed(&body["schema"]) {
                    missing.push(format!("{name}: {status} {kind} is {}", body["schema"]));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(operations().len() > 150, "the description lists its operations");
}

#[test]
fn every_operation_says_how_it_refuses() {
    let refusal = |responses: &Value| {
        let has_body = |(status, response): (&String, &Value)| {
            status.starts_with(['4', '5']) && response["content"].is_object()
        };
        responses.as_object().unwrap().iter().any(has_body) || responses["default"]["content"].is_object()
    };
    let without: Vec<_> = operations()
        .into_iter()
        .filter(|(_, operation)| !refusal(&operation["responses"]))
        .map(|(name, _)| name)
        .collect();
    assert!(without.is_empty(), "{without:#?}");
    let silent: Vec<_> = operations()
        .into_iter()
        .filter(|(_, operation)| !operation["responses"]["default"]["content"].is_object())
        .map(|(name, _)| name)
        .collect();
    assert!(silent.is_empty(), "nothing is said of other refusals: {silent:#?}");
}

#[test]
fn every_request_body_is_typed() {
    let mut untyped = Vec::new();
    for (name, operation) in operations() {
        for (kind, body) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
            if !is_typed(&body["schema"]) {
                untyped.push(format!("{name}: {kind} is {}", body["schema"]));
            }
        }
    }
    assert!(untyped.is_empty(), "{untyped:#?}");
}

/// Only the values of a template's placeholders may have any kind.
#[test]
fn every_schema_is_typed() {
    let schemas = description().document()["components"]["schemas"].as_object().unwrap();
    let mut untyped = Vec::new();
    for (name, schema) in schemas.iter().filter(|(name, _)| !name.ends_with(".open")) {
        if !is_typed(schema) {
            untyped.push(name.clone());
        }
        for (field, kind) in schema["properties"].as_object().into_iter().flatten() {
            if !is_typed(kind) && field != "personalisation" {
                untyped.push(format!("{name}.{field}"));
            }
        }
    }
    assert!(untyped.is_empty(), "{untyped:#?}");
}

#[test]
fn every_reference_leads_somewhere() {
    let document = description().document();
    let mut lost = Vec::new();
    walk(document, &mut |value| {
        if let Some(target) = value["$ref"].as_str()
            && document.pointer(target.trim_start_matches('#')).is_none()
        {
            lost.push(target.to_owned());
        }
    });
    assert!(lost.is_empty(), "{lost:#?}");
}

fn walk(value: &Value, look: &mut impl FnMut(&Value)) {
    look(value);
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, look)),
        Value::Object(fields) => fields.values().for_each(|field| walk(field, look)),
        _ => {}
    }
}

/// The contract's own bodies match: the description covers the sources' examples.
#[test]
fn every_example_fits_its_schema() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for (name, operation) in operations() {
        let (method, path) = name.split_once(' ').unwrap();
        let place = format!("/paths/{}/{}", escape(path), method.to_lowercase());
        let answers = operation["responses"].as_object().unwrap().iter();
        let mut bodies: Vec<_> =
            answers.map(|(status, response)| (format!("{place}/responses/{status}"), response)).collect();
        bodies.push((format!("{place}/requestBody"), &operation["requestBody"]));
        for (place, holder) in bodies {
            for (kind, body) in holder["content"].as_object().into_iter().flatten() {
                let named =
                    body["x-examples"].as_object().into_iter().flatten().map(|(_, one)| &one["value"]);
                for example in named.chain(body.get("x-example")) {
                    count += 1;
                    let schema = format!("{place}/content/{}/schema", escape(kind));
                    let fault = description().mismatch(&schema, example);
                    wrong.extend(fault.map(|fault| format!("{name} {schema}: {fault}")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(count > 40, "{count} examples");
}

#[tokio::test]
async fn the_page_shows_every_operation_and_every_schema() {
    let server = TestServer::start().await;
    let page = server.anonymous().get("/api/docs").await;
    assert_eq!(page.status, 200);
    let page = String::from_utf8(page.bytes).unwrap();
    for path in description().document()["paths"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("<code>{path}</code>")), "{path} is not shown");
    }
    let described = server.anonymous().get("/api/openapi.json").await.body;
    for name in described["components"]["schemas"].as_object().unwrap().keys() {
        assert!(page.contains(&format!("id=\"schema-{name}\"")), "{name} is not shown");
    }
    let broken: Vec<_> = page
        .split("href=\"#")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|target| !page.contains(&format!("id=\"{target}\"")))
        .collect();
    assert!(broken.is_empty(), "links lead nowhere: {broken:?}");
}
