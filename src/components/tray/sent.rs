//! E-mails, texts and letters of a notification, with their status in plain words.

use leptos::prelude::*;
use wire::notification::{NotificationType, SentMessage};
use wire::sender::words::MessageStatus;

use super::names::channel_words;
use crate::ui::{Badge, Tone, when};
use crate::words;

/// One line for each channel.
pub fn sent_list(messages: &[SentMessage], now: i64) -> AnyView {
    let line = |one: &SentMessage| {
        let (said, tone) = status_words(&one.channel, &one.status);
        let at = one.time.millis();
        view! {
            <li class="sent__line">
                <span class="sent__channel">{channel_words(&one.channel)}</span>
                <Badge text=said tone=tone/>
                <span class="quiet">{format!("{} · {}", when::ago(at, now), when::clock_time(at, now))}</span>
            </li>
        }
    };
    view! { <ul class="sent">{messages.iter().map(line).collect_view()}</ul> }.into_any()
}

/// The status in words, and whether it is good, bad or pending. The same status means different things for a letter
/// and a text.
pub fn status_words(channel: &NotificationType, status: &str) -> (&'static str, Tone) {
    let words = words::sent();
    let is_text = *channel == NotificationType::Text;
    match MessageStatus::from(status.to_owned()) {
        MessageStatus::Queued => (words.queued, Tone::Plain),
        MessageStatus::Created => (words.created, Tone::Plain),
        MessageStatus::Sending => (words.sending, Tone::Plain),
        MessageStatus::Pending => (words.pending, Tone::Plain),
        MessageStatus::Sent => (words.sent_abroad, Tone::Plain),
        MessageStatus::Delivered => (words.delivered, Tone::Confirmed),
        MessageStatus::Received => (words.posted, Tone::Confirmed),
        MessageStatus::Accepted => (words.accepted, Tone::Plain),
        MessageStatus::PendingVirusCheck => (words.checking, Tone::Plain),
        MessageStatus::Cancelled => (words.cancelled, Tone::Waiting),
        MessageStatus::PermanentFailure if is_text => (words.no_such_number, Tone::Waiting),
        MessageStatus::PermanentFailure if *channel == NotificationType::Letter => {
            (words.letter_failed, Tone::Waiting)
        }
        MessageStatus::PermanentFailure => (words.no_such_address, Tone::Waiting),
        MessageStatus::TemporaryFailure if is_text => (words.phone_not_accepting, Tone::Waiting),
        MessageStatus::TemporaryFailure => (words.inbox_not_accepting, Tone::Waiting),
        MessageStatus::TechnicalFailure => (words.technical, Tone::Waiting),
        MessageStatus::Refused => (words.refused, Tone::Waiting),
        MessageStatus::ValidationFailed => (words.not_printable, Tone::Waiting),
        MessageStatus::VirusScanFailed => (words.virus, Tone::Waiting),
        MessageStatus::Other(_) => (words.unknown, Tone::Plain),
    }
}
