//! Messages: the response when one is accepted, its later status, and received texts.

use crate::time::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// The version of a template that a message was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NotifyTemplateRef))]
pub struct TemplateRef {
    pub id: String,
    pub version: i64,
    /// The URL of the template.
    pub uri: String,
}

/// The response to a newly accepted message.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Accepted<Content> {
    pub id: String,
    /// The reference that the caller chose.
    pub reference: Option<String>,
    /// The URL of its status.
    pub uri: String,
    pub template: TemplateRef,
    /// Always null: messages are sent at once.
    pub scheduled_for: Option<Timestamp>,
    pub content: Content,
    /// The sanitised values of an e-mail, by name; empty if there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sanitised_content: Option<BTreeMap<String, Sanitised>>,
}

/// The content of an e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailContent {
    /// The sender address.
    pub from_email: String,
    pub body: String,
    pub subject: Option<String>,
    /// The URL for unsubscribing with one click.
    pub one_click_unsubscribe_url: Option<String>,
}

/// The content of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextContent {
    /// The sender: a number or a name.
    pub from_number: Option<String>,
    pub body: String,
}

/// The content of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LetterContent {
    pub body: String,
    pub subject: Option<String>,
}

/// A value of an e-mail of which links and formatting were removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sanitised {
    /// The value in the request.
    pub unsanitised: String,
    /// The value in the e-mail.
    pub sanitised: String,
}

/// The response to a newly accepted ready letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptedReadyLetter {
    pub id: String,
    /// The reference that the caller chose.
    pub reference: Option<String>,
    /// `first`, `second` or `economy`.
    pub postage: Option<String>,
}

/// A message with its status.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NotifyMessage))]
pub struct Message {
    pub id: String,
    /// The reference that the caller chose.
    pub reference: Option<String>,
    /// The recipient of an e-mail.
    pub email_address: Option<String>,
    /// The recipient of a text.
    pub phone_number: Option<String>,
    /// The first line of a letter's address.
    pub line_1: Option<String>,
    pub line_2: Option<String>,
    pub line_3: Option<String>,
    pub line_4: Option<String>,
    pub line_5: Option<String>,
    pub line_6: Option<String>,
    /// The last line of a letter's address.
    pub postcode: Option<String>,
    /// `email`, `sms` or `letter`.
    #[serde(rename = "type")]
    pub kind: String,
    pub status: String,
    pub template: TemplateRef,
    pub body: String,
    /// The subject of an e-mail, or the heading of a letter.
    pub subject: Option<String>,
    /// When it was accepted.
    pub created_at: Timestamp,
    /// Always null: messages come from programs.
    pub created_by_name: Option<String>,
    pub sent_at: Option<Timestamp>,
    /// When its status became final.
    pub completed_at: Option<Timestamp>,
    /// Always null: messages are sent at once.
    pub scheduled_for: Option<Timestamp>,
    /// `first`, `second` or `economy`, for letters.
    pub postage: Option<String>,
    /// The URL for unsubscribing from an e-mail with one click.
    pub one_click_unsubscribe_url: Option<String>,
    /// Whether its cost is known.
    pub is_cost_data_ready: bool,
    /// Always 0, because the embedded service costs nothing; null while the cost is unknown.
    pub cost_in_pounds: Option<f64>,
    /// The basis of the cost.
    pub cost_details: CostDetails,
    /// When a letter is expected to arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimated_delivery: Option<Timestamp>,
}

/// The basis of a message's cost; empty for e-mails, and while it is unknown.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CostDetails {
    /// The number of parts of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billable_sms_fragments: Option<u32>,
    /// The multiple of the price for a text to another country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub international_rate_multiplier: Option<f64>,
    /// The price of one part of a text, in pounds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sms_rate: Option<f64>,
    /// The number of sheets of a letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billable_sheets_of_paper: Option<i64>,
    /// The postage of a letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postage: Option<String>,
}

/// The URLs of this page and the next one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Links {
    pub current: String,
    /// The next page; omitted on an empty page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The response to `GET /v2/notifications`: newest first, 250 a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Messages {
    pub notifications: Vec<Message>,
    /// The URLs of the pages.
    pub links: Links,
}

/// A text that a person sent to the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceivedText {
    pub id: String,
    pub created_at: Timestamp,
    /// The service that received it.
    pub service_id: String,
    /// The number that it was sent to.
    pub notify_number: String,
    /// The number that it came from.
    pub user_number: String,
    pub content: String,
}

/// The response to `GET /v2/received-text-messages`: newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceivedTexts {
    pub received_text_messages: Vec<ReceivedText>,
    /// The URLs of the pages.
    pub links: Links,
}
