//! One step of a message: from accepted to sending, or from sending to its final status.

use std::sync::Arc;

use sea_orm::{DbErr, EntityTrait, QuerySelect};

use super::super::letter;
use super::super::letter::{Failure, Letter};
use super::super::rendering::draw_letter;
use super::super::smtp::{Mailer, SmtpOutcome};
use crate::state::NotifyState;
use database::entity::{notify_message, notify_pdf, notify_service, template_version};
use web::dates;

/// The pause in milliseconds between sending and the final status, for messages whose real delivery time is unknown.
const STEP: i64 = 500;
/// Attempts while a mail server reports a temporary failure; with the pauses between them about nine hours.
const MAIL_TRIES: i64 = 10;
/// Attempts for a letter. Each is counted before it begins, so a letter that crashes the server is given up after this many
/// restarts.
const LETTER_TRIES: i64 = 5;
const MINUTE: i64 = 60 * 1000;

/// The outcome of one step.
pub(super) struct Outcome {
    pub(super) status: String,
    /// Milliseconds until the next step, unless this was the last one.
    pub(super) wait: i64,
    pub(super) pdf: Option<Vec<u8>>,
    pub(super) pages: Option<i64>,
}

fn now_is(status: &str) -> Outcome {
    Outcome { status: status.to_owned(), wait: STEP, pdf: None, pages: None }
}

/// What a step needs; cheap to clone.
#[derive(Clone)]
pub(super) struct StepContext {
    pub(super) state: NotifyState,
    pub(super) mailer: Option<Arc<Mailer>>,
}

impl StepContext {
    pub(super) async fn step(&self, message: &notify_message::Model) -> Outcome {
        match message.status.as_str() {
            "pending-virus-check" => self.check_letter(message).await,
            "created" => self.submit(message).await,
            "sending"
                if is_simulator(message) && message.kind == "sms" && ends(message) == "temporary-failure" =>
            {
                now_is("pending")
            }
            _ => now_is(ends(message)),
        }
    }

    /// Whether sending is only simulated: a test key, a test recipient, or a demonstration, whose outbox developers read.
    fn is_pretended(&self, message: &notify_message::Model) -> bool {
        message.key_kind == "test" || is_simulator(message) || self.state.config.demo
    }

    async fn submit(&self, message: &notify_message::Model) -> Outcome {
        // The count includes this attempt.
        let tries = if message.kind == "letter" { LETTER_TRIES } else { MAIL_TRIES };
        if message.attempts > tries {
            tracing::error!(
                id = message.id,
                kind = message.kind,
                "gave up a message after too many attempts"
            );
            return now_is("technical-failure");
        }
        if message.kind == "letter" {
            return self.write_letter(message).await;
        }
        let really = message.kind == "email" && message.key_kind != "test" && !is_simulator(message);
        if let Some(mailer) = self.mailer.as_deref().filter(|_| really) {
            return self.mail(mailer, message).await;
        }
        if self.is_pretended(message) { now_is("sending") } else { no_way(message) }
    }

    async fn mail(&self, mailer: &Mailer, message: &notify_message::Model) -> Outcome {
        let service = match self.service_name(message).await {
            Ok(name) => name,
            Err(error) => return later(&error),
        };
        match mailer.send(&service, message).await {
            SmtpOutcome::Accepted => now_is("sending"),
            SmtpOutcome::Refused => now_is("permanent-failure"),
            SmtpOutcome::Deferred if message.attempts >= MAIL_TRIES => now_is("temporary-failure"),
            SmtpOutcome::Deferred => {
                Outcome { wait: MINUTE << (message.attempts - 1).clamp(0, 9), ..now_is("created") }
            }
        }
    }

    async fn write_letter(&self, message: &notify_message::Model) -> Outcome {
        if message.pages.is_some() {
            // A ready letter that has been checked.
            return if self.is_pretended(message) { now_is("sending") } else { no_way(message) };
        }
        let read = async { Ok((self.contact_block(message).await?, self.service_name(message).await?)) };
        let (contact, from) = match read.await {
            Ok(found) => found,
            Err(error) => return later(&error),
        };
        let message = message.clone();
        let is_pretended = self.is_pretended(&message);
        let written = draw_letter(move || {
            let letter = Letter {
                from: &from,
                contact: &contact,
                address: message.recipient.split('\n').collect(),
                date: dates::day(message.created_at),
                subject: message.subject.as_deref().unwrap_or_default(),
                body: &message.body,
            };
            letter::render(&letter)
        });
        match written.await {
            Ok(Ok((pdf, pages))) => {
                // The PDF exists whether or not somebody posts it.
                let status = if is_pretended { "sending" } else { "technical-failure" };
                Outcome { pdf: Some(pdf), pages: i64::try_from(pages).ok(), ..now_is(status) }
            }
            Ok(Err(reason @ (Failure::TooManyPages | Failure::Unprintable(_)))) => {
                tracing::info!(?reason, "a letter cannot be printed");
                now_is("validation-failed")
            }
            failed => {
                tracing::error!(?failed, "cannot render a letter");
                now_is("technical-failure")
            }
        }
    }

    async fn service_name(&self, message: &notify_message::Model) -> Result<String, DbErr> {
        let name = notify_service::Entity::find_by_id(&message.service_id)
            .select_only()
            .column(notify_service::Column::Name)
            .into_tuple();
        Ok(name.one(&*self.state.db).await?.unwrap_or_default())
    }

    /// The return address in the version of the template that the letter was made from.
    async fn contact_block(&self, message: &notify_message::Model) -> Result<String, DbErr> {
        let key = (message.template_id.clone(), message.template_version);
        let version = template_version::Entity::find_by_id(key).one(&*self.state.db).await?;
        Ok(version.and_then(|version| version.letter_contact_block).unwrap_or_default())
    }

    async fn check_letter(&self, message: &notify_message::Model) -> Outcome {
        match notify_pdf::Entity::find_by_id(&message.id).one(&*self.state.db).await {
            Ok(Some(pdf)) => match letter::check_ready(&pdf.bytes) {
                Ok(()) => Outcome { wait: 0, pages: Some(1), ..now_is("created") },
                Err(reason) => {
                    tracing::info!(reason, "a ready letter cannot be printed");
                    now_is("validation-failed")
                }
            },
            _ => now_is("technical-failure"),
        }
    }
}

/// The database is unavailable.
fn later(error: &DbErr) -> Outcome {
    tracing::warn!(%error, "cannot read the service or template of a message; retrying");
    Outcome { wait: MINUTE, ..now_is("created") }
}

/// Neither a mail server nor a demonstration: a message that was not sent must not be reported as sent.
fn no_way(message: &notify_message::Model) -> Outcome {
    tracing::error!(
        kind = message.kind,
        "cannot send: set --smtp for e-mail, or --notify-url and --notify-key for all channels"
    );
    now_is("technical-failure")
}

fn is_simulator(message: &notify_message::Model) -> bool {
    match message.kind.as_str() {
        "email" => message.normal.ends_with("@simulator.notify"),
        "sms" => ["447700900001", "447700900002", "447700900003"].contains(&message.normal.as_str()),
        _ => false,
    }
}

/// The final status of a message that is being sent.
fn ends(message: &notify_message::Model) -> &'static str {
    match (message.kind.as_str(), message.normal.as_str()) {
        ("email", "temp-fail@simulator.notify") | ("sms", "447700900003") => "temporary-failure",
        ("email", "perm-fail@simulator.notify") | ("sms", "447700900002") => "permanent-failure",
        // Networks of other countries report nothing after this.
        ("sms", number) if !number.starts_with("44") => "sent",
        _ => "delivered",
    }
}
