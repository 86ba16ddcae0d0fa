//! What the service worker is told, and what the push service must know.

use serde::{Deserialize, Serialize};

/// A push as the service worker reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Payload {
    /// The first line.
    pub title: String,
    /// The second.
    pub body: String,
    /// Where a touch leads, a path of ours.
    pub path: String,
    /// A later push with the same tag takes the place of this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// Where the service worker posts, so that we know it arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<String>,
    /// The notification to acknowledge or open from the pop-up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification: Option<String>,
    /// How long and how eagerly the push service tries; not told to the worker.
    #[serde(skip)]
    pub urgency: Urgency,
}

/// What stands in the column `content` of a push.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Content {
    pub(crate) urgency: Urgency,
    pub(crate) payload: Payload,
}

/// How eagerly a push service wakes the device (RFC 8030, 5.3), and for how long it keeps trying.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Urgency {
    /// News that can wait: a day.
    #[default]
    Normal,
    /// An alarm: at once or, after an hour, not at all.
    High,
}

impl Urgency {
    /// The word of the header.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::High => "high",
        }
    }

    /// Seconds for which the push service keeps a message for a device that is away.
    pub fn seconds(self) -> i64 {
        match self {
            Self::Normal => 24 * 60 * 60,
            Self::High => 60 * 60,
        }
    }
}
