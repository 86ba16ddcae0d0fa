//! Templates as they are written and tried.

use crate::sender::template::TemplateType;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The body of `POST /api/templates`; see [`crate::sender::template::TemplateChange`], which reads it.
#[derive(ToSchema)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "only described")]
pub struct TemplateRequest {
    #[schema(rename = "type")]
    kind: TemplateType,
    /// What staff call it.
    #[schema(min_length = 1, max_length = 255)]
    name: String,
    /// What it says, with `((placeholders))`.
    #[schema(min_length = 1, max_length = 20000)]
    body: String,
    /// The subject of an e-mail, the heading of a letter; both need one.
    #[schema(max_length = 255)]
    subject: Option<String>,
    /// `first`, `second` or `economy`, of letters.
    postage: Option<String>,
    /// Where a letter says to answer, line by line.
    letter_contact_block: Option<String>,
    /// The service that it belongs to; the server's own when left out.
    service_id: Option<String>,
}

/// What a template's placeholders stand for.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only described")]
pub struct PersonalisationRequest {
    /// Values by the names of placeholders: texts, numbers, flags, or lists of texts.
    #[schema(required = false)]
    personalisation: BTreeMap<String, serde_json::Value>,
}
