//! Decides whom to ring next, as a rule without a database: from the responders who were asked and those who are near.

use database::entity::{callout, responder_in_range};

/// A responder who does not answer within this many milliseconds is passed over.
pub const SILENCE: i64 = 20_000;

/// A responder who could be rung now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub responder_id: i64,
    /// The company that they drive for.
    pub supplier_id: i64,
    /// Metres along the route.
    pub distance: i64,
    /// Seconds along the route.
    pub duration: i64,
}

/// The next step for a callout that still needs a responder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// A responder is being rung, or has accepted while the callout is not acknowledged yet.
    Wait,
    /// The responder of this row accepted and the callout is acknowledged: send them.
    Send(i64),
    /// The responder of this row did not answer in time.
    PassOver(i64),
    /// Ring this responder.
    Ring(Candidate),
    /// Everybody near was asked, or nobody is near.
    NobodyLeft,
}

/// Whether responders may be rung automatically: a test waits until a controller has verified it.
pub fn may_ring(callout: &callout::Model) -> bool {
    needs_somebody(callout) && (callout.classification_id == wire::classification::REAL || callout.verified)
}

/// Whether the callout still needs a responder.
pub fn needs_somebody(callout: &callout::Model) -> bool {
    use wire::status::CalloutStatus::{Created, ResponderCancelled};
    callout.dispatch_required && matches!(callout.status(), Created | ResponderCancelled)
}

/// Decides the next step. `near` are the free responders in range, nearest first.
pub fn decide(
    callout: &callout::Model,
    asked: &[responder_in_range::Model],
    near: &[Candidate],
    now: i64,
) -> Decision {
    if !may_ring(callout) {
        return Decision::Wait;
    }
    let mut open = asked.iter().filter(|row| row.requested && !row.declined && row.retracted_at.is_none());
    if let Some(row) = open.clone().find(|row| row.acknowledged) {
        return if callout.acknowledged { Decision::Send(row.id) } else { Decision::Wait };
    }
    if let Some(row) = open.next() {
        let since = row.requested_at.unwrap_or(row.updated_at);
        return if now - since >= SILENCE { Decision::PassOver(row.id) } else { Decision::Wait };
    }
    let was_asked = |candidate: &&Candidate| {
        asked.iter().any(|row| {
            row.responder_id == candidate.responder_id
                && (row.requested || row.declined || row.retracted_at.is_some())
        })
    };
    near.iter()
        .find(|candidate| !was_asked(candidate))
        .map_or(Decision::NobodyLeft, |candidate| Decision::Ring(*candidate))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callouts::example::callout;
    use database::entity::callout::Model as Callout;
    use database::entity::responder_in_range::Model as Asked;

    const NOW: i64 = 1_000_000;

    fn near() -> Vec<Candidate> {
        [8, 9]
            .map(|id| Candidate { responder_id: id, supplier_id: 109, distance: id * 100, duration: id * 10 })
            .to_vec()
    }

    fn asked(responder_id: i64) -> Asked {
        Asked {
            id: responder_id * 10,
            callout_id: 1,
            responder_id,
            supplier_id: 109,
            requested: true,
            requested_at: Some(NOW),
            declined: false,
            acknowledged: false,
            distance: 100,
            duration: 10,
            retracted_at: None,
            created_at: NOW,
            updated_at: NOW,
        }
    }

    #[test]
    fn the_nearest_is_rung_first() {
        assert_eq!(decide(&callout(), &[], &near(), NOW), Decision::Ring(near()[0]));
    }

    #[test]
    fn one_who_is_only_known_to_be_near_can_still_be_rung() {
        let known = Asked { requested: false, requested_at: None, ..asked(8) };
        assert_eq!(decide(&callout(), &[known], &near(), NOW), Decision::Ring(near()[0]));
    }

    #[test]
    fn an_answer_is_waited_for_exactly_twenty_seconds() {
        let rows = [asked(8)];
        assert_eq!(decide(&callout(), &rows, &near(), NOW + SILENCE - 1), Decision::Wait);
        assert_eq!(decide(&callout(), &rows, &near(), NOW + SILENCE), Decision::PassOver(80));
    }

    #[test]
    fn a_decline_asks_the_next_and_nobody_is_asked_twice() {
        let declined = |id| Asked { declined: true, ..asked(id) };
        assert_eq!(decide(&callout(), &[declined(8)], &near(), NOW), Decision::Ring(near()[1]));
        assert_eq!(decide(&callout(), &[declined(8), declined(9)], &near(), NOW), Decision::NobodyLeft);
    }

    #[test]
    fn who_accepted_is_sent_once_a_controller_has_seen_it() {
        let rows = [Asked { acknowledged: true, ..asked(8) }];
        assert_eq!(decide(&callout(), &rows, &near(), NOW + SILENCE), Decision::Wait);
        let seen = Callout { acknowledged: true, ..callout() };
        assert_eq!(decide(&seen, &rows, &near(), NOW), Decision::Send(80));
    }

    #[test]
    fn a_test_rings_nobody_until_it_is_verified() {
        let test = Callout { classification_id: wire::classification::TEST, ..callout() };
        assert_eq!(decide(&test, &[], &near(), NOW), Decision::Wait);
        let verified = Callout { verified: true, ..test };
        assert_eq!(decide(&verified, &[], &near(), NOW), Decision::Ring(near()[0]));
    }

    #[test]
    fn nobody_is_rung_when_somebody_is_on_the_way_or_nobody_has_to_come() {
        let sent = Callout { status: "Responder Dispatched".to_owned(), ..callout() };
        let stood_down = Callout { dispatch_required: false, ..callout() };
        for callout in [sent, stood_down] {
            assert_eq!(decide(&callout, &[], &near(), NOW), Decision::Wait);
        }
    }
}
