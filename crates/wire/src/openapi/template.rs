//! Requests for templates and previews.

use crate::sender::template::TemplateType;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The body of `POST /api/templates`; see [`crate::sender::template::TemplateChange`], which parses it.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
pub struct TemplateRequest {
    #[schema(rename = "type")]
    kind: TemplateType,
    #[schema(min_length = 1, max_length = 255)]
    name: String,
    /// The text, with `((placeholders))`.
    #[schema(min_length = 1, max_length = 20000)]
    body: String,
    /// The subject of an e-mail, or the heading of a letter; required for both.
    #[schema(max_length = 255)]
    subject: Option<String>,
    /// `first`, `second` or `economy`, for letters.
    postage: Option<String>,
    /// The return address of a letter, line by line.
    letter_contact_block: Option<String>,
    /// The service that it belongs to; the default is the server's own.
    service_id: Option<String>,
}

/// The values of a template's placeholders.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub struct PersonalisationRequest {
    /// Values by the names of placeholders: texts, numbers, flags, or lists of texts.
    #[schema(required = false)]
    personalisation: BTreeMap<String, serde_json::Value>,
}
