//! The events of a callout.

use crate::id::{CalloutId, EventId};
use crate::lenient::{Lenient, read_leniently};
use crate::location::GapReason;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// One event of a callout.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct CalloutEvent {
    /// Increases with every event.
    pub id: EventId,
    pub callout_id: CalloutId,
    /// The type of the event.
    pub callout_event_type_id: EventType,
    pub event: EventDetail,
    pub created_by: Option<String>,
    pub created_at: Timestamp,
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

/// The type of an event. The source only shows messages (2); the other numbers are ours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct EventType(pub i64);

impl EventType {
    /// The status changed.
    pub const STATUS: Self = Self(1);
    /// A message of the resident or the control room.
    pub const MESSAGE: Self = Self(2);
    /// The resident pressed again.
    pub const PRESSED_AGAIN: Self = Self(3);
    /// No location was received for some time.
    pub const GAP: Self = Self(4);
    /// An action of a controller that changes no status: acknowledge, own, verify, call, stand down.
    pub const CONTROL: Self = Self(5);
    /// A responder was rung, accepted, declined or did not answer.
    pub const RESPONDER: Self = Self(6);
    /// The resident pressed "I am safe now".
    pub const DISMISSED: Self = Self(7);
    /// Nobody acknowledged the alarm in time, and more people were notified.
    pub const ESCALATED: Self = Self(8);
}

/// The text of an event, with details for some types.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct EventDetail {
    /// The message, or a sentence that describes the event.
    pub body: String,
    /// Who caused the event.
    pub role: EventRole,
    /// The new status, for [`EventType::STATUS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<crate::status::CalloutStatus>,
    /// The start of the gap, for [`EventType::GAP`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Timestamp>,
    /// The end of the gap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
    /// The reason for the gap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<GapReason>,
    /// Names of the request's fields that could not be used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<String>,
}

read_leniently!(EventDetail { body, role, status, from, to, reason, ignored });

/// Who caused an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum EventRole {
    User,
    Admin,
    /// The server.
    #[default]
    System,
    /// A role of a newer server.
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
