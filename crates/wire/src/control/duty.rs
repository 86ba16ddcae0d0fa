//! Who is on duty in the control room.

use crate::id::UserId;
use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The longest shift, in hours.
pub const SHIFT_HOURS: i64 = 24;

/// The body of `POST /api/control/duty`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NewShift {
    /// When the shift ends.
    pub until: Timestamp,
}

/// The answer of `GET` and `POST /api/control/duty`, and the data of an event `duty`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Duty {
    /// The controllers who have confirmed a shift that goes on, of those who serve one of the reader's organisations.
    pub on_duty: Vec<OnDuty>,
    /// The reader's organisations for which nobody on duty listens.
    pub uncovered: Vec<Uncovered>,
    /// Whether there is such an organisation.
    pub nobody: bool,
}

read_leniently!(Duty { on_duty, uncovered, nobody });

/// A controller in a shift.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OnDuty {
    /// Their account.
    pub id: UserId,
    /// Their name.
    pub name: String,
    /// When the shift ends.
    pub until: Timestamp,
    /// A page of theirs listens for alarms now.
    pub listening: bool,
}

read_leniently!(OnDuty { id, name, until, listening });

/// An organisation for which nobody is on duty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Uncovered {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
}

read_leniently!(Uncovered { id, name });

/// The data of an event `beat`: the stream is alive, and this is so now.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Beat {
    /// The server's time.
    pub now: Timestamp,
    /// Real open callouts that nobody has acknowledged.
    pub unacknowledged: i64,
    /// When the session ends; null where none does.
    pub end: Option<crate::session::SessionEnd>,
}

read_leniently!(Beat { now, unacknowledged, end });

/// The data of an event `removed`: the callout is closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Removed {
    /// Its number.
    pub id: crate::id::CalloutId,
}

read_leniently!(Removed { id });
