//! `POST /v2/notifications/letter`: from a template, or a ready PDF.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use base64::Engine;
use base64::engine::GeneralPurpose;
use base64::engine::general_purpose::GeneralPurposeConfig;
use sea_orm::EntityTrait;
use serde_json::{Map, Value};
use wire::sender::address;

use super::accept::{Channel, Draft, PreparedMessage, Submission, accept, blank};
use super::auth::ApiKey;
use super::builtin_service::READY_LETTER;
use super::refusal::Refusal;
use super::rendering::{Body, render};
use super::schema::{Rule, Schema, object};
use super::{files, filling};
use crate::state::NotifyState;
use database::entity::{notify_message, template};

const FROM_TEMPLATE: Schema = Schema {
    fields: &[("reference", Rule::Reference), ("template_id", Rule::Uuid), ("personalisation", Rule::Object)],
    required: &["template_id", "personalisation"],
};

const READY: Schema = Schema {
    fields: &[("reference", Rule::Text), ("content", Rule::Text), ("postage", Rule::Postage)],
    required: &["reference", "content"],
};

/// As lenient as GOV.UK Notify: trailing bits are ignored.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true),
);

/// Sends a letter.
#[utoipa::path(post, path = "/v2/notifications/letter", tag = "sender",
    request_body(content = wire::notify::LetterRequest, description = "template_id, personalisation with address_line_1 to address_line_7; reference. Or a ready PDF: reference, content (base64), postage", example = json!({"template_id": "c6a75cc9-1193-4a5d-8e0f-000000000005", "personalisation": {"name": "Rose", "address_line_1": "Rose Adeyemi", "address_line_2": "33 Acacia Avenue", "address_line_3": "SW1A 1AA"}})),
    responses((status = 201, description = "Accepted: id, reference, content, uri, template; of a ready PDF id, reference, postage", body = wire::openapi::AcceptedLetter), (status = 400, description = "ValidationError or BadRequestError"), (status = 401, description = "No token"), (status = 403, description = "AuthError, or a team key"), (status = 429, description = "RateLimitError or TooManyRequestsError")))]
pub(super) async fn send_letter(
    State(state): State<NotifyState>,
    who: ApiKey,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    accept::<Letter>(&state, &who, &headers, body).await
}

fn is_ready(body: &Map<String, Value>) -> bool {
    body.contains_key("content")
}

/// Letters.
struct Letter;

impl Channel for Letter {
    const KIND: &'static str = "letter";
    const TOO_LARGE: &'static str = "Uploaded file exceeds file size limit";

    fn schema(fields: &Map<String, Value>) -> &'static Schema {
        if is_ready(fields) { &READY } else { &FROM_TEMPLATE }
    }

    async fn prepare(order: &Submission<'_>, fields: Map<String, Value>) -> Result<PreparedMessage, Refusal> {
        if is_ready(&fields) { ready(order, fields).await } else { written(order, fields).await }
    }
}

fn check_key(who: &ApiKey) -> Result<(), Refusal> {
    if who.key.kind == "team" {
        return Err(Refusal::not_allowed("Cannot send letters with a team api key"));
    }
    Ok(())
}

async fn written(order: &Submission<'_>, mut body: Map<String, Value>) -> Result<PreparedMessage, Refusal> {
    let Draft { template, message, personalisation } = order.draft(&mut body).await?;
    let message = notify_message::Model {
        postage: Some(template.postage.clone().unwrap_or_else(|| "second".to_owned())),
        ..message
    };
    let who = order.who.clone();
    render(move || {
        let values = object(personalisation);
        filling::check_values(&template, &values)?;
        let (subject, words) = filling::fill(&template, &values)?;
        if values.values().any(files::is_file) {
            return Err(Refusal::bad_request("Can only send a file by email"));
        }
        check_key(&who)?;
        let lines = address::from_values(&values)
            .map_err(|problem| Refusal::validation(vec![problem.message().to_owned()]))?;
        let normal = lines.concat().to_lowercase();
        let recipient = lines.join("\n");
        filling::check_printable(&[
            &who.service.name,
            &recipient,
            subject.as_deref().unwrap_or_default(),
            &words,
        ])?;
        Ok(PreparedMessage::of(notify_message::Model { normal, recipient, subject, body: words, ..message }))
    })
    .await?
}

async fn ready(order: &Submission<'_>, mut body: Map<String, Value>) -> Result<PreparedMessage, Refusal> {
    let (state, who) = (order.state, order.who);
    check_key(who)?;
    let content = body.remove("content");
    let pdf = render(move || {
        let content = content.as_ref().and_then(Value::as_str).unwrap_or_default();
        let content: String = content.chars().filter(|c| !c.is_ascii_whitespace()).collect();
        BASE64.decode(content)
    });
    let invalid = |_| Refusal::bad_request("Cannot decode letter content (invalid base64 encoding)");
    let pdf = pdf.await?.map_err(invalid)?;
    let template = template::Entity::find_by_id(READY_LETTER).one(&*state.db).await?;
    let template = template.ok_or_else(|| Refusal::bad_request("Template not found"))?;
    let text = |name: &str| body.get(name).and_then(Value::as_str);
    let message = notify_message::Model {
        reference: text("reference").map(str::to_owned),
        recipient: "Provided as PDF".to_owned(),
        normal: "providedaspdf".to_owned(),
        subject: template.subject.clone(),
        postage: Some(text("postage").unwrap_or("second").to_owned()),
        status: "pending-virus-check".to_owned(),
        ..blank(state, who, "letter", &template)
    };
    Ok(PreparedMessage { pdf: Some(pdf), ..PreparedMessage::of(message) })
}
