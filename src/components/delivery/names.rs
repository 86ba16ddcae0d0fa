//! Words for deliveries.

use wire::delivery::{AttemptOutcome, Delivery, DeliveryAbout, DeliveryCause, DeliveryKind, DeliveryState};

use crate::model::ledger::{is_with_the_sender, seconds_to_next};
use crate::ui::Glyph;
use crate::words::{self, counted, fill};

/// The channel, as a word and an icon.
pub fn kind_words(kind: &DeliveryKind) -> (&'static str, Glyph) {
    let words = words::deliveries();
    match kind {
        DeliveryKind::Webhook => (words.webhook, Glyph::Info),
        DeliveryKind::Email => (words.email, Glyph::Message),
        DeliveryKind::Push => (words.push, Glyph::Phone),
        DeliveryKind::Unknown => (words.unknown, Glyph::Info),
    }
}

/// What caused the delivery.
pub fn about_words(about: &DeliveryAbout) -> String {
    let words = words::deliveries();
    match about.kind {
        DeliveryCause::AssistanceRequest if about.resident.is_empty() => {
            fill(words.request, &[("id", &about.id)])
        }
        DeliveryCause::AssistanceRequest => {
            fill(words.request_of, &[("id", &about.id), ("name", &about.resident)])
        }
        DeliveryCause::NotificationAction => words.action.to_owned(),
        DeliveryCause::Notification => words.notification.to_owned(),
        DeliveryCause::Callout => fill(words.callout, &[("id", &about.id)]),
        DeliveryCause::Test => words.trial.to_owned(),
        DeliveryCause::Unknown => String::new(),
    }
}

/// The number of attempts in words.
pub fn tries_words(delivery: &Delivery) -> String {
    let words = words::deliveries();
    match delivery.attempts.len() {
        0 => words.tries_none.to_owned(),
        count => counted(words.tries, count as i64),
    }
}

/// What happens next, or how it ended.
pub fn progress_words(delivery: &Delivery, now: i64) -> String {
    let words = words::deliveries();
    let seconds = |count: i64| [("seconds", count.to_string())];
    match delivery.state {
        DeliveryState::Waiting if is_with_the_sender(delivery) => words.with_sender.to_owned(),
        DeliveryState::Waiting => match seconds_to_next(delivery, now) {
            Some(count) => fill(words.next, &[("seconds", &seconds(count)[0].1)]),
            None => words.now.to_owned(),
        },
        DeliveryState::Delivered => {
            let start = delivery.started_at.as_ref().map(|at| at.millis());
            let end = delivery.ended_at.as_ref().map(|at| at.millis());
            let took = start.zip(end).map_or(0, |(start, end)| end - start);
            let took = format!("{}.{}", took / 1000, took % 1000 / 100);
            fill(words.taken_after, &[("seconds", &took)])
        }
        DeliveryState::Dead => words.given_up.to_owned(),
        DeliveryState::Unknown => String::new(),
    }
}

/// How an attempt ended.
pub fn outcome_words(outcome: &AttemptOutcome) -> &'static str {
    let words = words::deliveries();
    match outcome {
        AttemptOutcome::Running => words.running,
        AttemptOutcome::Delivered => words.outcome_delivered,
        AttemptOutcome::Refused => words.refused,
        AttemptOutcome::Unresolved => words.unresolved,
        AttemptOutcome::Blocked => words.blocked,
        AttemptOutcome::Unreachable => words.unreachable,
        AttemptOutcome::Insecure => words.insecure,
        AttemptOutcome::TimedOut => words.timed_out,
        AttemptOutcome::Interrupted => words.interrupted,
        AttemptOutcome::Impossible => words.impossible,
        AttemptOutcome::Unknown => words.unknown,
    }
}
