//! Conversions from devices and network to the tracker's types.

use wire::accuracy;
use wire::lenient;
use wire::location::{LocationAnswer, NoFixReason};

use crate::api::{ApiError, PolledCallout};
use crate::device::clock;
use crate::device::location::{LocationError, LocationReading};
use crate::model::tracker::{Answer, Now, Position};

/// The current time by both clocks.
pub(super) fn now() -> Now {
    Now { wall: clock::wall(), mono: clock::mono() }
}

/// A position as the tracker takes it.
pub(super) fn position(reading: LocationReading) -> Position {
    let LocationReading { latitude, longitude, accuracy, at } = reading;
    Position { latitude, longitude, accuracy: accuracy::known(accuracy), at }
}

/// A location error as the tracker takes it.
pub(super) fn reason(missing: LocationError) -> NoFixReason {
    match missing {
        LocationError::Denied => NoFixReason::Denied,
        LocationError::Unavailable => NoFixReason::Unavailable,
        LocationError::Timeout => NoFixReason::Timeout,
    }
}

/// What a response, or its absence, means to the tracker.
pub(super) fn tracker_answer(answer: Result<PolledCallout, ApiError>) -> Answer {
    match answer {
        Ok(PolledCallout::Changed { callout, etag, .. }) => Answer::Fresh(callout, etag),
        Ok(PolledCallout::Unchanged) => Answer::Unchanged,
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
