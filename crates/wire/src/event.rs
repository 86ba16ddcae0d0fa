//! What happened to a callout, one entry a happening.

use crate::id::{CalloutId, EventId};
use crate::lenient::{Lenient, read_leniently};
use crate::location::GapReason;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One happening.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CalloutEvent {
    /// Its number; later happenings have higher ones.
    pub id: EventId,
    /// The callout.
    pub callout_id: CalloutId,
    /// What kind of happening.
    pub callout_event_type_id: EventType,
    /// What happened.
    pub event: EventDetail,
    /// Who did it.
    pub created_by: Option<String>,
    /// When.
    pub created_at: Timestamp,
    /// When this entry last changed.
    pub updated_at: Timestamp,
}

read_leniently!(CalloutEvent {
    id,
    callout_id,
    callout_event_type_id,
    event,
    created_by,
    created_at,
    updated_at
});

/// The kind of a happening. The source prints only messages (2); the other numbers are ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EventType(pub i64);

impl EventType {
    /// The status changed.
    pub const STATUS: Self = Self(1);
    /// A message of the resident or the control room.
    pub const MESSAGE: Self = Self(2);
    /// The resident pressed again.
    pub const PRESSED_AGAIN: Self = Self(3);
    /// No location came for a while.
    pub const GAP: Self = Self(4);
    /// A controller did something that is no status: acknowledged, took over, verified, rang, stood down.
    pub const CONTROL: Self = Self(5);
    /// A responder was rung, accepted, declined or did not answer.
    pub const RESPONDER: Self = Self(6);
    /// The resident pressed "I am safe now".
    pub const DISMISSED: Self = Self(7);
}

/// What happened, in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EventDetail {
    /// The message, or a sentence that tells it.
    pub body: String,
    /// Whose doing it was.
    pub role: EventRole,
    /// The status that came, for [`EventType::STATUS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<crate::status::CalloutStatus>,
    /// When the gap began, for [`EventType::GAP`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// When the gap ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
    /// Why there was a gap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<GapReason>,
    /// What the request held that could not be used, by the names of its fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<String>,
}

read_leniently!(EventDetail { body, role, status, from, to, reason, ignored });

/// Whose doing a happening was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum EventRole {
    /// The resident.
    User,
    /// The control room.
    Admin,
    /// Nobody: the server itself.
    #[default]
    System,
    /// Someone a newer server knows of.
    Other(String),
}

impl From<String> for EventRole {
    fn from(text: String) -> Self {
        match text.as_str() {
            "User" => Self::User,
            "Admin" => Self::Admin,
            "System" => Self::System,
            _ => Self::Other(text),
        }
    }
}

impl From<EventRole> for String {
    fn from(role: EventRole) -> String {
        match role {
            EventRole::User => "User".to_owned(),
            EventRole::Admin => "Admin".to_owned(),
            EventRole::System => "System".to_owned(),
            EventRole::Other(text) => text,
        }
    }
}

impl Lenient for EventRole {
    fn read(value: serde_json::Value) -> Option<Self> {
        String::read(value).map(Self::from)
    }
}

impl Lenient for EventType {
    fn read(value: serde_json::Value) -> Option<Self> {
        i64::read(value).map(Self)
    }
}
