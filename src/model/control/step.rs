//! The steps that a controller may take now. Only these are offered; the server rejects all others with 409.

use wire::classification::TEST;
use wire::control::ControlCallout;
use wire::status::CalloutStatus;

/// One thing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Say that it has been seen.
    Acknowledge,
    /// Look after it, also when somebody else did.
    Own,
    /// Confirm that a test is meant; from then on it rings responders.
    Verify,
    /// The resident confirmed that nobody has to come.
    StandDown,
    Dispatch,
    /// The responder is there.
    Arrive,
    /// The responder has finished.
    Complete,
    /// The responder is recalled.
    CancelResponse,
    Close,
}

impl Step {
    /// Every step, in the usual order.
    pub const ALL: [Self; 9] = [
        Self::Acknowledge,
        Self::Own,
        Self::Verify,
        Self::StandDown,
        Self::Dispatch,
        Self::Arrive,
        Self::Complete,
        Self::CancelResponse,
        Self::Close,
    ];
}

/// The steps that `own_email` (an e-mail address) may take now, in the usual order.
pub fn steps(control: &ControlCallout, own_email: &str) -> Vec<Step> {
    let callout = &control.callout;
    if callout.status.is_closed() {
        return Vec::new();
    }
    let may = |next: CalloutStatus| callout.status.can_become(&next);
    let is_legal = |step: &Step| match step {
        Step::Acknowledge => !callout.acknowledged,
        Step::Own => callout.owned_by.as_deref() != Some(own_email),
        Step::Verify => callout.verified != Some(true),
        Step::StandDown => callout.cancelled_by_customer && callout.dispatch_required,
        Step::Dispatch => may(CalloutStatus::ResponderDispatched),
        Step::Arrive => may(CalloutStatus::ResponderArrived),
        Step::Complete => may(CalloutStatus::ResponderCompleted),
        Step::CancelResponse => may(CalloutStatus::ResponderCancelled),
        Step::Close => may(CalloutStatus::Closed),
    };
    Step::ALL.into_iter().filter(is_legal).collect()
}

/// The most likely next step.
pub fn likely(control: &ControlCallout) -> Option<Step> {
    let callout = &control.callout;
    match &callout.status {
        CalloutStatus::Closed | CalloutStatus::Other(_) => None,
        _ if !callout.acknowledged => Some(Step::Acknowledge),
        _ if callout.cancelled_by_customer && callout.dispatch_required => Some(Step::StandDown),
        CalloutStatus::Created | CalloutStatus::ResponderCancelled if !callout.dispatch_required => {
            Some(Step::Close)
        }
        CalloutStatus::ResponderDispatched if !callout.dispatch_required => Some(Step::CancelResponse),
        CalloutStatus::Created if is_unverified_test(control) => Some(Step::Verify),
        CalloutStatus::Created | CalloutStatus::ResponderCancelled => Some(Step::Dispatch),
        CalloutStatus::ResponderDispatched => Some(Step::Arrive),
        CalloutStatus::ResponderArrived => Some(Step::Complete),
        CalloutStatus::ResponderCompleted => Some(Step::Close),
    }
}

/// Whether it is an unverified test, which rings nobody.
pub fn is_unverified_test(control: &ControlCallout) -> bool {
    control.callout.callout_classification_id == Some(TEST) && control.callout.verified != Some(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::callout::Callout;

    fn callout(status: CalloutStatus) -> ControlCallout {
        let callout = Callout {
            status,
            acknowledged: true,
            owned_by: Some("Casey".into()),
            verified: Some(true),
            dispatch_required: true,
            ..Callout::default()
        };
        ControlCallout { callout, ..ControlCallout::default() }
    }

    #[test]
    fn only_legal_steps_are_offered() {
        use CalloutStatus as S;
        let drawn = [
            (S::Created, vec![Step::Dispatch, Step::Close]),
            (S::ResponderDispatched, vec![Step::Arrive, Step::CancelResponse, Step::Close]),
            (S::ResponderArrived, vec![Step::Complete, Step::CancelResponse, Step::Close]),
            (S::ResponderCancelled, vec![Step::Dispatch, Step::Close]),
            (S::ResponderCompleted, vec![Step::Close]),
            (S::Closed, vec![]),
        ];
        for (status, expected) in drawn {
            assert_eq!(steps(&callout(status.clone()), "Casey"), expected, "{status}");
        }
    }

    #[test]
    fn a_new_callout_is_acknowledged_first() {
        let mut new = callout(CalloutStatus::Created);
        new.callout.acknowledged = false;
        new.callout.owned_by = None;
        new.callout.verified = None;
        assert_eq!(
            steps(&new, "Casey"),
            [Step::Acknowledge, Step::Own, Step::Verify, Step::Dispatch, Step::Close]
        );
        assert_eq!(likely(&new), Some(Step::Acknowledge));
    }

    #[test]
    fn a_dismissed_callout_is_stood_down_and_then_closed() {
        let mut safe = callout(CalloutStatus::ResponderDispatched);
        safe.callout.cancelled_by_customer = true;
        assert_eq!(likely(&safe), Some(Step::StandDown));
        let mut stood_down = callout(CalloutStatus::Created);
        stood_down.callout.cancelled_by_customer = true;
        stood_down.callout.dispatch_required = false;
        assert!(!steps(&stood_down, "Casey").contains(&Step::StandDown));
        assert_eq!(likely(&stood_down), Some(Step::Close));
        stood_down.callout.status = CalloutStatus::ResponderDispatched;
        assert_eq!(likely(&stood_down), Some(Step::CancelResponse));
    }

    #[test]
    fn a_test_is_verified_before_anybody_is_sent() {
        let mut test = callout(CalloutStatus::Created);
        test.callout.callout_classification_id = Some(TEST);
        test.callout.verified = None;
        assert_eq!(likely(&test), Some(Step::Verify));
    }

    #[test]
    fn a_controller_can_take_over_another_controllers_callout() {
        assert!(steps(&callout(CalloutStatus::Created), "Robin").contains(&Step::Own));
    }
}
