//! `POST /v2/notifications/sms`.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde_json::{Map, Value};
use wire::sender::phone;

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
        ("phone_number", Rule::Phone),
        ("template_id", Rule::Uuid),
        ("personalisation", Rule::Object),
        ("scheduled_for", Rule::Soon),
        ("sms_sender_id", Rule::Uuid),
    ],
    required: &["phone_number", "template_id"],
};

/// Numbers for smoke tests: such a message is accepted and never sent.
const SIMULATED: [&str; 3] = ["447700900000", "447700900111", "447700900222"];

/// The longest sender name of a text in characters.
const NAME_LIMIT: usize = 11;

/// Sends a text message.
#[utoipa::path(post, path = "/v2/notifications/sms", tag = "sender",
    request_body(content = wire::notify::SendText, description = "phone_number, template_id; personalisation, reference, sms_sender_id, scheduled_for", example = json!({"phone_number": "07700900123", "template_id": "c6a75cc9-1193-4a5d-8e0f-000000000003", "personalisation": {"name": "Rose"}, "reference": "my-2"})),
    responses((status = 201, description = "Accepted: id, reference, content, uri, template", body = wire::notify::Accepted<wire::notify::TextContent>), (status = 400, description = "ValidationError or BadRequestError"), (status = 401, description = "No token"), (status = 403, description = "AuthError"), (status = 429, description = "RateLimitError or TooManyRequestsError")))]
pub(super) async fn send_sms(
    State(state): State<NotifyState>,
    who: ApiKey,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    accept::<Text>(&state, &who, &headers, body).await
}

/// Text messages.
struct Text;

impl Channel for Text {
    const KIND: &'static str = "sms";
    const TOO_LARGE: &'static str = "Invalid JSON supplied in POST data";

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
        let words = render(move || {
            let values = object(personalisation);
            filling::check_values(&template, &values)?;
            let (_, words) = filling::fill(&template, &values)?;
            filling::check_words(&words)?;
            if values.values().any(files::is_file) {
                return Err(Refusal::bad_request("Can only send a file by email"));
            }
            Ok(words)
        });
        let words = words.await??;
        let from = identity(&*state.db, who, "sms", "sms_sender_id", text("sms_sender_id")).await?;
        let typed = text("phone_number").unwrap_or_default();
        // Malformed numbers were refused together with the other fields; a number that is refused here is well-formed but cannot
        // receive texts.
        let number = phone::parse(typed).map_err(|problem| Refusal::phone(problem.message()))?;
        check_guest(&*state.db, who, &number.digits).await?;
        if number.is_international && !who.service.international {
            return Err(Refusal::bad_request("Cannot send to international mobile numbers"));
        }
        filling::check_length("sms", &words)?;
        let is_simulated = SIMULATED.contains(&number.digits.as_str());
        let message = notify_message::Model {
            recipient: typed.trim().to_owned(),
            normal: number.digits,
            body: words,
            sender: Some(from.unwrap_or_else(|| who.service.name.chars().take(NAME_LIMIT).collect())),
            ..message
        };
        Ok(PreparedMessage { is_simulated, ..PreparedMessage::of(message) })
    }
}
