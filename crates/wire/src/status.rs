//! The status of a callout, its two different ends, and the valid transitions.

use crate::lenient::Lenient;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The status of a callout. An unknown status is kept as its text, so that a newer server does not blank a resident's screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum CalloutStatus {
    /// Help is requested; nobody is on the way yet.
    #[default]
    Created,
    /// A responder is on the way.
    ResponderDispatched,
    /// A responder has arrived.
    ResponderArrived,
    /// The responder is not coming after all; another may be sent.
    ResponderCancelled,
    /// The responder has finished; the control room has not closed the callout yet.
    ResponderCompleted,
    /// The callout has ended.
    Closed,
    /// A status of a newer server.
    Other(String),
}

impl CalloutStatus {
    /// Every status of the contract.
    pub const ALL: [Self; 6] = [
        Self::Created,
        Self::ResponderDispatched,
        Self::ResponderArrived,
        Self::ResponderCancelled,
        Self::ResponderCompleted,
        Self::Closed,
    ];

    /// The value used in JSON.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Created => "created",
            Self::ResponderDispatched => "Responder Dispatched",
            Self::ResponderArrived => "Responder Arrived",
            Self::ResponderCancelled => "Responder Cancelled",
            Self::ResponderCompleted => "Responder Completed",
            Self::Closed => "closed",
            Self::Other(text) => text,
        }
    }

    /// Whether the resident's screen shows it as over. A new dispatch reopens a cancelled one. Polling and location reports do
    /// **not** stop here; see [`is_closed`](Self::is_closed).
    pub fn is_over_for_resident(&self) -> bool {
        matches!(self, Self::ResponderCancelled | Self::ResponderCompleted | Self::Closed)
    }

    /// Whether the callout has ended: only then do polling and location reports stop.
    pub fn is_closed(&self) -> bool {
        matches!(self, Self::Closed)
    }

    /// Whether a second press is merged into a callout with this status.
    pub fn takes_second_press(&self) -> bool {
        !matches!(self, Self::ResponderCompleted | Self::Closed)
    }

    /// Whether the transition to `next` is valid; any other is a conflict.
    pub fn can_become(&self, next: &Self) -> bool {
        use CalloutStatus as S;
        matches!(
            (self, next),
            (S::Created | S::ResponderCancelled, S::ResponderDispatched | S::Closed)
                | (S::ResponderDispatched, S::ResponderArrived | S::ResponderCancelled | S::Closed)
                | (S::ResponderArrived, S::ResponderCompleted | S::ResponderCancelled | S::Closed)
                | (S::ResponderCompleted, S::Closed)
        )
    }
}

impl From<String> for CalloutStatus {
    fn from(text: String) -> Self {
        Self::ALL.into_iter().find(|status| status.as_str() == text).unwrap_or(Self::Other(text))
    }
}

impl From<CalloutStatus> for String {
    fn from(status: CalloutStatus) -> String {
        status.as_str().to_owned()
    }
}

impl fmt::Display for CalloutStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Lenient for CalloutStatus {
    fn read(value: serde_json::Value) -> Option<Self> {
        String::read(value).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_drawn_may_follow() {
        use CalloutStatus::*;
        let drawn = [
            (Created, vec![ResponderDispatched, Closed]),
            (ResponderDispatched, vec![ResponderArrived, ResponderCancelled, Closed]),
            (ResponderArrived, vec![ResponderCompleted, ResponderCancelled, Closed]),
            (ResponderCancelled, vec![ResponderDispatched, Closed]),
            (ResponderCompleted, vec![Closed]),
            (Closed, vec![]),
        ];
        for (from, allowed) in drawn {
            for to in CalloutStatus::ALL {
                assert_eq!(from.can_become(&to), allowed.contains(&to), "{from} to {to}");
            }
        }
    }

    #[test]
    fn the_two_ends_are_different() {
        let over = CalloutStatus::ALL.into_iter().filter(CalloutStatus::is_over_for_resident).count();
        let closed = CalloutStatus::ALL.into_iter().filter(CalloutStatus::is_closed).count();
        assert_eq!((over, closed), (3, 1));
    }

    #[test]
    fn an_unknown_status_is_kept_and_ends_nothing() {
        let status: CalloutStatus = serde_json::from_str("\"Responder Refuelling\"").unwrap();
        assert_eq!(serde_json::to_string(&status).unwrap(), "\"Responder Refuelling\"");
        assert!(!status.is_over_for_resident() && !status.is_closed());
    }
}
