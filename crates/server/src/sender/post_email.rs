//! `POST /v2/notifications/email`.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Map, Value, json};
use wire::sender::email;

use super::accept::{self, Turn};
use super::auth::ApiKey;
use super::files;
use super::refusal::Refusal;
use super::schema::{Rule, Schema, read_object};
use crate::state::AppState;
use crate::table::sent;

const SCHEMA: Schema = Schema {
    fields: &[
        ("reference", Rule::Reference),
        ("email_address", Rule::Email),
        ("template_id", Rule::Uuid),
        ("personalisation", Rule::Object),
        ("scheduled_for", Rule::Soon),
        ("email_reply_to_id", Rule::Uuid),
        ("one_click_unsubscribe_url", Rule::HttpsUrl),
        ("sanitise_content_for", Rule::List),
    ],
    required: &["email_address", "template_id"],
};

/// Accepted and never sent: for smoke tests.
const SIMULATED: [&str; 3] = [
    "simulate-delivered@notifications.service.gov.uk",
    "simulate-delivered-2@notifications.service.gov.uk",
    "simulate-delivered-3@notifications.service.gov.uk",
];

/// Sends an e-mail.
#[utoipa::path(post, path = "/v2/notifications/email", tag = "sender",
    request_body(content = serde_json::Value, description = "email_address, template_id; personalisation, reference, email_reply_to_id, one_click_unsubscribe_url, sanitise_content_for, scheduled_for", example = json!({"email_address": "rose@demo.example", "template_id": "c6a75cc9-1193-4a5d-8e0f-000000000002", "personalisation": {"name": "Rose"}, "reference": "my-1"})),
    responses((status = 201, description = "Accepted: id, reference, content, uri, template"), (status = 400, description = "ValidationError or BadRequestError"), (status = 401, description = "No token"), (status = 403, description = "AuthError"), (status = 429, description = "RateLimitError or TooManyRequestsError")))]
pub(super) async fn send_email(
    State(state): State<AppState>,
    who: ApiKey,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refusal> {
    let turn = Turn::begin(&state, &who, "email", &headers).await?;
    let answer = order(&state, &who, &headers, &turn, body).await;
    turn.end(&state, answer).await
}

async fn order(
    state: &AppState,
    who: &ApiKey,
    headers: &HeaderMap,
    turn: &Turn,
    body: Result<Bytes, BytesRejection>,
) -> Result<Value, Refusal> {
    let body =
        read_object(&body.map_err(|_| Refusal::bad_request("Uploaded file exceeds file size limit"))?)?;
    SCHEMA.check(&body, turn.now())?;
    if let Some(message) = turn.earlier(who).await? {
        return Ok(accept::accepted(state, headers, who, &message));
    }
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let mut values = body.get("personalisation").and_then(Value::as_object).cloned().unwrap_or_default();
    let sanitised = sanitise(&mut values, body.get("sanitise_content_for"));
    let template_id = text("template_id").unwrap_or_default();
    let template = accept::find_template(turn.db(), &who.service.id, template_id, "email").await?;
    accept::check_values(&template, &values)?;
    let reply_to =
        accept::identity(turn.db(), who, "email", "email_reply_to_id", text("email_reply_to_id")).await?;
    let address = text("email_address").and_then(email::parse).unwrap_or_default();
    let normal = email::identity(&address);
    accept::check_guest(turn.db(), who, &normal).await?;

    let mut message = accept::blank(state, who, "email", &template);
    let root = state.config.root(headers);
    let mut attached = files::take(state, who, &message.id, &normal, &mut values, &root)?;
    let (subject, words) = accept::fill(&template, &values);
    accept::check_words(&words)?;
    accept::check_length("email", &words)?;
    message = sent::Model {
        reference: text("reference").map(str::to_owned),
        recipient: address,
        normal,
        subject,
        body: words,
        sender: reply_to,
        unsubscribe_url: text("one_click_unsubscribe_url").map(str::to_owned),
        ..message
    };
    if !SIMULATED.contains(&message.normal.as_str()) {
        message = turn.store(who, message).await?;
        files::store(turn.db(), std::mem::take(&mut attached)).await?;
    }
    let mut answer = accept::accepted(state, headers, who, &message);
    if !sanitised.is_empty() {
        answer["sanitised_content"] = Value::Object(sanitised);
    }
    Ok(answer)
}

/// Makes values harmless that a stranger wrote: no links, no formatting. Answers what was changed.
fn sanitise(values: &mut Map<String, Value>, names: Option<&Value>) -> Map<String, Value> {
    let names: Vec<&str> =
        names.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let mut changed = Map::new();
    for (name, value) in values.iter_mut() {
        let wanted = names.iter().any(|wanted| wanted.eq_ignore_ascii_case(name));
        let Some(text) = value.as_str().filter(|_| wanted) else { continue };
        let harmless = escape(&unlink(text));
        if harmless != text {
            changed.insert(name.clone(), json!({"unsanitised": text, "sanitised": harmless}));
            *value = harmless.into();
        }
    }
    changed
}

/// Takes addresses of the web out; a name like `example.com` is pulled apart.
fn unlink(text: &str) -> String {
    let harmless = |word: &str| {
        if word.contains("://") {
            return String::new();
        }
        let is_plain = word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
        let ends = word.rsplit_once('.').is_some_and(|(name, end)| {
            !name.is_empty() && end.len() >= 2 && end.bytes().all(|b| b.is_ascii_alphabetic())
        });
        if is_plain && ends { word.replace('.', ". ") } else { word.to_owned() }
    };
    text.split_inclusive(char::is_whitespace)
        .map(|word| {
            let bare = word.trim_end();
            format!("{}{}", harmless(bare), &word[bare.len()..])
        })
        .collect()
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if "`*_()\\{}[]<>#+-.!|".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_stranger_wrote_has_no_links_and_no_formatting() {
        assert_eq!(unlink("see https://evil.example/x now"), "see  now");
        assert_eq!(unlink("see evil.example now"), "see evil. example now");
        assert_eq!(escape("**Hi** [x](y)"), "\\*\\*Hi\\*\\* \\[x\\]\\(y\\)");
        let mut values = json!({"Name": "a*b", "other": "a*b"}).as_object().unwrap().clone();
        let changed = sanitise(&mut values, Some(&json!(["name"])));
        assert_eq!(values["Name"], "a\\*b");
        assert_eq!(values["other"], "a*b");
        assert_eq!(changed["Name"]["unsanitised"], "a*b");
    }
}
