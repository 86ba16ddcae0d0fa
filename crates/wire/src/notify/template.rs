//! Templates in GOV.UK Notify's API.

use crate::time::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// A template in one of its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NotifyTemplate))]
pub struct Template {
    pub id: String,
    /// `email`, `sms` or `letter`.
    #[serde(rename = "type")]
    pub kind: String,
    pub created_at: Timestamp,
    /// When this version was created.
    pub updated_at: Option<Timestamp>,
    /// The author of this version.
    pub created_by: String,
    /// Starts at 1; each change adds 1.
    pub version: i64,
    /// The text, with `((placeholders))`.
    pub body: String,
    /// The subject of an e-mail, or the heading of a letter.
    pub subject: Option<String>,
    pub name: String,
    /// Its placeholders, by name.
    pub personalisation: BTreeMap<String, Placeholder>,
    /// `first`, `second` or `economy`, for letters.
    pub postage: Option<String>,
    /// The return address of a letter, line by line.
    pub letter_contact_block: Option<String>,
}

/// One placeholder of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Placeholder {
    pub required: bool,
}

/// The response to `GET /v2/templates`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Templates {
    /// Templates that can be used.
    pub templates: Vec<Template>,
}

/// One entry of `GET /service/{service}/template/{id}/versions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TemplateVersion {
    #[serde(flatten)]
    pub template: Template,
    /// The template's type again.
    pub template_type: String,
    /// The template's text again.
    pub content: String,
    /// Whether it is archived, so that it can no longer be used.
    pub archived: bool,
    /// The service that it belongs to.
    pub service: String,
}

/// The response to `GET /service/{service}/template/{id}/versions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TemplateVersions {
    pub data: Vec<TemplateVersion>,
}

/// The response to `POST /v2/template/{id}/preview`: the text that a message would have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NotifyPreview))]
pub struct Preview {
    pub id: String,
    /// `email`, `sms` or `letter`.
    #[serde(rename = "type")]
    pub kind: String,
    pub version: i64,
    pub body: String,
    /// The subject of an e-mail, or the heading of a letter.
    pub subject: Option<String>,
    /// The text of an e-mail as HTML.
    pub html: Option<String>,
    /// `first`, `second` or `economy`, for letters.
    pub postage: Option<String>,
}
