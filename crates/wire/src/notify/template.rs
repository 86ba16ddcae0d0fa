//! Templates.

use crate::time::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// A template in one of its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NotifyTemplate))]
pub struct Template {
    /// A UUID.
    pub id: String,
    /// `email`, `sms` or `letter`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When this version was made.
    pub updated_at: Option<Timestamp>,
    /// Who wrote this version.
    pub created_by: String,
    /// Counts its changes from 1.
    pub version: i64,
    /// The text, with `((placeholders))`.
    pub body: String,
    /// The subject of an e-mail, the heading of a letter.
    pub subject: Option<String>,
    /// What staff call it.
    pub name: String,
    /// What it asks for, by the names of placeholders.
    pub personalisation: BTreeMap<String, Placeholder>,
    /// `first`, `second` or `economy`, of letters.
    pub postage: Option<String>,
    /// Where a letter says to answer, line by line.
    pub letter_contact_block: Option<String>,
}

/// One placeholder of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Placeholder {
    /// Always true.
    pub required: bool,
}

/// The answer of `GET /v2/templates`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Templates {
    /// Those that may be sent.
    pub templates: Vec<Template>,
}

/// One entry of `GET /service/{service}/template/{id}/versions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TemplateVersion {
    /// The version.
    #[serde(flatten)]
    pub template: Template,
    /// Its type once more.
    pub template_type: String,
    /// Its text once more.
    pub content: String,
    /// Whether it may still be sent.
    pub archived: bool,
    /// The service that it belongs to.
    pub service: String,
}

/// The answer of `GET /service/{service}/template/{id}/versions`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TemplateVersions {
    /// Newest first.
    pub data: Vec<TemplateVersion>,
}

/// The answer of `POST /v2/template/{id}/preview`: what a message would say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NotifyPreview))]
pub struct Preview {
    /// The template.
    pub id: String,
    /// `email`, `sms` or `letter`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its version.
    pub version: i64,
    /// The text.
    pub body: String,
    /// The subject of an e-mail, the heading of a letter.
    pub subject: Option<String>,
    /// The text of an e-mail as HTML.
    pub html: Option<String>,
    /// `first`, `second` or `economy`, of letters.
    pub postage: Option<String>,
}
