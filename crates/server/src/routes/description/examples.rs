//! Real bodies in the description: the contract's own examples, which wire's tests read and write again.

use serde_json::Value;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{Content, OpenApi, RefOr};

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../../wire/fixtures/callouts/", $name, ".json"))
    };
}

/// Puts the examples in.
pub(crate) fn add(api: &mut OpenApi) {
    if let Some(operation) = find(api, "/api/callouts", |item| item.post.as_mut()) {
        let body = operation.request_body.get_or_insert_default();
        body.content.entry("application/json".to_owned()).or_default().example =
            read(fixture!("create-request"));
        answer(operation, "201", fixture!("created"));
    }
    if let Some(operation) = find(api, "/api/callouts/{id}", |item| item.get.as_mut()) {
        answer(operation, "200", fixture!("dispatched-tech"));
    }
}

fn find<'a>(
    api: &'a mut OpenApi,
    path: &str,
    method: impl FnOnce(&'a mut utoipa::openapi::PathItem) -> Option<&'a mut Operation>,
) -> Option<&'a mut Operation> {
    method(api.paths.paths.get_mut(path)?)
}

fn answer(operation: &mut Operation, status: &str, text: &str) {
    if let Some(RefOr::T(response)) = operation.responses.responses.get_mut(status) {
        let content = Content::builder().example(read(text)).build();
        response.content.insert("application/json".to_owned(), content);
    }
}

fn read(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}
