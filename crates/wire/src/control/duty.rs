//! Controllers on duty.

use crate::id::UserId;
use crate::lenient::read_leniently;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The longest shift, in hours.
pub const SHIFT_HOURS: i64 = 24;

/// The body of `POST /api/control/duty`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewShift {
    pub until: Timestamp,
}

/// The response of `GET` and `POST /api/control/duty`, and the data of an event `duty`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Duty {
    /// Controllers in a confirmed shift who serve at least one of the caller's organisations.
    pub on_duty: Vec<OnDuty>,
    /// The caller's organisations for which nobody on duty is listening.
    pub uncovered: Vec<Uncovered>,
    /// Whether there is such an organisation.
    pub nobody: bool,
}

read_leniently!(Duty { on_duty, uncovered, nobody });

/// A controller in a shift.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct OnDuty {
    pub id: UserId,
    pub name: String,
    pub until: Timestamp,
    /// One of the controller's pages receives alarms now.
    pub listening: bool,
}

read_leniently!(OnDuty { id, name, until, listening });

/// An organisation for which nobody is on duty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = UncoveredOrganisation))]
pub struct Uncovered {
    pub id: i64,
    pub name: String,
}

read_leniently!(Uncovered { id, name });

/// The data of an event `beat`: the stream is alive, and this is the current state.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Beat {
    /// The server's time.
    pub now: Timestamp,
    /// Number of real open callouts that nobody has acknowledged.
    pub unacknowledged: i64,
    /// When the session ends; null if it does not.
    pub end: Option<crate::session::SessionEnd>,
}

read_leniently!(Beat { now, unacknowledged, end });

/// The data of an event `removed`: the callout is closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RemovedCallout {
    pub id: crate::id::CalloutId,
}

read_leniently!(RemovedCallout { id });
