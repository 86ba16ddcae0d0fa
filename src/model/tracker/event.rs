//! What the tracker is told, and what it asks for.

use serde::Serialize;
use serde_json::Value;
use wire::accuracy;
use wire::callout::Callout;
use wire::id::CalloutId;
use wire::lenient::{Fields, Lenient};
use wire::location::{COARSE_FROM, Fix, Gap, LocationReport, NoFixReason};

/// The moment at which something happened, by both of a browser's clocks. Schedules go by `mono`, which no one can set
/// back; what the server and the reader are told goes by `wall`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// `Date.now()`: milliseconds since 1970.
    pub wall: i64,
    /// `performance.now()`: milliseconds since the page began.
    pub mono: i64,
}

/// A position as the phone gave it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Position {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Radius of uncertainty in metres, where the phone knows it.
    pub accuracy: Option<f64>,
    /// When it was found, by the wall clock.
    pub at: i64,
}

impl Position {
    /// Whether it is known to be within 50 m.
    pub fn is_good(&self) -> bool {
        self.accuracy.and_then(accuracy::known).is_some_and(|metres| metres < COARSE_FROM)
    }

    /// As the server takes it: seven digits are a centimetre, and 500 of them must fit into one request.
    pub fn to_fix(self) -> Fix {
        let digits = |value: f64, scale: f64| (value * scale).round() / scale;
        Fix::new(
            digits(self.latitude, 1e7),
            digits(self.longitude, 1e7),
            // Never rounded down to 0, which would mean that it is not known.
            self.accuracy.map(|metres| digits(metres, 10.0).max(0.1)),
            self.at,
        )
    }
}

/// Something happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// The timer set for [`next_wake`](super::Tracker::next_wake) fired, perhaps late.
    Woke,
    /// The phone found a position.
    Fixed(Position),
    /// The phone could not find one.
    NotFixed(NoFixReason),
    /// The request with this number was answered, or was not.
    Answered(u64, Answer),
    /// The page came to the front.
    Shown,
    /// The page went to the back: the browser gives no location from now on, and may stop it at any moment.
    Hidden,
    /// The browser believes that there is a network, or none.
    Online(bool),
    /// This tab speaks for the resident now, or another one does.
    Leads(bool),
    /// What another tab, or this one before a reload, had kept.
    Stored(Snapshot),
    /// What was last read of the callout, before the page was closed.
    Recalled(Box<Callout>),
    /// The person did something whose effect they want to see now, like sending a message.
    Refresh,
}

/// How a request ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// Stored, and the callout as it is now (also the final one, when it was closed).
    Fresh(Box<Callout>, Option<String>),
    /// Stored, and nothing else changed.
    Unchanged,
    /// Nobody is signed in any more.
    SignedOut,
    /// The server refuses this request, and says why; the same again would be refused again.
    Refused(String),
    /// No answer, or none that says anything of this request: to be tried again.
    Failed,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Post this to the callout's location, with `?return=callout`, and the tag as `If-None-Match`.
    Report(u64, CalloutId, LocationReport, Option<String>),
    /// Read the callout, with the tag as `If-None-Match`.
    Poll(u64, CalloutId, Option<String>),
    /// Ask the phone once for a fresh position.
    Locate,
    /// Begin to watch the phone's position, anew if a watch is running: after a denial the old one is dead for good.
    Watch,
    /// Keep this where it outlives the page.
    Save(Snapshot),
    /// The callout is closed: stop watching, let the screen sleep, delete what was kept.
    Finish,
}

/// What must outlive the page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Snapshot {
    /// The callout that it belongs to.
    pub callout: CalloutId,
    /// When the last report was made with the page in front, by the wall clock.
    pub reported_at: Option<i64>,
    /// Up to when the server has heard everything, or will by `gap`, by the wall clock.
    pub heard_at: Option<i64>,
    /// Positions that the server has not acknowledged, oldest first.
    pub unsent: Vec<Position>,
    /// A silence that the server does not know of yet.
    pub gap: Option<Gap>,
}

/// A position is whole or none: half of one would be somewhere else.
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
    fn what_is_kept_is_read_again() {
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
