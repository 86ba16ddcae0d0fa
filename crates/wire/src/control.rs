//! The control room: what a controller sees and does. The source only mentions it; these shapes are ours.

mod action;
mod duty;
mod summary;
mod vehicle;

pub use action::{Dispatch, Phoned, Reply, StandDown, Switch};
pub use duty::{Beat, Duty, NewShift, OnDuty, Removed, SHIFT_HOURS, Uncovered};
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

/// What a row of `GET /api/control/callouts` begins with ([`CalloutSummary`]) and what a controller sees on opening it: the
/// answer of `GET /api/control/callouts/{id}` (with events and route) and of every action.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ControlCallout {
    /// The callout, as the resident reads it.
    pub callout: Callout,
    /// 0 at first; each deliberate further press adds 1.
    pub urgency: i64,
    /// When the finger was down, by the phone's clock, if it said so.
    pub pressed_at: Option<Timestamp>,
    /// When the resident pressed again, the last time.
    pub pressed_again_at: Option<Timestamp>,
    /// Not meant for the real queue.
    pub internal_test: bool,
    /// Where the resident is, as far as is known.
    pub position: Option<Position>,
    /// When the phone was last heard, with a fix or without; null if never.
    pub last_heard_at: Option<Timestamp>,
    /// Why the newest heartbeat had no fix; null when it had one.
    pub no_fix: Option<NoFixReason>,
    /// The newest silence that is over.
    pub gap: Option<Gap>,
    /// Nobody is in range and nobody is on the way.
    pub no_coverage: bool,
    /// The simulator also takes the controller's steps.
    pub automatic: bool,
    /// The site where the resident lives.
    pub site_name: Option<String>,
    /// Where the resident lives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<Home>,
    /// Kept apart from every real alarm: the real queue hides it, and demo vehicles only are rung.
    pub demo: bool,
}

impl ControlCallout {
    /// When the finger was down, by the server's clock; when the request came, where the phone did not say. Ages of the
    /// alarm are counted from here.
    pub fn asked_at(&self) -> i64 {
        let logged_at = self.callout.logged_at.millis();
        let offset = self.position.as_ref().map_or(0, |position| position.clock_offset);
        self.pressed_at.as_ref().map_or(logged_at, |at| at.millis().saturating_add(offset).min(logged_at))
    }

    /// A demonstration: it rings demo vehicles only, and the real queue hides it.
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

/// Where a resident lives, for the one who sends somebody there.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Home {
    /// In words.
    pub address: PostalAddress,
    /// The same in one line.
    pub line: Option<String>,
    /// Degrees north, if it is known.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// No phone has told where the resident is: responders are led here, and nobody measured that they are here.
    pub not_measured: bool,
}

read_leniently!(Home { address, line, latitude, longitude, not_measured });

/// A position with what a reader must know to trust it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Position {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Radius of uncertainty in metres.
    pub accuracy: Option<f64>,
    /// Degrees clockwise from north that it moves in.
    pub heading: Option<f64>,
    /// That radius is 50 m or more.
    pub coarse: bool,
    /// When it was found.
    pub recorded_at: Timestamp,
    /// When the server learned of it.
    pub received_at: Timestamp,
    /// Milliseconds that the server's clock is ahead of the one that `recorded_at` is by.
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
    /// When it was found, by the server's clock: ages are counted from here.
    pub fn found_at(&self) -> i64 {
        self.recorded_at.millis().saturating_add(self.clock_offset)
    }
}
