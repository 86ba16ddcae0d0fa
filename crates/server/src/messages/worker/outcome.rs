//! The result of one step for a message, and how it is stored.

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QuerySelect, Set};
use serde_json::Value;
use wire::sender::words::MessageStatus;
use wire::time::Timestamp;

use super::super::changed::message_changed;
use super::super::codes::erase_sent_code;
use super::super::erase::erase_messages;
use crate::context::Context;
use database::entity::message;
use notify::client::NotifyClient;
use web::error::Error;

const SECOND: i64 = 1000;
const HOUR: i64 = 60 * 60 * SECOND;
/// How long a message is attempted and its status read, before it is given up.
const WEEK: i64 = 7 * 24 * HOUR;

/// The result of one step for a message.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// Accepted: its id, and its content if the response contained it.
    Accepted { id: String, error_detail: Option<String> },
    /// The status as reported.
    Status { id: String, status: String, report: Value, pdf: Option<Vec<u8>>, sent_at: Option<i64> },
    /// Refused permanently, with the reason.
    Failed(String),
    /// No result; retried later, with the reason.
    Wait(String),
    /// GOV.UK Notify has deleted it.
    Forgotten,
}

/// The content of an e-mail, text or letter, for storage.
fn error_detail(content: &Value) -> Option<String> {
    let body = content["body"].as_str()?;
    Some(match content["subject"].as_str() {
        Some(subject) => format!("{subject}\n\n{body}"),
        None => body.to_owned(),
    })
}

impl Outcome {
    /// Parses the response to a new message.
    pub(crate) fn accepted(answer: &Value) -> Self {
        match answer["id"].as_str() {
            Some(id) => Self::Accepted { id: id.to_owned(), error_detail: error_detail(&answer["content"]) },
            None => Self::Wait("GOV.UK Notify's response has no id".to_owned()),
        }
    }

    /// Parses the status report of a message; a letter's PDF is downloaded once it exists.
    pub(crate) async fn learned(
        state: &Context,
        client: &NotifyClient,
        key: &str,
        message: &message::Model,
        report: &Value,
    ) -> Self {
        let (Some(id), Some(status)) = (report["id"].as_str(), report["status"].as_str()) else {
            return Self::Wait("GOV.UK Notify's status report is malformed".to_owned());
        };
        let wants_pdf = message.channel == "letter" && message.document_id.is_none();
        let pdf = if wants_pdf { client.pdf(state, key, id).await.ok() } else { None };
        let sent_at = report["sent_at"].as_str().and_then(|text| Timestamp::try_from(text.to_owned()).ok());
        Self::Status {
            id: id.to_owned(),
            status: status.to_owned(),
            report: report.clone(),
            pdf,
            sent_at: sent_at.map(|time| time.millis()),
        }
    }
}

impl Outcome {
    /// The same without the content of the message.
    fn without_words(self) -> Self {
        match self {
            Self::Accepted { id, .. } => Self::Accepted { id, error_detail: None },
            Self::Status { id, status, sent_at, .. } => {
                Self::Status { id, status, report: Value::Null, pdf: None, sent_at }
            }
            other => other,
        }
    }
}

/// When to read the status again; the interval grows with the age of the message.
fn again(since: i64) -> i64 {
    match since {
        ..5_000 => SECOND,
        5_000..60_000 => 5 * SECOND,
        60_000..3_600_000 => 60 * SECOND,
        _ => HOUR,
    }
}

/// Stores the result, and notifies those who wait for it. The message is read again under a lock, because it may have been erased
/// meanwhile; of an erased message only status and times are stored.
pub(crate) async fn record(
    db: &impl ConnectionTrait,
    state: &Context,
    id: &str,
    outcome: Outcome,
) -> Result<(), Error> {
    let Some(message) = message::Entity::find_by_id(id).lock_exclusive().one(db).await? else {
        return Ok(());
    };
    if message.content.is_some() {
        return record_whole(db, state, message, outcome).await;
    }
    let outcome = outcome.without_words();
    let is_erased = message.recipient.is_none();
    record_whole(db, state, message, outcome).await?;
    let Some(row) = message::Entity::find_by_id(id).one(db).await? else { return Ok(()) };
    // It was accepted after the erasure had checked that table.
    if is_erased { erase_messages(db, &[row]).await } else { erase_sent_code(db, state, &row).await }
}

async fn record_whole(
    db: &impl ConnectionTrait,
    state: &Context,
    message: message::Model,
    outcome: Outcome,
) -> Result<(), Error> {
    let now = state.now();
    let since = now - message.created_at;
    let before = (message.status.clone(), message.sender_id.clone());
    let mut row = message.clone().into_active_model();
    row.leased_until = Set(None);
    // The status of a message that was just sent is read soon, however long it was queued.
    let mut next = Some(now + again(now - message.sent_at.unwrap_or(message.created_at)));
    match outcome {
        Outcome::Accepted { id, error_detail } => {
            row.status = Set(MessageStatus::Created.as_str().to_owned());
            row.sender_id = Set(Some(id));
            row.sent_at = Set(Some(now));
            next = Some(now + again(0));
            keep_words(db, state, &message, &mut row, error_detail).await?;
        }
        Outcome::Status { id, status, report, pdf, sent_at } => {
            let is_final = MessageStatus::from(status.clone()).is_final();
            row.status = Set(status);
            row.sender_id = Set(Some(id));
            row.sent_at = Set(sent_at.or(message.sent_at).or(Some(now)));
            // The last read of a letter downloads its PDF, if there is one.
            let waits_for_pdf = message.channel == "letter" && message.document_id.is_none() && pdf.is_none();
            if is_final {
                row.completed_at = Set(Some(message.completed_at.unwrap_or(now)));
                next = next.filter(|_| waits_for_pdf && since < HOUR);
            }
            if let Some(pdf) = pdf {
                let id =
                    crate::documents::keep(db, state, &message, "letter.pdf", "application/pdf", pdf).await?;
                row.document_id = Set(Some(id));
            } else if message.channel != "letter" {
                keep_words(db, state, &message, &mut row, error_detail(&report)).await?;
            }
            if !report.is_null() {
                row.report = Set(Some(report.to_string()));
            }
        }
        Outcome::Failed(reason) => {
            tracing::warn!(id = message.id, reason, "GOV.UK Notify refused a message");
            row.status = Set(MessageStatus::Refused.as_str().to_owned());
            row.failure = Set(Some(reason));
            row.completed_at = Set(Some(now));
            next = None;
        }
        Outcome::Wait(reason) => {
            tracing::debug!(id = message.id, reason, "message delayed");
            row.failure = Set(Some(reason));
            if since > WEEK {
                row.status = Set(MessageStatus::Refused.as_str().to_owned());
                row.completed_at = Set(Some(now));
                next = None;
            }
        }
        Outcome::Forgotten => next = None,
    }
    if since > WEEK {
        next = None;
    }
    row.due_at = Set(next);
    row.updated_at = Set(now);
    let row = row.update(db).await?;
    if before != (row.status.clone(), row.sender_id.clone()) {
        message_changed(db, state, &row).await?;
    }
    Ok(())
}

/// Only once; of letters the PDF is stored instead.
fn may_keep_words(message: &message::Model) -> bool {
    message.document_id.is_none() && message.channel != "letter"
}

async fn keep_words(
    db: &impl ConnectionTrait,
    state: &Context,
    message: &message::Model,
    row: &mut message::ActiveModel,
    error_detail: Option<String>,
) -> Result<(), Error> {
    let Some(error_detail) = error_detail.filter(|_| may_keep_words(message)) else {
        return Ok(());
    };
    let name = if message.channel == "email" { "email.txt" } else { "text.txt" };
    let id =
        crate::documents::keep(db, state, message, name, "text/plain", error_detail.into_bytes()).await?;
    row.document_id = Set(Some(id));
    Ok(())
}
