//! The state of a notification: what it needs, or what was done.

use leptos::prelude::*;
use wire::notification::{ActionType, Notification, VisitChoice};
use wire::time::Timestamp;

use super::names::{action_words, done_by};
use crate::model::tray::filter::DAY;
use crate::model::tray::pending_decision::PendingDecision;
use crate::model::tray::visit::Visit;
use crate::ui::{Badge, Tone, when};
use crate::words::{self, fill};

/// A state in words, with its tone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    pub words: String,
    pub tone: Tone,
}

/// The state; none for news that needs nothing. A decision that waits for a connection takes precedence.
pub fn state_of(
    notification: &Notification,
    own_email: &str,
    pending: Option<&PendingDecision>,
    now: i64,
) -> Option<State> {
    let words = words::item();
    if let Some(pending) = pending {
        let at = pending.action.made_at.as_ref().map_or(now, |at| at.millis());
        let what = action_words(&pending.action.action_type);
        let words = fill(words.waits, &[("what", &what), ("time", &when::clock_time(at, now))]);
        return Some(State { words, tone: Tone::Waiting });
    }
    if let Some(answer) = &notification.visit_answer {
        return Some(match answer.answer {
            VisitChoice::Rearrange if is_moved(notification) => {
                State { words: words.visit_moved.to_owned(), tone: Tone::Confirmed }
            }
            VisitChoice::Rearrange => State { words: words.visit_rearrange.to_owned(), tone: Tone::Waiting },
            _ => State { words: words.visit_confirmed.to_owned(), tone: Tone::Confirmed },
        });
    }
    // The reader's own action takes precedence.
    if let Some(at) = &notification.removed_at {
        let words = fill(words.removed_at, &[("time", &when::clock_time(at.millis(), now))]);
        return Some(State { words, tone: Tone::Plain });
    }
    if let Some(at) = &notification.deleted_at {
        let words = fill(words.off_trays, &[("time", &when::clock_time(at.millis(), now))]);
        return Some(State { words, tone: Tone::Plain });
    }
    let done = done_by(notification, own_email);
    let when = notification.performed_action_date.as_ref().map(|at| when::clock_time(at.millis(), now));
    let dated = |done: String| [Some(done), when].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    match (&notification.performed_action_type, done) {
        (Some(ActionType::Approved), Some(done)) => Some(State { words: dated(done), tone: Tone::Confirmed }),
        (Some(ActionType::Rejected), Some(done)) => Some(State { words: dated(done), tone: Tone::Accent }),
        (_, Some(done)) => {
            // Both are shown: the deadline, and who works on it.
            let State { words, tone } = decision_state(notification, now, [words.by, words.by]);
            Some(State { words: format!("{words} · {done}"), tone })
        }
        (_, None) if !notification.needs_decision() => None,
        (_, None) if notification.may_decide == Some(false) => {
            Some(State { words: words.others_decide.to_owned(), tone: Tone::Plain })
        }
        (_, None) => Some(decision_state(notification, now, [words.urgent_by, words.decide_by])),
    }
}

/// Whether the visit was moved to the time that the resident chose.
fn is_moved(notification: &Notification) -> bool {
    let slot = notification.visit_answer.as_ref().and_then(|answer| answer.slot.as_ref());
    slot.is_some() && slot.map(Timestamp::millis) == notification.due_at.as_ref().map(Timestamp::millis)
}

/// The state of a visit, for the resident; none for other notifications.
pub fn visit_state(notification: &Notification, now: i64) -> Option<State> {
    let words = words::visit();
    let visit = Visit::of(notification, now)?;
    let (words, tone) = match visit.answer.as_ref().map(|answer| &answer.answer) {
        Some(VisitChoice::Rearrange) if is_moved(notification) => (words.confirmed, Tone::Confirmed),
        Some(VisitChoice::Rearrange) => (words.rearrange, Tone::Waiting),
        Some(_) => (words.confirmed, Tone::Confirmed),
        None if visit.is_over => (words.over, Tone::Plain),
        None => (words.waits, Tone::Waiting),
    };
    Some(State { words: words.to_owned(), tone })
}

/// A decision that is due within a day stands out. The sentences are for due soon and due later.
fn decision_state(notification: &Notification, now: i64, [soon, later]: [&str; 2]) -> State {
    let words = words::item();
    let Some(due) = notification.due_at.as_ref().map(|due| due.millis()) else {
        return State { words: words.needs_decision.to_owned(), tone: Tone::Plain };
    };
    let sentence = match due - now {
        ..0 => words.overdue,
        0..DAY => soon,
        _ => later,
    };
    let tone = if due - now < DAY { Tone::Waiting } else { Tone::Plain };
    State { words: fill(sentence, &[("time", &when::clock_time(due, now))]), tone }
}

/// The state as a badge.
pub fn state_badge(state: Option<State>) -> Option<AnyView> {
    state.map(|state| view! { <Badge text=state.words.clone() tone=state.tone/> }.into_any())
}
