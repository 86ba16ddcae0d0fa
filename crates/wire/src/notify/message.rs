//! Messages: as they are accepted, as they are read later, and those that came back.

use crate::time::Timestamp;
use serde::Serialize;
use std::collections::BTreeMap;

/// The version of a template that a message was made from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NotifyTemplateRef))]
pub struct TemplateRef {
    /// Its id, a UUID.
    pub id: String,
    /// The version.
    pub version: i64,
    /// Where the template is read.
    pub uri: String,
}

/// The answer to a message that was accepted.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Accepted<Content> {
    /// A UUID.
    pub id: String,
    /// The sender's own word for it.
    pub reference: Option<String>,
    /// Where its status is read.
    pub uri: String,
    /// What it was made from.
    pub template: TemplateRef,
    /// Always null: messages leave at once.
    pub scheduled_for: Option<Timestamp>,
    /// What it says.
    pub content: Content,
    /// The values of an e-mail that were made harmless, by name; empty when none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sanitised_content: Option<BTreeMap<String, Sanitised>>,
}

/// What an e-mail says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmailContent {
    /// Who it comes from.
    pub from_email: String,
    /// The text.
    pub body: String,
    /// The subject.
    pub subject: Option<String>,
    /// Where its reader unsubscribes.
    pub one_click_unsubscribe_url: Option<String>,
}

/// What a text says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TextContent {
    /// Who it comes from: a number or a name.
    pub from_number: Option<String>,
    /// The text.
    pub body: String,
}

/// What a letter says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LetterContent {
    /// The text.
    pub body: String,
    /// The heading.
    pub subject: Option<String>,
}

/// A value of an e-mail that was made harmless.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sanitised {
    /// As it was sent.
    pub unsanitised: String,
    /// The value in the e-mail.
    pub sanitised: String,
}

/// The answer to a ready letter that was accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptedReadyLetter {
    /// A UUID.
    pub id: String,
    /// The sender's own word for it.
    pub reference: Option<String>,
    /// `first`, `second` or `economy`.
    pub postage: Option<String>,
}

/// A message as it is read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = NotifyMessage))]
pub struct Message {
    /// A UUID.
    pub id: String,
    /// The sender's own word for it.
    pub reference: Option<String>,
    /// Where an e-mail went.
    pub email_address: Option<String>,
    /// Where a text went.
    pub phone_number: Option<String>,
    /// The first line of a letter's address.
    pub line_1: Option<String>,
    /// The second line.
    pub line_2: Option<String>,
    /// The third line.
    pub line_3: Option<String>,
    /// The fourth line.
    pub line_4: Option<String>,
    /// The fifth line.
    pub line_5: Option<String>,
    /// The sixth line.
    pub line_6: Option<String>,
    /// The last line of a letter's address.
    pub postcode: Option<String>,
    /// `email`, `sms` or `letter`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What became of it.
    pub status: String,
    /// What it was made from.
    pub template: TemplateRef,
    /// The text.
    pub body: String,
    /// The subject of an e-mail, the heading of a letter.
    pub subject: Option<String>,
    /// When it was accepted.
    pub created_at: Timestamp,
    /// Always null: messages come from programs.
    pub created_by_name: Option<String>,
    /// When it left.
    pub sent_at: Option<Timestamp>,
    /// When its status became final.
    pub completed_at: Option<Timestamp>,
    /// Always null: messages leave at once.
    pub scheduled_for: Option<Timestamp>,
    /// `first`, `second` or `economy`, of letters.
    pub postage: Option<String>,
    /// Where the reader of an e-mail unsubscribes.
    pub one_click_unsubscribe_url: Option<String>,
    /// Whether its cost is known.
    pub is_cost_data_ready: bool,
    /// Always 0: the embedded service costs nothing. Null while the cost is not known.
    pub cost_in_pounds: Option<f64>,
    /// What the cost is computed from.
    pub cost_details: CostDetails,
    /// When a letter is expected to arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimated_delivery: Option<Timestamp>,
}

/// What the cost of a message is computed from; empty for e-mails, and while it is not known.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CostDetails {
    /// Parts of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billable_sms_fragments: Option<u32>,
    /// How many times the price a text abroad costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub international_rate_multiplier: Option<f64>,
    /// Pounds a part of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sms_rate: Option<f64>,
    /// Sheets of a letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub billable_sheets_of_paper: Option<i64>,
    /// The postage of a letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postage: Option<String>,
}

/// Where this page and the next one of a list are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Links {
    /// This page.
    pub current: String,
    /// The page after it; left out on an empty one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// The answer of `GET /v2/notifications`: newest first, 250 a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Messages {
    /// The messages.
    pub notifications: Vec<Message>,
    /// Where more are.
    pub links: Links,
}

/// A text that somebody sent to the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceivedText {
    /// A UUID.
    pub id: String,
    /// When it came.
    pub created_at: Timestamp,
    /// The service that it came to.
    pub service_id: String,
    /// The number that it was sent to.
    pub notify_number: String,
    /// The number that it came from.
    pub user_number: String,
    /// The text.
    pub content: String,
}

/// The answer of `GET /v2/received-text-messages`: newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceivedTexts {
    /// The texts.
    pub received_text_messages: Vec<ReceivedText>,
    /// Where more are.
    pub links: Links,
}
