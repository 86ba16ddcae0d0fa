//! `GET /api/message-status/{service}/{id}`: what became of an e-mail, a text or a letter, in the sender's words.

use crate::lenient::read_leniently;
use crate::sender::words::MessageStatus;
use crate::time::Timestamp;
use serde::Serialize;

/// The answer. Seven days after it was sent there is none any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageReport {
    /// The sender's id of it; ours while the sender does not have it yet.
    pub id: String,
    /// When its fate was decided.
    pub completed_at: Option<Timestamp>,
    /// Where an e-mail went; empty for the others.
    pub email_address: Option<String>,
    /// What it said.
    pub body: Option<String>,
    /// The subject of an e-mail, the heading of a letter.
    pub subject: Option<String>,
    /// The first line of a letter's address.
    pub line1: Option<String>,
    /// The second line.
    pub line2: Option<String>,
    /// The third line.
    pub line3: Option<String>,
    /// The fourth line.
    pub line4: Option<String>,
    /// The fifth line.
    pub line5: Option<String>,
    /// The sixth line.
    pub line6: Option<String>,
    /// Where a text went.
    pub phone_number: Option<String>,
    /// How a letter is posted.
    pub postage: Option<String>,
    /// The sender's caller's own word for it.
    pub reference: Option<String>,
    /// When it left.
    pub sent_at: Option<Timestamp>,
    /// What became of it.
    pub status: MessageStatus,
    /// `email`, `sms` or `letter`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Who wrote it, if a person did.
    pub created_by_name: Option<String>,
    /// What it was made from.
    pub template: ReportTemplate,
    /// Why the sender refused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
    /// The document that keeps what was sent.
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
pub struct ReportTemplate {
    /// Its id.
    pub id: String,
    /// Always empty, as in the source.
    pub path: String,
    /// Its version when the message was made.
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
