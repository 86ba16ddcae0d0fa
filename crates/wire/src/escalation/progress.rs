//! How far an alarm has climbed its ladder.

use serde::Serialize;

use super::Target;
use crate::lenient::read_leniently;
use crate::time::Timestamp;

/// The answer of `GET /api/callouts/{id}/escalation`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Escalation {
    /// Since when the alarm waits for an answer; null when somebody has acknowledged it.
    pub alarm_at: Option<Timestamp>,
    /// When the next rung is due; null when there is none.
    pub next_at: Option<Timestamp>,
    /// Whom the next rung notifies.
    pub next_whom: Vec<Target>,
    /// Rungs that were taken, oldest first.
    pub taken: Vec<TakenRung>,
}

read_leniently!(Escalation { alarm_at, next_at, next_whom, taken });

/// A rung that was taken.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TakenRung {
    /// Which step, from 1.
    pub step: i64,
    /// Which repetition, from 1.
    pub repetition: i64,
    /// When.
    pub at: Timestamp,
    /// Whom it notified, with what became of each message.
    pub contacts: Vec<Contact>,
}

read_leniently!(TakenRung { step, repetition, at, contacts });

/// A person or a number that a rung notified.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = EscalationContact))]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// The name of the account; null for a number.
    pub name: Option<String>,
    /// `screen`, `email` or `text`.
    pub channel: String,
    /// The status of the message as GOV.UK Notify names it, such as `delivered`; null for the screen.
    pub status: Option<String>,
    /// When they acknowledged the alarm by it.
    pub answered_at: Option<Timestamp>,
}

read_leniently!(Contact { name, channel, status, answered_at });
