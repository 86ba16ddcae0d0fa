//! What a controller, or a responder who is rung, would do next. A rule without a network: given the callout and the time, at
//! most one step.

use wire::callout::ResponderInRange;
use wire::classification::TEST;
use wire::control::{ControlCallout, ControlSupplier, Dispatch, ResponderAnswer, RingAnswer};
use wire::id::{IncidentCategoryId, ResponderId};
use wire::incident::Outcome;
use wire::status::CalloutStatus;
use wire::time::Timestamp;

use super::api::Api;
use web::error::Error;

/// Simulated seconds between two steps, divided by the speed.
const SEEN_AFTER: f64 = 3.0;
const OWNED_AFTER: f64 = 5.0;
const VERIFIED_AFTER: f64 = 7.0;
const ANSWERED_AFTER: f64 = 3.0;
const BY_HAND_AFTER: f64 = 15.0;
const THERE_BY_HAND_AFTER: f64 = 60.0;
const FINISHED_AFTER: f64 = 30.0;
const CLOSED_AFTER: f64 = 15.0;

/// A responder who is rung has twenty seconds of real time, however slow the simulator is.
const LONGEST_RING: f64 = 10.0;

/// The distance in metres at which a responder has arrived.
const THERE: i64 = 20;

/// "Test Callout" and "False alarm".
const TEST_CATEGORY: i64 = 24;
const FALSE_ALARM: i64 = 17;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Acknowledge,
    Own,
    Verify,
    Accept(ResponderId),
    SendByHand,
    Arrive,
    Complete,
    Close,
}

/// The step that is due, if any.
pub(crate) fn next(control: &ControlCallout, now: i64, speed: f64) -> Option<Step> {
    let callout = &control.callout;
    let since = |time: &Timestamp| (now - time.millis()) as f64 / 1000.0;
    let due =
        |time: Option<&Timestamp>, seconds: f64| time.is_some_and(|time| since(time) >= seconds / speed);
    let created = Some(&callout.created_at);
    // First of all, because a responder who is rung has only twenty seconds.
    if let Some(asked) = callout.callout_responder_in_ranges.iter().find(|asked| is_ringing(asked)) {
        let wait = (ANSWERED_AFTER / speed).min(LONGEST_RING);
        if since(&asked.updated_at) >= wait {
            return Some(Step::Accept(asked.responder_id));
        }
    }
    if !callout.acknowledged {
        return due(created, SEEN_AFTER).then_some(Step::Acknowledge);
    }
    if !callout.owned {
        return due(created, OWNED_AFTER).then_some(Step::Own);
    }
    if callout.verified != Some(true) {
        return due(created, VERIFIED_AFTER).then_some(Step::Verify);
    }
    let detail = &callout.incident_detail;
    match &callout.status {
        CalloutStatus::Created | CalloutStatus::ResponderCancelled if !callout.dispatch_required => {
            due(Some(&callout.updated_at), CLOSED_AFTER).then_some(Step::Close)
        }
        CalloutStatus::Created | CalloutStatus::ResponderCancelled => {
            (control.no_coverage && due(created, BY_HAND_AFTER)).then_some(Step::SendByHand)
        }
        CalloutStatus::ResponderDispatched => {
            let there = match (detail.responder.is_some(), callout.eta()) {
                (true, Some(eta)) if callout.location.is_some() => eta.distance_value <= THERE,
                // Without a position of responder or resident: rung by a controller, or before the first location.
                _ => due(detail.responder_dispatched_at.as_ref(), THERE_BY_HAND_AFTER),
            };
            there.then_some(Step::Arrive)
        }
        CalloutStatus::ResponderArrived => {
            due(detail.responder_arrived_at.as_ref(), FINISHED_AFTER).then_some(Step::Complete)
        }
        CalloutStatus::ResponderCompleted => {
            due(detail.responder_completed_at.as_ref(), CLOSED_AFTER).then_some(Step::Close)
        }
        CalloutStatus::Closed | CalloutStatus::Other(_) => None,
    }
}

fn is_ringing(asked: &ResponderInRange) -> bool {
    asked.requested && !asked.declined && !asked.acknowledged && asked.retracted_at.is_none()
}

impl Step {
    /// Takes the step through the API.
    pub(crate) async fn take(self, api: &Api, control: &ControlCallout) -> Result<(), Error> {
        let callout = &control.callout;
        let nothing = serde_json::json!({});
        let at = |act: &str| format!("/api/control/callouts/{}/{act}", callout.id);
        match self {
            Self::Acknowledge => api.post(&at("acknowledge"), &nothing).await,
            Self::Own => api.post(&at("own"), &nothing).await,
            Self::Verify => api.post(&at("verify"), &nothing).await,
            Self::Arrive => api.post(&at("arrive"), &nothing).await,
            Self::Accept(responder) => {
                let said = ResponderAnswer { callout_id: callout.id, answer: RingAnswer::Accept };
                api.post(&format!("/api/control/responders/{responder}/answer"), &said).await
            }
            Self::SendByHand => send_by_hand(api, control).await,
            Self::Complete => api.post(&at("complete"), &outcome(control)).await,
            Self::Close if callout.incident_detail.incident_category_id.is_some() => {
                api.post(&at("close"), &Outcome::default()).await
            }
            Self::Close => api.post(&at("close"), &outcome(control)).await,
        }
    }
}

/// Rings the first supplier of the right type; for a demonstration, one of the demonstration.
async fn send_by_hand(api: &Api, control: &ControlCallout) -> Result<(), Error> {
    let callout = &control.callout;
    let suppliers: Vec<ControlSupplier> =
        api.get(&format!("/api/control/suppliers?callout={}", callout.id)).await?;
    let demo = control.is_demo();
    let fits = |supplier: &&ControlSupplier| {
        supplier.demo == demo
            && supplier.available
            && callout.response_type_id.is_some_and(|id| supplier.response_type_ids.contains(&id))
    };
    match suppliers.iter().find(fits) {
        Some(supplier) => {
            let order = Dispatch::Supplier(supplier.supplier.id);
            api.post(&format!("/api/control/callouts/{}/dispatch", callout.id), &order).await
        }
        None => Ok(()),
    }
}

fn outcome(control: &ControlCallout) -> Outcome {
    let drill = control.internal_test || control.callout.callout_classification_id == Some(TEST);
    let category = if drill { TEST_CATEGORY } else { FALSE_ALARM };
    Outcome {
        incident_details: Some("Recorded by the simulator.".to_owned()),
        any_injuries: Some(false),
        customer_happy: Some(true),
        follow_up_required: Some(false),
        situation_neutral: Some(true),
        incident_category_id: Some(IncidentCategoryId(category)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::callout::{Callout, CalloutLocation, ResponseEta};
    use wire::responder::Responder;

    const START: i64 = 1_000_000;

    fn taken(change: impl FnOnce(&mut Callout)) -> ControlCallout {
        let mut callout = Callout {
            acknowledged: true,
            owned: true,
            verified: Some(true),
            dispatch_required: true,
            created_at: Timestamp::from_millis(START),
            updated_at: Timestamp::from_millis(START),
            ..Callout::default()
        };
        change(&mut callout);
        ControlCallout { callout, ..ControlCallout::default() }
    }

    fn at(control: &ControlCallout, seconds: i64) -> Option<Step> {
        next(control, START + seconds * 1000, 1.0)
    }

    #[test]
    fn a_controller_sees_owns_and_verifies_in_turn() {
        let new = taken(|callout| callout.acknowledged = false);
        assert_eq!((at(&new, 2), at(&new, 3)), (None, Some(Step::Acknowledge)));
        assert_eq!(at(&taken(|callout| callout.owned = false), 5), Some(Step::Own));
        assert_eq!(at(&taken(|callout| callout.verified = None), 7), Some(Step::Verify));
        assert_eq!(next(&new, START + 300, 10.0), Some(Step::Acknowledge));
    }

    #[test]
    fn whoever_is_rung_accepts_before_they_are_passed_over() {
        let rung = taken(|callout| {
            callout.callout_responder_in_ranges = vec![ResponderInRange {
                responder_id: ResponderId(8),
                requested: true,
                updated_at: Timestamp::from_millis(START),
                ..ResponderInRange::default()
            }];
        });
        assert_eq!(at(&rung, 3), Some(Step::Accept(ResponderId(8))));
        assert_eq!(next(&rung, START + 10_000, 0.01), Some(Step::Accept(ResponderId(8))));
    }

    #[test]
    fn without_coverage_a_supplier_is_rung_by_hand() {
        let mut nobody = taken(|_| {});
        assert_eq!(at(&nobody, 60), None);
        nobody.no_coverage = true;
        assert_eq!(at(&nobody, 15), Some(Step::SendByHand));
    }

    #[test]
    fn who_is_near_has_arrived_and_the_end_follows() {
        let sent = |metres| {
            taken(|callout| {
                callout.status = CalloutStatus::ResponderDispatched;
                callout.location = Some(CalloutLocation::default());
                callout.incident_detail.responder = Some(Responder::default());
                callout.incident_detail.responder_dispatched_at = Some(Timestamp::from_millis(START));
                callout.callout_response_eta =
                    vec![ResponseEta { distance_value: metres, ..ResponseEta::default() }];
            })
        };
        assert_eq!(at(&sent(21), 600), None);
        assert_eq!(at(&sent(20), 1), Some(Step::Arrive));
        let there = taken(|callout| {
            callout.status = CalloutStatus::ResponderArrived;
            callout.incident_detail.responder_arrived_at = Some(Timestamp::from_millis(START));
        });
        assert_eq!((at(&there, 29), at(&there, 30)), (None, Some(Step::Complete)));
        let done = taken(|callout| {
            callout.status = CalloutStatus::ResponderCompleted;
            callout.incident_detail.responder_completed_at = Some(Timestamp::from_millis(START));
        });
        assert_eq!(at(&done, 15), Some(Step::Close));
        assert_eq!(at(&taken(|callout| callout.status = CalloutStatus::Closed), 99), None);
    }

    #[test]
    fn when_nobody_has_to_come_it_is_closed() {
        assert_eq!(at(&taken(|callout| callout.dispatch_required = false), 15), Some(Step::Close));
    }
}
