//! Which callouts need attention: real ones that nobody has acknowledged.

use wire::classification::TEST;
use wire::control::ControlCallout;

/// Whether it is real: neither a test nor a demonstration.
pub fn is_real(control: &ControlCallout) -> bool {
    control.callout.callout_classification_id != Some(TEST) && !control.internal_test
}

/// Whether it is real, open and unacknowledged.
pub fn is_waiting(control: &ControlCallout) -> bool {
    is_real(control) && !control.callout.acknowledged && !control.callout.status.is_closed()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::callout::Callout;
    use wire::status::CalloutStatus;

    #[test]
    fn a_callout_without_classification_is_real_and_a_drill_needs_no_attention() {
        let new = ControlCallout::default();
        assert!(is_waiting(&new));
        let drill = Callout { callout_classification_id: Some(TEST), ..Callout::default() };
        assert!(!is_waiting(&ControlCallout { callout: drill, ..ControlCallout::default() }));
        assert!(!is_waiting(&ControlCallout { internal_test: true, ..ControlCallout::default() }));
        let seen = Callout { acknowledged: true, ..Callout::default() };
        assert!(!is_waiting(&ControlCallout { callout: seen, ..ControlCallout::default() }));
        let closed = Callout { status: CalloutStatus::Closed, ..Callout::default() };
        assert!(!is_waiting(&ControlCallout { callout: closed, ..ControlCallout::default() }));
    }
}
