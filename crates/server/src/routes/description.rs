//! `/api/openapi.json`, and the page `/api/docs`: plain HTML without a script, under the strictest content security policy.

pub(crate) mod defaults;
pub(crate) mod examples;
pub(crate) mod page;

use axum::Router;
use axum::body::Bytes;
use axum::extract::Extension;
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{InfoBuilder, OpenApi};

use wire::message::Message;

use crate::state::AppState;
use web::static_files::{File, answer};

/// The head of the description.
pub(crate) fn begin() -> OpenApi {
    let mut api = OpenApi::default();
    api.info = InfoBuilder::new()
        .title("Tocsin")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "Callouts of residents, and the control room that responds to them. Requests and responses are JSON in UTF-8. \
             An error is `{\"message\": \"…\"}` and tells what to do. Another account's resource is 404, like an absent \
             one.",
        ))
        .build();
    let components = api.components.get_or_insert_default();
    let cookie = ApiKey::Cookie(ApiKeyValue::with_description(
        "__Host-tocsin",
        "Set by POST /api/session. Changes need a same-origin Origin or Sec-Fetch-Site header.",
    ));
    components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some("From POST /api/oauth/token: a server token or a user token."))
        .build();
    components.add_security_scheme("token", SecurityScheme::Http(bearer));
    let sender = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some(
            "A JWT that the client creates, valid for 30 seconds: HS256 with the last UUID of its key, `iss` is the UUID before it, `iat` is the current time.",
        ))
        .build();
    components.add_security_scheme("sender", SecurityScheme::Http(sender));
    api
}

#[derive(Clone)]
struct Description {
    json: File,
    page: File,
}

/// The routes of this file, for the complete description.
pub(crate) fn routes(mut api: OpenApi) -> Router<AppState> {
    finish(&mut api);
    let json = serde_json::to_vec(&api).expect("BUG: the description is plain data");
    let html = page::render(&api);
    let description = Description {
        json: File::new("openapi.json", Bytes::from(json), None),
        page: File::new("docs.html", Bytes::from(html), None),
    };
    Router::new()
        .route("/api/openapi.json", get(get_description))
        .route("/api/docs", get(get_page))
        .layer(Extension(description))
}

/// Adds the parts of the description that belong to no single handler.
pub(crate) fn finish(api: &mut OpenApi) {
    web::refusals::describe::<Message>(api, "application/json");
    explain(api);
    defaults::remove(api);
    examples::add(api);
}

/// Their 401 means a wrong password, not a missing credential.
const OPEN: [&str; 3] = ["create_session", "create_token", "use_password_reset"];

/// Marks which operations need a credential, and describes statuses that handlers list without a text.
fn explain(api: &mut OpenApi) {
    let needs = |scheme: &&str| SecurityRequirement::new(*scheme, Vec::<String>::new());
    let signed_in: Vec<_> = ["session", "token"].iter().map(needs).collect();
    let by_key: Vec<_> = ["sender"].iter().map(needs).collect();
    for (path, item) in &mut api.paths.paths {
        let of_sender = ["/v2/", "/service/"].iter().any(|root| path.starts_with(root));
        for (_, operation) in web::refusals::operations(item) {
            let is_open = operation.operation_id.as_deref().is_none_or(|id| OPEN.contains(&id));
            if of_sender {
                operation.security = Some(by_key.clone());
            } else if !is_open && operation.responses.responses.contains_key("401") {
                operation.security = Some(signed_in.clone());
            }
            for (status, response) in &mut operation.responses.responses {
                if let utoipa::openapi::RefOr::T(response) = response
                    && response.description.is_empty()
                {
                    response.description = meaning(status).to_owned();
                }
            }
        }
    }
}

fn meaning(status: &str) -> &'static str {
    match status {
        "304" => "Not changed since the given ETag",
        "400" => "The body or a parameter cannot be used; the message names it",
        "401" => "Not signed in, or the token has expired or was revoked",
        "403" => "Not allowed for this role or kind of token",
        "404" => "Absent, or another account's",
        "409" => "The resource is not in the required state",
        "413" => "The body exceeds 64 KiB",
        "422" => "Contradicts stored data",
        "429" => "Too many attempts; Retry-After tells how long to wait",
        _ => "As its name says",
    }
}

async fn get_description(Extension(description): Extension<Description>, headers: HeaderMap) -> Response {
    answer(&description.json, &headers, None)
}

async fn get_page(Extension(description): Extension<Description>, headers: HeaderMap) -> Response {
    let policy =
        web::content_security_policy::content_security_policy(&description.page.plain, &Default::default());
    answer(&description.page, &headers, Some(policy))
}
