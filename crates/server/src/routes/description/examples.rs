//! Example bodies in the description: the contract's own examples, which wire's tests also use.

use std::collections::BTreeMap;

use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::path::{HttpMethod, Operation};
use utoipa::openapi::{Content, OpenApi, RefOr};

/// The examples of one body: a name each, and JSON.
type Named = &'static [(&'static str, &'static str)];

macro_rules! fixtures {
    ($($name:literal = $file:literal),* $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../wire/fixtures/", $file, ".json")))),*]
    };
}

const PRESS: Named = fixtures!("a press" = "callouts/create-request");
const CREATED: Named = fixtures!("created" = "callouts/created");
const CALLOUTS: Named = fixtures!(
    "created" = "callouts/created",
    "a responder is on the way" = "callouts/dispatched-tech",
    "a supplier was telephoned" = "callouts/dispatched-manual",
    "a responder is there" = "callouts/arrived",
    "the response was cancelled" = "callouts/cancelled",
    "the responder has finished" = "callouts/completed",
    "closed" = "callouts/closed",
);
const NOTIFICATIONS: Named = fixtures!(
    "on screen" = "notifications/create-screen",
    "a letter, with its address flat" = "notifications/create-letter",
);
const TRAY: Named = fixtures!("one of each" = "notifications/list");
const ACTION: Named = fixtures!("approved" = "notifications/action");
const REPORT: Named = fixtures!("a text" = "notifications/message-status");
const PROVIDERS: Named =
    fixtures!("for an organisation" = "providers/create-customer", "for a site" = "providers/create-site",);
const PROVIDER: Named = fixtures!("for a site" = "providers/response-site");

/// Puts the examples in.
pub(super) fn add(api: &mut OpenApi) {
    use HttpMethod::{Get, Patch, Post};
    in_request(api, Post, "/api/callouts", PRESS);
    in_answer(api, Post, "/api/callouts", "201", CREATED);
    in_answer(api, Get, "/api/callouts/{id}", "200", CALLOUTS);
    in_request(api, Post, "/api/notifications", NOTIFICATIONS);
    in_answer(api, Get, "/api/notifications", "200", TRAY);
    in_request(api, Patch, "/api/notifications/{id}", ACTION);
    in_answer(api, Get, "/api/message-status/{service}/{id}", "200", REPORT);
    in_request(api, Post, "/api/v2/assistance-provider", PROVIDERS);
    in_answer(api, Post, "/api/v2/assistance-provider", "201", PROVIDER);
}

fn in_request(api: &mut OpenApi, method: HttpMethod, path: &str, named: Named) {
    let body = find(api, method, path).and_then(|operation| operation.request_body.as_mut());
    set(body.and_then(|body| body.content.values_mut().next()), path, named);
}

fn in_answer(api: &mut OpenApi, method: HttpMethod, path: &str, status: &str, named: Named) {
    let response =
        find(api, method, path).and_then(|operation| operation.responses.responses.get_mut(status));
    let content = match response {
        Some(RefOr::T(response)) => response.content.values_mut().next(),
        _ => None,
    };
    set(content, path, named);
}

fn find<'a>(api: &'a mut OpenApi, method: HttpMethod, path: &str) -> Option<&'a mut Operation> {
    let item = api.paths.paths.get_mut(path)?;
    match method {
        HttpMethod::Get => item.get.as_mut(),
        HttpMethod::Post => item.post.as_mut(),
        HttpMethod::Patch => item.patch.as_mut(),
        _ => None,
    }
}

fn set(content: Option<&mut Content>, path: &str, named: Named) {
    let content = content.unwrap_or_else(|| panic!("BUG: {path} has no body for its examples"));
    let read = |text: &str| serde_json::from_str(text).expect("BUG: a fixture is JSON");
    let example = |(name, text): &(&str, &str)| {
        let example = ExampleBuilder::new().value(Some(read(text))).build();
        ((*name).to_owned(), RefOr::T(example))
    };
    content.example = None;
    content.examples = named.iter().map(example).collect::<BTreeMap<_, _>>();
}
