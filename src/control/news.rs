//! What is new in the queue since it was last read: that is told at once, and only once.

use std::collections::HashMap;

use wire::control::ControlCallout;
use wire::id::CalloutId;

use super::watch::{is_real, is_waiting};

/// Something that a controller has to hear of now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// A real alarm that was not there before.
    Raised(CalloutId),
    /// A resident pressed again.
    PressedAgain(CalloutId),
}

/// How urgent every real callout was when the queue was last read; none before the first reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known(Option<HashMap<CalloutId, i64>>);

impl Known {
    /// What is known after reading `queue`.
    pub fn of(queue: &[ControlCallout]) -> Self {
        let real = queue.iter().filter(|control| is_real(control));
        Self(Some(real.map(|control| (control.callout.id, control.urgency)).collect()))
    }

    /// The most pressing news in `queue`. What was there before the first reading is no news.
    pub fn news(&self, queue: &[ControlCallout]) -> Option<News> {
        let known = self.0.as_ref()?;
        let raised = queue.iter().filter(|control| is_waiting(control));
        let raised = raised.map(|control| control.callout.id).filter(|id| !known.contains_key(id)).max();
        let again = |control: &&ControlCallout| {
            known.get(&control.callout.id).is_some_and(|urgency| control.urgency > *urgency)
        };
        let again = queue.iter().filter(again).map(|control| control.callout.id).max();
        raised.map(News::Raised).or(again.map(News::PressedAgain))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::callout::Callout;

    fn callout(id: i64, urgency: i64) -> ControlCallout {
        let callout = Callout { id: CalloutId(id), ..Callout::default() };
        ControlCallout { callout, urgency, ..ControlCallout::default() }
    }

    #[test]
    fn what_waited_before_the_page_was_opened_is_no_news() {
        assert_eq!(Known::default().news(&[callout(1, 0)]), None);
    }

    #[test]
    fn a_new_alarm_is_told_once() {
        let (before, after) = ([callout(1, 0)], [callout(1, 0), callout(2, 0)]);
        assert_eq!(Known::of(&before).news(&after), Some(News::Raised(CalloutId(2))));
        assert_eq!(Known::of(&after).news(&after), None);
        assert_eq!(Known::of(&after).news(&before), None, "a closed one is no news");
    }

    #[test]
    fn a_further_press_is_told_and_a_new_alarm_before_it() {
        let before = [callout(1, 0)];
        assert_eq!(Known::of(&before).news(&[callout(1, 1)]), Some(News::PressedAgain(CalloutId(1))));
        let both = [callout(1, 1), callout(2, 0)];
        assert_eq!(Known::of(&before).news(&both), Some(News::Raised(CalloutId(2))));
    }

    #[test]
    fn a_drill_is_no_news() {
        let mut drill = callout(2, 0);
        drill.internal_test = true;
        assert_eq!(Known::of(&[]).news(&[drill]), None);
    }
}
