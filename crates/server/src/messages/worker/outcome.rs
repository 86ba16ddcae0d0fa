//! What one look at a message brought, and how it is written down.

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
/// How long the sender is asked, and a message tried, before it is given up.
const WEEK: i64 = 7 * 24 * HOUR;

/// What one look at a message brought.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The sender has it: its id, and what it says if the answer told.
    Accepted { id: String, said: Option<String> },
    /// The sender told where it stands.
    Status { id: String, status: String, report: Value, pdf: Option<Vec<u8>>, sent_at: Option<i64> },
    /// The sender said no.
    Failed(String),
    /// Nothing was learned; again later.
    Wait(String),
    /// The sender no longer knows it.
    Forgotten,
}

/// What an e-mail, a text or a letter says, for keeping.
fn said(content: &Value) -> Option<String> {
    let body = content["body"].as_str()?;
    Some(match content["subject"].as_str() {
        Some(subject) => format!("{subject}\n\n{body}"),
        None => body.to_owned(),
    })
}

impl Outcome {
    /// The answer to a new message.
    pub(crate) fn accepted(answer: &Value) -> Self {
        match answer["id"].as_str() {
            Some(id) => Self::Accepted { id: id.to_owned(), said: said(&answer["content"]) },
            None => Self::Wait("the sender answered without an id".to_owned()),
        }
    }

    /// The sender's report of a message; a letter's PDF is fetched once it can be had.
    pub(crate) async fn learned(
        state: &Context,
        client: &NotifyClient,
        key: &str,
        message: &message::Model,
        report: &Value,
    ) -> Self {
        let (Some(id), Some(status)) = (report["id"].as_str(), report["status"].as_str()) else {
            return Self::Wait("the sender's report cannot be read".to_owned());
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
    /// The same without anything that the message said.
    fn without_words(self) -> Self {
        match self {
            Self::Accepted { id, .. } => Self::Accepted { id, said: None },
            Self::Status { id, status, sent_at, .. } => {
                Self::Status { id, status, report: Value::Null, pdf: None, sent_at }
            }
            other => other,
        }
    }
}

/// When to look again, growing with what has passed since it was asked for.
fn again(since: i64) -> i64 {
    match since {
        ..5_000 => SECOND,
        5_000..60_000 => 5 * SECOND,
        60_000..3_600_000 => 60 * SECOND,
        _ => HOUR,
    }
}

/// Stores what was learned, and tells what waits for it. The message is read again under a lock, because it may have been erased
/// while it was on its way; of an erased one only its status and its times are kept.
pub(crate) async fn write_down(
    db: &impl ConnectionTrait,
    state: &Context,
    id: &str,
    outcome: Outcome,
) -> Result<(), Error> {
    let Some(message) = message::Entity::find_by_id(id).lock_exclusive().one(db).await? else {
        return Ok(());
    };
    if message.content.is_some() {
        return write_down_kept(db, state, message, outcome).await;
    }
    let outcome = outcome.without_words();
    let is_erased = message.recipient.is_none();
    write_down_kept(db, state, message, outcome).await?;
    let Some(row) = message::Entity::find_by_id(id).one(db).await? else { return Ok(()) };
    // The sender took it after the erasure had looked there.
    if is_erased { erase_messages(db, &[row]).await } else { erase_sent_code(db, state, &row).await }
}

async fn write_down_kept(
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
    row.attempts = Set(message.attempts + 1);
    // What was just sent is asked after soon, however long it had to wait before.
    let mut next = Some(now + again(now - message.sent_at.unwrap_or(message.created_at)));
    match outcome {
        Outcome::Accepted { id, said } => {
            row.status = Set(MessageStatus::Created.as_str().to_owned());
            row.sender_id = Set(Some(id));
            row.sent_at = Set(Some(now));
            next = Some(now + again(0));
            keep_words(db, state, &message, &mut row, said).await?;
        }
        Outcome::Status { id, status, report, pdf, sent_at } => {
            let is_final = MessageStatus::from(status.clone()).is_final();
            row.status = Set(status);
            row.sender_id = Set(Some(id));
            row.sent_at = Set(sent_at.or(message.sent_at).or(Some(now)));
            // A letter's last look is the one that brings its PDF, if it has one.
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
                keep_words(db, state, &message, &mut row, said(&report)).await?;
            }
            if !report.is_null() {
                row.report = Set(Some(report.to_string()));
            }
        }
        Outcome::Failed(reason) => {
            tracing::warn!(id = message.id, reason, "the sender refused a message");
            row.status = Set(MessageStatus::Refused.as_str().to_owned());
            row.failure = Set(Some(reason));
            row.completed_at = Set(Some(now));
            next = None;
        }
        Outcome::Wait(reason) => {
            tracing::debug!(id = message.id, reason, "a message waits");
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

/// Once; letters are kept as their PDF.
fn may_keep_words(message: &message::Model) -> bool {
    message.document_id.is_none() && message.channel != "letter"
}

async fn keep_words(
    db: &impl ConnectionTrait,
    state: &Context,
    message: &message::Model,
    row: &mut message::ActiveModel,
    said: Option<String>,
) -> Result<(), Error> {
    let Some(said) = said.filter(|_| may_keep_words(message)) else {
        return Ok(());
    };
    let name = if message.channel == "email" { "email.txt" } else { "text.txt" };
    let id = crate::documents::keep(db, state, message, name, "text/plain", said.into_bytes()).await?;
    row.document_id = Set(Some(id));
    Ok(())
}
