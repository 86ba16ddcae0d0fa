//! `POST /v2/notifications/email`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use wire::notify::Sanitised;
use wire::sender::email;

use super::accept::{Channel, Draft, PreparedMessage, Submission, accept};
use super::auth::ApiKey;
use super::identity::{check_guest, identity};
use super::refusal::Refusal;
use super::rendering::{Body, render};
use super::schema::{Rule, Schema, object};
use super::{files, filling};
use crate::state::NotifyState;
use database::entity::notify_message;

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

/// Addresses for smoke tests: such a message is accepted and never sent.
const SIMULATED: [&str; 3] = [
    "simulate-delivered@notifications.service.gov.uk",
    "simulate-delivered-2@notifications.service.gov.uk",
    "simulate-delivered-3@notifications.service.gov.uk",
];

/// Sends an e-mail.
#[utoipa::path(post, path = "/v2/notifications/email", tag = "sender",
    request_body(content = wire::notify::SendEmail, description = "email_address, template_id; personalisation, reference, email_reply_to_id, one_click_unsubscribe_url, sanitise_content_for, scheduled_for", example = json!({"email_address": "rose@demo.example", "template_id": "c6a75cc9-1193-4a5d-8e0f-000000000002", "personalisation": {"name": "Rose"}, "reference": "my-1"})),
    responses((status = 201, description = "Accepted: id, reference, content, uri, template", body = wire::notify::Accepted<wire::notify::EmailContent>), (status = 400, description = "ValidationError or BadRequestError"), (status = 401, description = "No token"), (status = 403, description = "AuthError"), (status = 429, description = "RateLimitError or TooManyRequestsError")))]
pub(super) async fn send_email(
    State(state): State<NotifyState>,
    who: ApiKey,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    accept::<Email>(&state, &who, &headers, body).await
}

/// E-mails.
struct Email;

impl Channel for Email {
    const KIND: &'static str = "email";
    const TOO_LARGE: &'static str = "Uploaded file exceeds file size limit";

    fn schema(_: &Map<String, Value>) -> &'static Schema {
        &SCHEMA
    }

    async fn prepare(
        order: &Submission<'_>,
        mut fields: Map<String, Value>,
    ) -> Result<PreparedMessage, Refusal> {
        let (state, who) = (order.state, order.who);
        let Draft { template, message, personalisation } = order.draft(&mut fields).await?;
        let text = |name: &str| fields.get(name).and_then(Value::as_str);
        let reply_to =
            identity(&*state.db, who, "email", "email_reply_to_id", text("email_reply_to_id")).await;
        let address = text("email_address").and_then(email::parse).unwrap_or_default();
        let normal = email::identity(&address);
        let guest = check_guest(&*state.db, who, &normal).await;
        let message = notify_message::Model {
            recipient: address,
            unsubscribe_url: text("one_click_unsubscribe_url").map(str::to_owned),
            ..message
        };
        let names = fields.remove("sanitise_content_for");
        let (root, who, state) = (state.config.web.root(order.headers), who.clone(), state.clone());
        render(move || {
            let mut values = object(personalisation);
            let sanitised = sanitise(&mut values, names.as_ref());
            filling::check_values(&template, &values)?;
            let sender = reply_to?;
            guest?;
            let files = files::take(&state, &who, &message.id, &normal, &mut values, &root)?;
            let (subject, words) = filling::fill(&template, &values)?;
            filling::check_words(&words)?;
            filling::check_length("email", &words)?;
            let is_simulated = SIMULATED.contains(&normal.as_str());
            let message = notify_message::Model { normal, subject, body: words, sender, ..message };
            Ok(PreparedMessage { files, is_simulated, sanitised, ..PreparedMessage::of(message) })
        })
        .await?
    }
}

/// Removes links and formatting from values that a third person wrote, and returns the changed values.
fn sanitise(values: &mut Map<String, Value>, names: Option<&Value>) -> BTreeMap<String, Sanitised> {
    let names: Vec<&str> =
        names.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let mut changed = BTreeMap::new();
    for (name, value) in values.iter_mut() {
        let wanted = names.iter().any(|wanted| wanted.eq_ignore_ascii_case(name));
        let Some(text) = value.as_str().filter(|_| wanted) else { continue };
        let harmless = escape(&unlink(text));
        if harmless != text {
            let both = Sanitised { unsanitised: text.to_owned(), sanitised: harmless.clone() };
            changed.insert(name.clone(), both);
            *value = harmless.into();
        }
    }
    changed
}

/// Removes URLs, and separates the parts of a domain name such as `example.com`.
fn unlink(text: &str) -> String {
    pull_apart(&without_addresses(text))
}

/// The text without `scheme://…`; the delimiter at the end of a URL is kept, such as the bracket of a Markdown link.
fn without_addresses(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(mark) = rest.find("://") {
        let before = &rest[..mark];
        let is_scheme = |c: char| c.is_ascii_alphanumeric() || "+.-".contains(c);
        kept.push_str(before.trim_end_matches(is_scheme));
        let address = &rest[mark + "://".len()..];
        let end = address.find(|c: char| c.is_whitespace() || "()[]{}<>\"'`\\|".contains(c));
        rest = &address[end.unwrap_or(address.len())..];
    }
    kept.push_str(rest);
    kept
}

/// Inserts a space after each dot of a domain name, so that no mail program makes a link of it.
fn pull_apart(text: &str) -> String {
    let mut apart = String::with_capacity(text.len());
    let mut before = None;
    for (at, c) in text.char_indices() {
        apart.push(c);
        let ending = text[at + c.len_utf8()..].chars().take(2);
        let makes_a_name = c == '.'
            && before.is_some_and(char::is_alphanumeric)
            && ending.clone().count() == 2
            && ending.clone().all(char::is_alphabetic);
        if makes_a_name {
            apart.push(' ');
        }
        before = Some(c);
    }
    apart
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
    use serde_json::json;

    #[test]
    fn what_a_stranger_wrote_has_no_links_and_no_formatting() {
        assert_eq!(unlink("see https://evil.example/x now"), "see  now");
        assert_eq!(unlink("see evil.example now"), "see evil. example now");
        assert_eq!(unlink("a (evil.example/x) 3.5 e.g. b"), "a (evil. example/x) 3.5 e.g. b");
        assert_eq!(unlink("ht(a://b)tps://evil.example/"), "ht()");
        assert_eq!(escape("**Hi** [x](y)"), "\\*\\*Hi\\*\\* \\[x\\]\\(y\\)");
        let harmless = escape(&unlink("User, [click here](https://evil.example) and [x](javascript://y)."));
        assert_eq!(harmless, "User, \\[click here\\]\\(\\) and \\[x\\]\\(\\)\\.");
        let mut values = json!({"Name": "a*b", "other": "a*b"}).as_object().unwrap().clone();
        let changed = sanitise(&mut values, Some(&json!(["name"])));
        assert_eq!(values["Name"], "a\\*b");
        assert_eq!(values["other"], "a*b");
        assert_eq!(changed["Name"].unsanitised, "a*b");
    }
}
