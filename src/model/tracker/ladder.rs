//! Which position to report, from an accurate one down to an honest "no fix".

use super::event::{Now, Position};
use wire::accuracy;
use wire::location::NoFixReason;

/// How long to wait for an accurate position before a coarse one is reported.
const PATIENCE: i64 = 20_000;
/// If positions of this radius or more do not improve, only approximate location is allowed.
const APPROXIMATE_FROM: f64 = 1000.0;
/// A position older than this when it is found shows where the phone was, not where it is.
const OLD: i64 = 60_000;
/// The most candidates that are remembered.
const CANDIDATES: usize = 32;

/// What to report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choice {
    /// A position that was not reported before.
    New(Position),
    /// The last one again, with its age.
    Known(Position),
    Nothing(NoFixReason),
}

/// A position that was measured and not reported yet.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    /// When the phone delivered it, by the monotonic clock.
    found: i64,
    position: Position,
    /// It was old already: some phones deliver cached positions.
    is_old: bool,
}

impl Candidate {
    fn is_good(&self) -> bool {
        !self.is_old && self.position.is_good()
    }
}

/// Recent positions, and the phone's last error.
#[derive(Clone, Debug, Default)]
pub struct Ladder {
    candidates: Vec<Candidate>,
    known: Option<Position>,
    newest: Option<Position>,
    trouble: Option<NoFixReason>,
    /// Since when there was no accurate position, by the monotonic clock.
    poor_since: Option<i64>,
    imprecise: usize,
}

impl Ladder {
    /// The page became visible, or the press was just made: earlier positions are only "last known".
    pub fn restart(&mut self, now: Now) {
        self.candidates.clear();
        self.poor_since = Some(now.mono);
        self.imprecise = 0;
    }

    /// Another tab reported at `mono` (monotonic clock): earlier positions are not new.
    pub fn forget_until(&mut self, mono: i64) {
        self.candidates.retain(|candidate| candidate.found > mono);
    }

    /// The phone measured a position. Returns whether it is accurate.
    pub fn found(&mut self, now: Now, position: Position) -> bool {
        let candidate = Candidate { found: now.mono, position, is_old: now.wall - position.at > OLD };
        let good = candidate.is_good();
        self.trouble = None;
        self.newest = Some(position);
        match position.accuracy {
            Some(metres) if metres >= APPROXIMATE_FROM => self.imprecise += 1,
            Some(_) => self.imprecise = 0,
            // It says neither.
            None => {}
        }
        if good {
            self.poor_since = Some(now.mono);
        }
        if self.candidates.len() == CANDIDATES {
            self.candidates.remove(0);
        }
        self.candidates.push(candidate);
        good
    }

    /// The phone could not measure a position.
    pub fn not_found(&mut self, reason: NoFixReason) {
        // Finding nothing better is no improvement either.
        if reason == NoFixReason::Timeout && self.imprecise > 0 {
            self.imprecise += 1;
        }
        self.trouble = Some(reason);
    }

    /// Why there is no position, if there is none.
    pub fn trouble(&self) -> Option<NoFixReason> {
        self.trouble
    }

    /// Whether an accurate position came since the last report.
    pub fn has_good(&self) -> bool {
        self.candidates.iter().any(Candidate::is_good)
    }

    /// Whether the phone gives nothing but approximate positions.
    pub fn is_approximate(&self) -> bool {
        self.imprecise >= 2
    }

    /// The position to report now. `place_known`: whether the server has any position of this callout. Until it has,
    /// a coarse one is sent at once: any place beats none.
    pub fn choose(&mut self, now: Now, place_known: bool) -> Choice {
        let waited = now.mono - *self.poor_since.get_or_insert(now.mono) >= PATIENCE;
        let best = self.candidates.iter().copied().min_by(|a, b| {
            a.is_old.cmp(&b.is_old).then(accuracy::compare(a.position.accuracy, b.position.accuracy))
        });
        let usable = best.filter(|best| best.is_good() || waited || !place_known);
        if let Some(Candidate { position, .. }) = usable {
            self.candidates.clear();
            self.known = Some(position);
            return Choice::New(position);
        }
        // Coarse ones wait for a better one, but not longer than `PATIENCE`.
        self.candidates.retain(|candidate| now.mono - candidate.found < PATIENCE);
        match (self.trouble, self.known) {
            // A position from before a denial would claim more than the phone allows.
            (Some(NoFixReason::Denied), _) => Choice::Nothing(NoFixReason::Denied),
            (_, Some(known)) => Choice::Known(known),
            (trouble, None) => Choice::Nothing(trouble.unwrap_or(NoFixReason::Timeout)),
        }
    }

    /// The last position found.
    pub fn newest(&self) -> Option<Position> {
        self.newest
    }

    /// The last position reported.
    pub fn known(&self) -> Option<Position> {
        self.known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Now {
        Now { wall: 1_000_000 + seconds * 1000, mono: seconds * 1000 }
    }

    fn position(accuracy: f64, seconds: i64) -> Position {
        Position { latitude: -26.1, longitude: 28.0, accuracy: Some(accuracy), at: at(seconds).wall }
    }

    #[test]
    fn the_most_accurate_position_since_the_last_report_is_reported() {
        let mut ladder = Ladder::default();
        for (accuracy, seconds) in [(30.0, 1), (8.0, 2), (45.0, 3)] {
            ladder.found(at(seconds), position(accuracy, seconds));
        }
        assert_eq!(ladder.choose(at(10), true), Choice::New(position(8.0, 2)));
        assert_eq!(ladder.choose(at(20), true), Choice::Known(position(8.0, 2)));
    }

    #[test]
    fn a_position_of_unknown_accuracy_never_beats_one_of_known_accuracy() {
        for unknown in [None, Some(0.0), Some(-1.0), Some(f64::NAN)] {
            let mut ladder = Ladder::default();
            let vague = Position { accuracy: unknown, ..position(1.0, 1) };
            assert!(!ladder.found(at(1), vague), "it is not good");
            ladder.found(at(2), position(45.0, 2));
            assert_eq!(ladder.choose(at(10), true), Choice::New(position(45.0, 2)));
            ladder.found(at(3), vague);
            assert!(matches!(ladder.choose(at(11), true), Choice::Known(_)), "a better one may come");
            assert!(matches!(ladder.choose(at(31), true), Choice::New(_) | Choice::Known(_)));
        }
    }

    #[test]
    fn a_ten_minute_old_position_never_beats_a_current_one() {
        let mut ladder = Ladder::default();
        let old = Position { at: at(-600).wall, ..position(5.0, 0) };
        assert!(!ladder.found(at(1), old), "it is not good");
        ladder.found(at(2), position(45.0, 2));
        assert_eq!(ladder.choose(at(10), true), Choice::New(position(45.0, 2)));
        ladder.found(at(11), old);
        assert_eq!(ladder.choose(at(15), false), Choice::New(old), "it is better than nothing, with its age");
    }

    #[test]
    fn a_coarse_position_waits_twenty_seconds_for_a_better_one() {
        let mut ladder = Ladder::default();
        ladder.restart(at(0));
        ladder.found(at(4), position(80.0, 4));
        assert_eq!(ladder.choose(at(10), true), Choice::Nothing(NoFixReason::Timeout));
        ladder.found(at(14), position(120.0, 14));
        assert_eq!(ladder.choose(at(20), true), Choice::New(position(80.0, 4)));
    }

    #[test]
    fn a_coarse_position_is_sent_at_once_while_the_server_has_none() {
        let mut ladder = Ladder::default();
        ladder.restart(at(0));
        ladder.found(at(1), position(300.0, 1));
        assert_eq!(ladder.choose(at(2), false), Choice::New(position(300.0, 1)));
    }

    #[test]
    fn without_a_position_the_reason_is_reported() {
        let mut ladder = Ladder::default();
        assert_eq!(ladder.choose(at(10), false), Choice::Nothing(NoFixReason::Timeout));
        ladder.not_found(NoFixReason::Unavailable);
        assert_eq!(ladder.choose(at(20), false), Choice::Nothing(NoFixReason::Unavailable));
    }

    #[test]
    fn after_a_denial_no_older_position_is_reported() {
        let mut ladder = Ladder::default();
        ladder.found(at(1), position(8.0, 1));
        ladder.choose(at(10), true);
        ladder.not_found(NoFixReason::Denied);
        assert_eq!(ladder.choose(at(20), true), Choice::Nothing(NoFixReason::Denied));
        ladder.found(at(25), position(9.0, 25));
        assert_eq!(ladder.choose(at(30), true), Choice::New(position(9.0, 25)));
    }

    #[test]
    fn positions_of_kilometres_that_do_not_improve_mean_approximate_permission() {
        let mut ladder = Ladder::default();
        ladder.found(at(1), position(2000.0, 1));
        assert!(!ladder.is_approximate());
        ladder.found(at(5), position(1800.0, 5));
        assert!(ladder.is_approximate());
        ladder.found(at(9), position(20.0, 9));
        assert!(!ladder.is_approximate());
    }

    #[test]
    fn one_coarse_position_and_then_none_means_approximate_permission_too() {
        let mut ladder = Ladder::default();
        ladder.not_found(NoFixReason::Timeout);
        ladder.found(at(1), position(1500.0, 1));
        assert!(!ladder.is_approximate());
        ladder.not_found(NoFixReason::Timeout);
        assert!(ladder.is_approximate());
    }
}
