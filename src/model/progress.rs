//! The progress of an alarm in the resident's words, for phone and television.
//!
//! Nothing here may claim more than the callout does: a recalled responder is not "on the way", and after "I am safe"
//! nobody is promised.

use wire::callout::Callout;
use wire::geo::heading;
use wire::status::CalloutStatus;

use crate::words;

/// This many metres are a few steps.
const NEAR: i64 = 50;

/// The progress of an alarm, with what is shown for it.
#[derive(Clone, Debug, PartialEq)]
pub enum Progress {
    /// Received; nobody has looked.
    Waiting,
    /// A controller has seen it and looks for a responder.
    Seen,
    /// Nobody is in range, and nobody has looked yet.
    NoCoverage,
    /// Nobody is in range, and a controller looks for somebody.
    NoCoverageSeen,
    /// A vehicle is on the way.
    OnTheWay(Option<Arrival>),
    /// A company is on the way; its position is unknown.
    CompanyOnTheWay,
    Arrived,
    /// The responder was recalled.
    Cancelled,
    /// The resident said that they are safe.
    Dismissed,
    /// The control room has spoken to the resident: nobody has to come.
    StoodDown,
    /// A test, for which nobody is sent.
    Test,
    /// A test that the resident has ended.
    TestDismissed,
    /// The responder has finished.
    Completed,
    Closed,
    /// An unknown status of a newer server.
    Unknown(String),
}

/// The vehicle's distance and arrival time, and when they were known.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    /// In words; none when unknown.
    pub duration: Option<String>,
    /// How far it is, in words.
    pub distance: String,
    /// It is a few steps away.
    pub is_near: bool,
    /// The vehicle's direction from the resident, in degrees clockwise from north.
    pub bearing: Option<f64>,
    /// The distance is in a straight line and not along a road.
    pub is_straight: bool,
    /// The vehicle is a demonstration's and does not exist.
    pub is_simulated: bool,
    /// By the server's clock, in milliseconds.
    pub known_at: i64,
}

impl Arrival {
    fn of(callout: &Callout) -> Option<Self> {
        let measured = &callout.distance.distance;
        let metres = measured.value?;
        let estimate = callout.estimate.as_ref();
        let eta = callout.eta();
        Some(Self {
            duration: eta.map(|eta| eta.duration_text.clone()).filter(|text| !text.is_empty()),
            distance: measured.text.clone()?,
            is_near: metres < NEAR,
            bearing: bearing(callout),
            is_straight: estimate.is_some_and(|estimate| estimate.is_straight()),
            is_simulated: estimate.is_some_and(|estimate| estimate.is_simulated()),
            known_at: estimate
                .map(|estimate| estimate.at.millis())
                .or(eta.map(|eta| eta.updated_at.millis()))?,
        })
    }
}

/// The vehicle's direction from the resident's last position.
fn bearing(callout: &Callout) -> Option<f64> {
    let here = callout.location.as_ref()?;
    let there = callout.incident_detail.responder.as_ref()?.responderlocations.last()?;
    Some(heading(
        (here.latitude.degrees(), here.longitude.degrees()),
        (there.latitude.degrees(), there.longitude.degrees()),
    ))
}

impl Progress {
    /// The progress of a callout.
    pub fn of(callout: &Callout) -> Self {
        use CalloutStatus as S;
        let is_test = callout.is_test();
        match &callout.status {
            S::Closed => Self::Closed,
            S::ResponderCompleted => Self::Completed,
            _ if callout.cancelled_by_customer && is_test => Self::TestDismissed,
            _ if callout.cancelled_by_customer => Self::Dismissed,
            S::ResponderCancelled => Self::Cancelled,
            S::ResponderArrived => Self::Arrived,
            S::ResponderDispatched if callout.incident_detail.responder.is_none() => Self::CompanyOnTheWay,
            S::ResponderDispatched => Self::OnTheWay(Arrival::of(callout)),
            S::Created if is_test => Self::Test,
            S::Created if !callout.dispatch_required => Self::StoodDown,
            S::Created if callout.has_no_coverage() && callout.acknowledged => Self::NoCoverageSeen,
            S::Created if callout.has_no_coverage() => Self::NoCoverage,
            S::Created if callout.acknowledged => Self::Seen,
            S::Created => Self::Waiting,
            S::Other(status) => Self::Unknown(status.clone()),
        }
    }

    /// What happened, and what happens next.
    pub fn words(&self) -> (&'static str, String) {
        let words = &words::common().tracking;
        let (title, more) = match self {
            Self::Waiting => words.waiting,
            Self::Seen => words.seen,
            Self::NoCoverage => words.no_coverage,
            Self::NoCoverageSeen => words.no_coverage_seen,
            Self::OnTheWay(Some(arrival)) if arrival.is_near => words.nearly_there,
            Self::OnTheWay(_) => words.on_the_way,
            Self::CompanyOnTheWay => words.company_on_the_way,
            Self::Arrived => words.arrived,
            Self::Cancelled => words.cancelled,
            Self::Dismissed => words.dismissed,
            Self::StoodDown => words.stood_down,
            Self::Test => words.test_open,
            Self::TestDismissed => words.dismissed_test,
            Self::Completed => words.completed,
            Self::Closed => words.closed,
            Self::Unknown(status) => return (words.unknown, status.clone()),
        };
        (title, more.to_owned())
    }

    /// Whether the resident waits for something, so that a television keeps showing it.
    pub fn is_awaited(&self) -> bool {
        match self {
            Self::Waiting
            | Self::Seen
            | Self::NoCoverage
            | Self::NoCoverageSeen
            | Self::OnTheWay(_)
            | Self::CompanyOnTheWay
            | Self::Arrived
            | Self::Unknown(_) => true,
            Self::Cancelled
            | Self::Dismissed
            | Self::StoodDown
            | Self::Test
            | Self::TestDismissed
            | Self::Completed
            | Self::Closed => false,
        }
    }

    /// Whether a person is handling it. Red is only for alarms that nobody has answered.
    pub fn is_with_a_person(&self) -> bool {
        matches!(self, Self::Seen | Self::OnTheWay(_) | Self::CompanyOnTheWay | Self::Arrived)
    }

    /// Whether somebody is on the way, or there.
    pub fn is_coming(&self) -> bool {
        matches!(self, Self::OnTheWay(_) | Self::CompanyOnTheWay | Self::Arrived)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::classification::{REAL, TEST};
    use wire::responder::Responder;
    use wire::supplier::Supplier;

    /// Sentences that promise that somebody comes or is looked for.
    const PROMISES: [&str; 7] = [
        "on the way",
        "is here",
        "almost with you",
        "sending",
        "being sent to you",
        "finding somebody",
        "look for somebody",
    ];

    /// Every callout in the resident's view: status × dismissed × drill × seen × sent by hand × wanted.
    fn all() -> Vec<Callout> {
        let mut all = Vec::new();
        for number in 0..6 * 32 {
            let flag = |bit: usize| ((number / 6) >> bit) & 1 == 1;
            let mut callout = Callout {
                status: CalloutStatus::ALL[number % 6].clone(),
                cancelled_by_customer: flag(0),
                callout_classification_id: Some(if flag(1) { TEST } else { REAL }),
                acknowledged: flag(2),
                dispatch_required: !flag(4),
                ..Callout::default()
            };
            if !flag(3) {
                callout.incident_detail.responder = Some(Responder::default());
            }
            callout.incident_detail.supplier = Some(Supplier::default());
            all.push(callout);
        }
        all
    }

    #[test]
    fn help_is_promised_only_while_somebody_comes_or_is_looked_for() {
        for callout in all() {
            let progress = Progress::of(&callout);
            let (title, more) = progress.words();
            let told = format!("{title}. {more}").to_lowercase();
            let promised = PROMISES.iter().any(|promise| told.contains(promise));
            let sent = matches!(
                callout.status,
                CalloutStatus::ResponderDispatched | CalloutStatus::ResponderArrived
            );
            let looked_for = callout.status == CalloutStatus::Created
                && callout.acknowledged
                && callout.dispatch_required
                && !callout.is_test();
            let may = !callout.cancelled_by_customer && (sent || looked_for);
            assert!(!promised || may, "{told} for {callout:?}");
            assert_eq!(progress.is_coming(), sent && !callout.cancelled_by_customer, "{callout:?}");
        }
    }

    #[test]
    fn a_drill_a_dismissed_alarm_and_one_that_is_over_keep_no_screen() {
        for callout in all() {
            let over = callout.status.is_over_for_resident() || callout.cancelled_by_customer;
            let drill = callout.is_test() && callout.status == CalloutStatus::Created;
            let stood_down = !callout.dispatch_required && callout.status == CalloutStatus::Created;
            let expected = !(over || drill || stood_down);
            assert_eq!(Progress::of(&callout).is_awaited(), expected, "{callout:?}");
        }
    }

    #[test]
    fn an_arrival_time_is_shown_only_if_one_is_known() {
        let mut callout = Callout { status: CalloutStatus::ResponderDispatched, ..Callout::default() };
        callout.incident_detail.responder = Some(Responder::default());
        assert_eq!(Progress::of(&callout), Progress::OnTheWay(None));
        callout.distance.distance = wire::measure::Measure::metres(2100);
        callout.estimate = Some(wire::callout::Estimate::straight(5));
        let Progress::OnTheWay(Some(arrival)) = Progress::of(&callout) else {
            panic!("a vehicle is on the way")
        };
        assert_eq!((arrival.duration, arrival.is_straight, arrival.known_at), (None, true, 5));
    }
}
