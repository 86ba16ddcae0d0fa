//! From what devices and the network say to what the tracker understands.

use wire::accuracy;
use wire::lenient;
use wire::location::{LocationAnswer, NoFixReason};

use crate::api::{ApiError, Fresh};
use crate::device::clock;
use crate::device::location::{Missing, Reading};
use crate::model::tracker::{Answer, Now, Position};

/// This moment by both clocks.
pub(super) fn now() -> Now {
    Now { wall: clock::wall(), mono: clock::mono() }
}

/// A position as the tracker takes it.
pub(super) fn position(reading: Reading) -> Position {
    let Reading { latitude, longitude, accuracy, at } = reading;
    Position { latitude, longitude, accuracy: accuracy::known(accuracy), at }
}

/// Why there is none, as the tracker takes it.
pub(super) fn reason(missing: Missing) -> NoFixReason {
    match missing {
        Missing::Denied => NoFixReason::Denied,
        Missing::Unavailable => NoFixReason::Unavailable,
        Missing::Timeout => NoFixReason::Timeout,
    }
}

/// What an answer, or its absence, means to the tracker.
pub(super) fn understood(answer: Result<Fresh, ApiError>) -> Answer {
    match answer {
        Ok(Fresh::Changed { callout, tag, .. }) => Answer::Fresh(callout, tag),
        Ok(Fresh::Same) => Answer::Unchanged,
        Err(ApiError::SignedOut) => Answer::SignedOut,
        // Closed meanwhile: the refusal carries the final callout.
        Err(ApiError::Conflict { message, body }) => match lenient::from_str(&body) {
            Some(LocationAnswer { callout: Some(callout), .. }) => Answer::Fresh(callout, None),
            _ => Answer::Refused(message),
        },
        Err(error) if error.is_passing() || error == ApiError::Unreadable => Answer::Failed,
        Err(error) => Answer::Refused(error.message()),
    }
}
