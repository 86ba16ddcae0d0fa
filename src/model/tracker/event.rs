//! Inputs and outputs of the tracker.

use serde::Serialize;
use serde_json::Value;
use wire::accuracy;
use wire::callout::Callout;
use wire::id::CalloutId;
use wire::lenient::{Fields, Lenient};
use wire::location::{COARSE_FROM, Fix, Gap, LocationReport, NoFixReason};

/// The time of an event, by both of a browser's clocks. Schedules use `mono`, which nobody can set; times for the
/// server and the reader use `wall`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// `Date.now()`: milliseconds since 1970.
    pub wall: i64,
    /// `performance.now()`: milliseconds since the page began.
    pub mono: i64,
}

/// A position as the phone reported it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Position {
    pub latitude: f64,
    pub longitude: f64,
    /// Radius of uncertainty in metres, where the phone knows it.
    pub accuracy: Option<f64>,
    /// When it was measured, by the wall clock.
    pub at: i64,
}

impl Position {
    /// Whether its accuracy is 50 m or better.
    pub fn is_good(&self) -> bool {
        self.accuracy.and_then(accuracy::known).is_some_and(|metres| metres < COARSE_FROM)
    }

    /// As the server takes it: seven digits are a centimetre, and 500 positions must fit into one request.
    pub fn to_fix(self) -> Fix {
        let digits = |value: f64, scale: f64| (value * scale).round() / scale;
        Fix::new(
            digits(self.latitude, 1e7),
            digits(self.longitude, 1e7),
            // Never rounded down to 0, which means unknown.
            self.accuracy.map(|metres| digits(metres, 10.0).max(0.1)),
            self.at,
        )
    }
}

/// An input of the tracker.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The timer set for [`next_wake`](super::Tracker::next_wake) fired, perhaps late.
    Woke,
    /// The phone measured a position.
    Fixed(Position),
    /// The phone could not measure one.
    NotFixed(NoFixReason),
    /// The request with this number was answered, or failed.
    Answered(u64, Answer),
    /// The page became visible.
    Shown,
    /// The page was hidden: the browser gives no location now, and may stop the page at any time.
    Hidden,
    /// The browser reports a network connection, or none.
    Online(bool),
    /// Whether this tab reports for the resident.
    Leads(bool),
    /// What another tab, or this one before a reload, had saved.
    Stored(Snapshot),
    /// The last known callout, saved before the page was closed.
    Recalled(Box<Callout>),
    /// The person did something whose effect they want to see at once, such as sending a message.
    Refresh,
}

/// The result of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Stored, with the current callout (also the final one, when it was closed).
    Fresh(Box<Callout>, Option<String>),
    /// Stored, and nothing else changed.
    Unchanged,
    /// Nobody is signed in.
    SignedOut,
    /// The server rejects this request with a reason; a retry would be rejected too.
    Refused(String),
    /// No response, or one that says nothing about this request: retry.
    Failed,
}

/// A command for the driver.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Post this to the callout's location, with `?return=callout`, and the ETag as `If-None-Match`.
    Report(u64, CalloutId, LocationReport, Option<String>),
    /// Read the callout, with the ETag as `If-None-Match`.
    Poll(u64, CalloutId, Option<String>),
    /// Request one fresh position.
    Locate,
    /// Start watching the position, anew if a watch is running: a watch never recovers from a denial.
    Watch,
    /// Save this so that it outlives the page.
    Save(Snapshot),
    /// The callout is closed: stop watching, let the screen sleep, delete what was saved.
    Finish,
}

/// State that must outlive the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    pub callout: CalloutId,
    /// When the last report was made with the page visible, by the wall clock.
    pub reported_at: Option<i64>,
    /// Until when the server knows everything, or will with `gap`, by the wall clock.
    pub heard_at: Option<i64>,
    /// Positions that the server has not acknowledged, oldest first.
    pub unsent: Vec<Position>,
    /// A silence that the server does not know of.
    pub gap: Option<Gap>,
}

/// A position is complete or absent: a partial one would be a wrong place.
impl Lenient for Position {
    fn read(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            latitude: fields.take::<Option<_>>("latitude")?,
            longitude: fields.take::<Option<_>>("longitude")?,
            accuracy: fields.take::<Option<_>>("accuracy").and_then(accuracy::known),
            at: fields.take::<Option<_>>("at")?,
        })
    }
}

impl Lenient for Snapshot {
    fn read(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            callout: fields.take("callout"),
            reported_at: fields.take("reported_at"),
            heard_at: fields.take("heard_at"),
            unsent: fields.take("unsent"),
            gap: fields.take("gap"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::location::GapReason;
    use wire::time::Timestamp;

    #[test]
    fn a_snapshot_is_read_back_unchanged() {
        let moment = Timestamp::from_millis(1_700_000_000_000);
        let snapshot = Snapshot {
            callout: CalloutId(7),
            reported_at: Some(1_700_000_000_000),
            heard_at: Some(1_699_999_999_000),
            unsent: vec![Position {
                latitude: -26.1,
                longitude: 28.0,
                accuracy: Some(12.0),
                at: 1_700_000_000_000,
            }],
            gap: Some(Gap { from: moment.clone(), to: moment, reason: GapReason::Hidden }),
        };
        let kept = serde_json::to_value(&snapshot).unwrap();
        assert_eq!(Snapshot::read(kept), Some(snapshot));
        assert_eq!(Position::read(serde_json::json!({"latitude": 1.5})), None);
    }
}
