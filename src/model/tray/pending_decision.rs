//! Decisions made without a connection. They are stored on disk with their time, and sent when there is one.

use serde::Serialize;
use serde_json::Value;
use wire::id::NotificationId;
use wire::lenient::{Fields, Lenient};
use wire::notification::{ActionType, NewAction};

/// One pending decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PendingDecision {
    /// Who decided, by e-mail address: another account in this browser must not send it.
    pub by: String,
    pub id: NotificationId,
    pub action: NewAction,
}

/// All pending decisions of this browser, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DecisionQueue(pub Vec<PendingDecision>);

impl DecisionQueue {
    /// One account's pending decisions.
    pub fn of<'a>(&'a self, by: &'a str) -> impl Iterator<Item = &'a PendingDecision> + 'a {
        self.0.iter().filter(move |pending| pending.by == by)
    }

    /// This account's pending decision about one notification.
    pub fn about(&self, by: &str, id: &NotificationId) -> Option<&PendingDecision> {
        self.0.iter().rev().find(|pending| pending.by == by && pending.id == *id)
    }

    /// Adds a decision; nothing follows a final one.
    pub fn add(&mut self, new: PendingDecision) {
        let is_decided =
            self.about(&new.by, &new.id).is_some_and(|known| known.action.action_type.is_final());
        if !is_decided {
            self.0.push(new);
        }
    }

    /// Removes a decision that was sent, or rejected for good.
    pub fn done(&mut self, sent: &PendingDecision) {
        if let Some(at) = self.0.iter().position(|pending| pending == sent) {
            self.0.remove(at);
        }
    }
}

impl Lenient for PendingDecision {
    fn read(value: Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        let mut action = Fields::of(fields.take("action"))?;
        let action = NewAction {
            action_type: action.take("action_type"),
            action_note: action.take("action_note"),
            made_at: action.take("made_at"),
        };
        let pending = Self { by: fields.take("by"), id: fields.take("id"), action };
        let is_whole =
            !pending.id.0.is_empty() && !matches!(pending.action.action_type, ActionType::Other(_));
        is_whole.then_some(pending)
    }
}

impl Lenient for DecisionQueue {
    fn read(value: Value) -> Option<Self> {
        Vec::read(value).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::time::Timestamp;

    fn pending(id: &str, action_type: ActionType) -> PendingDecision {
        PendingDecision {
            by: "olu@example.com".into(),
            id: NotificationId(id.into()),
            action: NewAction {
                action_type,
                action_note: Some("Checked".into()),
                made_at: Some(Timestamp::from_millis(1_700_000_000_123)),
            },
        }
    }

    #[test]
    fn a_pending_decision_is_read_back_with_its_time() {
        let mut queue = DecisionQueue::default();
        queue.add(pending("a", ActionType::Approved));
        queue.add(pending("b", ActionType::Rejected));
        assert_eq!(DecisionQueue::read(serde_json::to_value(&queue).unwrap()), Some(queue));
    }

    #[test]
    fn nothing_follows_a_final_decision() {
        let mut queue = DecisionQueue::default();
        queue.add(pending("a", ActionType::Validate));
        queue.add(pending("a", ActionType::Approved));
        queue.add(pending("a", ActionType::Rejected));
        assert_eq!(queue.0.len(), 2);
        assert_eq!(
            queue.about("olu@example.com", &NotificationId("a".into())).unwrap().action.action_type,
            ActionType::Approved
        );
    }

    #[test]
    fn a_pending_decision_belongs_to_its_account() {
        let mut queue = DecisionQueue::default();
        queue.add(pending("a", ActionType::Approved));
        assert_eq!(queue.of("ann@example.com").count(), 0);
        assert!(queue.about("ann@example.com", &NotificationId("a".into())).is_none());
        queue.done(&pending("a", ActionType::Approved));
        assert!(queue.0.is_empty());
    }

    #[test]
    fn damaged_entries_on_the_disk_are_skipped() {
        let value = serde_json::json!([{"id": "a"}, 7, {"id": "b", "action": {"actionType": "Approved"}}]);
        assert_eq!(DecisionQueue::read(value).unwrap().0.len(), 1);
    }
}
