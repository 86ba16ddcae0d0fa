//! The control room: what controllers see and do. The source only mentions it; these shapes are ours.

mod action;
mod duty;
mod summary;
mod vehicle;

pub use action::{Dispatch, Phoned, Reply, StandDown, Switch};
pub use duty::{Beat, Duty, NewShift, OnDuty, RemovedCallout, SHIFT_HOURS, Uncovered};
pub use summary::{CalloutSummary, SUMMARY_LIMIT};
pub use vehicle::{
    ControlResponder, ControlSupplier, NewResponder, NewSupplier, ResponderAnswer, ResponderChange,
    ResponderPosition, RingAnswer, SupplierChange,
};

use crate::callout::Callout;
use crate::classification::DEMO;
use crate::lenient::read_leniently;
use crate::location::{Gap, NoFixReason};
use crate::postal_address::PostalAddress;
use crate::time::Timestamp;
use serde::Serialize;

/// The base of an item of `GET /api/control/callouts` ([`CalloutSummary`]), and the details of a callout: the response of `GET
/// /api/control/callouts/{id}` (with events and route) and of every action.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ControlCallout {
    /// The callout, in the form that the resident's app reads.
    pub callout: Callout,
    /// Starts at 0; each deliberate further press adds 1.
    pub urgency: i64,
    /// The time of the press by the phone's clock, if the phone sent it.
    pub pressed_at: Option<Timestamp>,
    /// The time of the resident's last further press.
    pub pressed_again_at: Option<Timestamp>,
    /// Hidden from live queues.
    pub internal_test: bool,
    /// The resident's position, if known.
    pub position: Option<Position>,
    /// The last report of the phone, with or without a position; null if there was none.
    pub last_heard_at: Option<Timestamp>,
    /// Why the newest report had no position; null when it had one.
    pub no_fix: Option<NoFixReason>,
    /// The newest gap in the reports that has ended.
    pub gap: Option<Gap>,
    /// Nobody is in range and nobody is on the way.
    pub no_coverage: bool,
    /// The simulator also takes the controller's steps.
    pub automatic: bool,
    pub site_name: Option<String>,
    /// The resident's home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<Home>,
    /// Isolated from real alarms: live queues hide it, and only demo vehicles are rung.
    pub demo: bool,
}

impl ControlCallout {
    /// The time of the press by the server's clock; the time of the request, if the phone sent none. The alarm's age is counted
    /// from it.
    pub fn asked_at(&self) -> i64 {
        let logged_at = self.callout.logged_at.millis();
        let offset = self.position.as_ref().map_or(0, |position| position.clock_offset);
        self.pressed_at.as_ref().map_or(logged_at, |at| at.millis().saturating_add(offset).min(logged_at))
    }

    /// Whether this is a demonstration: live queues hide it, and only demo vehicles are rung.
    pub fn is_demo(&self) -> bool {
        self.demo || (self.internal_test && self.callout.response_type_id == Some(DEMO))
    }
}

read_leniently!(ControlCallout {
    callout,
    urgency,
    pressed_at,
    pressed_again_at,
    internal_test,
    position,
    last_heard_at,
    no_fix,
    gap,
    no_coverage,
    automatic,
    site_name,
    home,
    demo
});

/// A resident's home, as a controller needs it for a dispatch.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Home {
    pub address: PostalAddress,
    /// The address in one line.
    pub line: Option<String>,
    /// Degrees north, if known.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// No phone has reported a position: responders are sent to the home, without a measurement that the resident is there.
    pub not_measured: bool,
}

read_leniently!(Home { address, line, latitude, longitude, not_measured });

/// A position with the facts that decide how far to trust it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Position {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Radius of uncertainty in metres.
    pub accuracy: Option<f64>,
    /// Heading in degrees clockwise from north.
    pub heading: Option<f64>,
    /// The radius is 50 m or more.
    pub coarse: bool,
    /// When the position was measured.
    pub recorded_at: Timestamp,
    /// When the server received it.
    pub received_at: Timestamp,
    /// Milliseconds by which the server's clock is ahead of the clock that `recorded_at` uses.
    pub clock_offset: i64,
}

read_leniently!(Position {
    latitude,
    longitude,
    accuracy,
    heading,
    coarse,
    recorded_at,
    received_at,
    clock_offset
});

impl Position {
    /// The time of the measurement by the server's clock. Ages are counted from it.
    pub fn found_at(&self) -> i64 {
        self.recorded_at.millis().saturating_add(self.clock_offset)
    }
}
