//! Requests that send messages, for the description. The embedded service validates them field by field, with GOV.UK Notify's
//! texts.

use crate::time::Timestamp;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// The body of `POST /v2/notifications/email`.
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only described")]
pub struct SendEmail {
    #[schema(format = "email")]
    email_address: String,
    #[schema(format = "uuid")]
    template_id: String,
    /// Values by the names of placeholders; `{"file": <base64>, …}` for a file, which is sent as a link.
    #[schema(required = false)]
    personalisation: BTreeMap<String, serde_json::Value>,
    /// A reference that the caller chooses.
    #[schema(required = false, max_length = 1000)]
    reference: String,
    /// The id of one of the service's reply-to addresses.
    #[schema(required = false, format = "uuid")]
    email_reply_to_id: String,
    /// The URL for unsubscribing with one click.
    #[schema(required = false, format = "uri", pattern = "^https://.")]
    one_click_unsubscribe_url: String,
    /// Names of values that third persons wrote: links and formatting are removed from them.
    sanitise_content_for: Option<Vec<String>>,
    /// When it is sent, within 24 hours.
    scheduled_for: Option<Timestamp>,
}

/// The body of `POST /v2/notifications/sms`.
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only described")]
pub struct SendText {
    /// A UK mobile number in any notation, or a mobile number of another country with its code.
    phone_number: String,
    #[schema(format = "uuid")]
    template_id: String,
    /// Values by the names of placeholders.
    #[schema(required = false)]
    personalisation: BTreeMap<String, serde_json::Value>,
    /// A reference that the caller chooses.
    #[schema(required = false, max_length = 1000)]
    reference: String,
    /// The id of one of the service's sender names.
    #[schema(required = false, format = "uuid")]
    sms_sender_id: String,
    /// When it is sent, within 24 hours.
    scheduled_for: Option<Timestamp>,
}

/// The body of `POST /v2/notifications/letter`: from a template, or a ready PDF.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum LetterRequest {
    FromTemplate(SendLetter),
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
    /// A reference that the caller chooses.
    #[schema(required = false, max_length = 1000)]
    reference: String,
}

/// A ready PDF to send as a letter.
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only described")]
pub struct SendReadyLetter {
    /// A reference that the caller chooses.
    reference: String,
    /// The PDF in base64.
    content: String,
    /// `first`, `second` (the default) or `economy`.
    #[schema(required = false, pattern = "^(first|second|economy)$")]
    postage: String,
}
