//! Messages as they are sent, for the description; the embedded service checks them field by field in the vendor's words.

use crate::time::Timestamp;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The body of `POST /v2/notifications/email`.
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only described")]
pub struct SendEmail {
    /// Where to.
    #[schema(format = "email")]
    email_address: String,
    #[schema(format = "uuid")]
    template_id: String,
    /// Values by the names of placeholders; `{"file": <base64>, …}` for a file, which goes as a link.
    #[schema(required = false)]
    personalisation: BTreeMap<String, serde_json::Value>,
    /// The sender's own word for it.
    #[schema(required = false, max_length = 1000)]
    reference: String,
    /// Which of the service's addresses is answered to.
    #[schema(required = false, format = "uuid")]
    email_reply_to_id: String,
    /// Where its reader unsubscribes.
    #[schema(required = false, format = "uri", pattern = "^https://.")]
    one_click_unsubscribe_url: String,
    /// Names of values that strangers wrote: links and formatting are taken out of them.
    sanitise_content_for: Option<Vec<String>>,
    /// When it leaves, within 24 hours.
    scheduled_for: Option<Timestamp>,
}

/// The body of `POST /v2/notifications/sms`.
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only described")]
pub struct SendText {
    /// Where to: a UK mobile in any writing, or a mobile of another country with its code.
    phone_number: String,
    #[schema(format = "uuid")]
    template_id: String,
    /// Values by the names of placeholders.
    #[schema(required = false)]
    personalisation: BTreeMap<String, serde_json::Value>,
    /// The sender's own word for it.
    #[schema(required = false, max_length = 1000)]
    reference: String,
    /// Which of the service's names it comes from.
    #[schema(required = false, format = "uuid")]
    sms_sender_id: String,
    /// When it leaves, within 24 hours.
    scheduled_for: Option<Timestamp>,
}

/// The body of `POST /v2/notifications/letter`: from a template, or a ready PDF.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum LetterRequest {
    /// From a template.
    FromTemplate(SendLetter),
    /// A ready PDF.
    Ready(SendReadyLetter),
}

/// A letter from a template.
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only described")]
pub struct SendLetter {
    #[schema(format = "uuid")]
    template_id: String,
    /// Values by the names of placeholders, and the address: `address_line_1` to `address_line_7`, or to `address_line_6` and
    /// `postcode`.
    personalisation: BTreeMap<String, serde_json::Value>,
    /// The sender's own word for it.
    #[schema(required = false, max_length = 1000)]
    reference: String,
}

/// A ready PDF that goes as a letter.
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only described")]
pub struct SendReadyLetter {
    /// The sender's own word for it.
    reference: String,
    /// The PDF in base64.
    content: String,
    /// `first`, `second` (the default) or `economy`.
    #[schema(required = false, pattern = "^(first|second|economy)$")]
    postage: String,
}
