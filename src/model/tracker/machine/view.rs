//! What a screen shows of the tracker, without the words.

use super::{Position, Tracker};
use std::sync::Arc;
use wire::callout::Callout;
use wire::location::{Gap, NoFixReason};

/// Everything that a screen shows; compare two of them to know whether to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// The callout as it was last read.
    pub callout: Arc<Callout>,
    /// How the connection is.
    pub link: Link,
    /// What the phone knows of its place.
    pub place: Place,
    /// Where it found itself last.
    pub here: Option<Position>,
    /// What the server last acknowledged of it.
    pub sent: Option<Sent>,
    /// How many positions wait to be sent.
    pub waiting: usize,
    /// The newest silence, for the person to see.
    pub gap: Option<Gap>,
}

impl Tracker {
    /// What a screen shows.
    pub fn view(&self) -> View {
        // A phone that lies still finds nothing newer for a while. What it found before stands, with its age.
        let trouble = self
            .ladder
            .trouble()
            .filter(|reason| *reason != NoFixReason::Timeout || self.ladder.newest().is_none());
        let here = self.ladder.newest();
        let place = match (trouble, here) {
            (Some(reason), _) => Place::Lost(reason),
            (None, Some(here)) => match here.accuracy {
                Some(metres) if self.ladder.is_approximate() => Place::Approximate(metres),
                _ => Place::Found,
            },
            (None, None) => Place::Looking,
        };
        View {
            callout: self.callout.clone(),
            link: if self.online { self.link.clone() } else { Link::Offline },
            place,
            here,
            sent: self.sent,
            waiting: self.outbox.waiting().len(),
            gap: self.gap.clone(),
        }
    }
}

/// How the connection to the server is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The last request was answered.
    Fine,
    /// The browser says that there is no network.
    Offline,
    /// Requests get no answer, since this moment by the wall clock; it goes on trying.
    Trying(i64),
    /// Nobody is signed in any more: sign in, and it goes on.
    SignedOut,
    /// The server refuses, and says why.
    Refused(String),
}

/// What the phone knows of its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// Nothing yet.
    Looking,
    /// It knows.
    Found,
    /// Nothing but approximate positions, within so many metres: a permission to change.
    Approximate(f64),
    /// Nothing, and why.
    Lost(NoFixReason),
}

/// What the server last acknowledged, and when, by the wall clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sent {
    /// A position, within so many metres if that is known, found at the first moment and acknowledged at the second.
    Position(Option<f64>, i64, i64),
    /// That there is none, and why.
    NoFix(NoFixReason, i64),
}
