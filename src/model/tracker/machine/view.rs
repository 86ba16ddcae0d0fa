//! What a screen shows of the tracker, without the words.

use super::{Position, Tracker};
use std::sync::Arc;
use wire::callout::Callout;
use wire::location::{Gap, NoFixReason};

/// Everything that a screen shows; compare two of them to decide whether to redraw.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub callout: Arc<Callout>,
    pub link: Link,
    pub place: Place,
    /// The phone's last position.
    pub here: Option<Position>,
    /// The last acknowledged report.
    pub sent: Option<Sent>,
    /// Positions that wait to be sent.
    pub waiting: usize,
    /// The newest silence, shown to the resident.
    pub gap: Option<Gap>,
}

impl Tracker {
    /// What a screen shows.
    pub fn view(&self) -> View {
        // A phone that lies still finds nothing newer for a while. Its last position remains valid, with its age.
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

/// The connection to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// The last request was answered.
    Fine,
    /// The browser reports no network.
    Offline,
    /// Requests have had no response since this time (wall clock); they are retried.
    Trying(i64),
    /// Nobody is signed in; reporting resumes after signing in.
    SignedOut,
    /// The server rejects requests, with a reason.
    Refused(String),
}

/// What the phone knows of its position.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    Looking,
    /// The position is known.
    Found,
    /// Only approximate positions, of this radius in metres: a permission to change.
    Approximate(f64),
    Lost(NoFixReason),
}

/// The last acknowledged report, and when it was acknowledged, by the wall clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Sent {
    /// A position: its accuracy in metres if known, when it was measured, and when it was acknowledged.
    Position(Option<f64>, i64, i64),
    /// No position, why, and when that was acknowledged.
    NoFix(NoFixReason, i64),
}
