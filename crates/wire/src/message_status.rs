//! `GET /api/message-status/{service}/{id}`: the status of an e-mail, a text or a letter, in GOV.UK Notify's words.

use crate::lenient::read_leniently;
use crate::sender::words::MessageStatus;
use crate::time::Timestamp;
use serde::Serialize;

/// The response. It is available for seven days after sending.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct MessageReport {
    /// GOV.UK Notify's id; our own until there is one.
    pub id: String,
    /// When the status became final.
    pub completed_at: Option<Timestamp>,
    /// The recipient of an e-mail; empty for other channels.
    pub email_address: Option<String>,
    pub body: Option<String>,
    /// The subject of an e-mail, or the heading of a letter.
    pub subject: Option<String>,
    /// The first line of a letter's address.
    pub line1: Option<String>,
    pub line2: Option<String>,
    pub line3: Option<String>,
    pub line4: Option<String>,
    pub line5: Option<String>,
    pub line6: Option<String>,
    /// The recipient of a text.
    pub phone_number: Option<String>,
    /// The postage of a letter.
    pub postage: Option<String>,
    /// The caller's own reference.
    pub reference: Option<String>,
    pub sent_at: Option<Timestamp>,
    pub status: MessageStatus,
    /// `email`, `sms` or `letter`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The author's name, if it was a person.
    pub created_by_name: Option<String>,
    /// The template of the message.
    pub template: ReportTemplate,
    /// Why the message was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// The document with the sent content.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_id: Option<String>,
}

read_leniently!(MessageReport {
    id,
    completed_at,
    email_address,
    body,
    subject,
    line1,
    line2,
    line3,
    line4,
    line5,
    line6,
    phone_number,
    postage,
    reference,
    sent_at,
    status,
    kind = "type",
    created_by_name,
    template,
    failure,
    document_id,
});

/// The template of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportTemplate {
    pub id: String,
    /// Always empty, as in the source.
    pub path: String,
    /// The template's version when the message was created.
    pub version: i64,
}

read_leniently!(ReportTemplate { id, path, version });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_example_is_read_and_written_again() {
        let text = include_str!("../fixtures/notifications/message-status.json");
        let printed: serde_json::Value = serde_json::from_str(text).unwrap();
        let report: MessageReport = serde_json::from_value(printed.clone()).unwrap();
        assert_eq!(report.status, MessageStatus::Delivered);
        assert_eq!(serde_json::to_value(report).unwrap(), printed);
    }
}
