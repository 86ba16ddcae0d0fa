//! What a reader can do to a notification.

use wire::notification::{ActionType, Notification};

/// One action of a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrayAction {
    Read,
    /// Remove it from the reader's tray.
    Remove,
    Restore,
    Approve,
    Reject,
    /// Start working on it.
    Begin,
    /// Checked; somebody else decides.
    Check,
}

impl TrayAction {
    /// The server's action type; none for removing and restoring.
    pub fn action_type(self) -> Option<ActionType> {
        Some(match self {
            Self::Read => ActionType::IsRead,
            Self::Approve => ActionType::Approved,
            Self::Reject => ActionType::Rejected,
            Self::Begin => ActionType::Initiated,
            Self::Check => ActionType::Validate,
            Self::Remove | Self::Restore => return None,
        })
    }

    /// Whether it is a decision or a step towards one: none of these can be undone.
    pub fn is_decision(self) -> bool {
        !matches!(self, Self::Read | Self::Remove | Self::Restore)
    }

    /// Whether it is possible now.
    pub fn fits(self, notification: &Notification) -> bool {
        if notification.removed_at.is_some() {
            return self == Self::Restore;
        }
        // Off all trays, it can only be read.
        if notification.deleted_at.is_some() {
            return false;
        }
        let may_decide = notification.needs_decision() && notification.may_decide != Some(false);
        let is_done = |action: ActionType| notification.performed_action_type.as_ref() == Some(&action);
        match self {
            // Notifications that must be seen are opened, so that the answer means something.
            Self::Read => !notification.is_read_status && !notification.target_type.asks_to_be_seen(),
            Self::Remove => notification.is_removable,
            Self::Restore => false,
            Self::Approve | Self::Reject => may_decide,
            Self::Begin => may_decide && !is_done(ActionType::Initiated) && !is_done(ActionType::Validate),
            Self::Check => may_decide && !is_done(ActionType::Validate),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::target_type::TargetType;

    fn fitting(notification: &Notification) -> Vec<TrayAction> {
        let all = [
            TrayAction::Read,
            TrayAction::Remove,
            TrayAction::Restore,
            TrayAction::Approve,
            TrayAction::Reject,
            TrayAction::Begin,
            TrayAction::Check,
        ];
        all.into_iter().filter(|wish| wish.fits(notification)).collect()
    }

    #[test]
    fn a_decided_notification_can_only_be_removed() {
        let open = Notification { require_action: true, is_read_status: true, ..Notification::default() };
        assert_eq!(
            fitting(&open),
            [TrayAction::Approve, TrayAction::Reject, TrayAction::Begin, TrayAction::Check]
        );
        let begun = Notification { performed_action_type: Some(ActionType::Initiated), ..open.clone() };
        assert_eq!(fitting(&begun), [TrayAction::Approve, TrayAction::Reject, TrayAction::Check]);
        let decided = Notification {
            performed_action_type: Some(ActionType::Approved),
            is_removable: true,
            ..open.clone()
        };
        assert_eq!(fitting(&decided), [TrayAction::Remove]);
        assert!(fitting(&Notification { may_decide: Some(false), ..open }).is_empty());
    }

    #[test]
    fn news_can_be_read_and_removed() {
        let news = Notification { is_removable: true, ..Notification::default() };
        assert_eq!(fitting(&news), [TrayAction::Read, TrayAction::Remove]);
        let gone = Notification { removed_at: Some(wire::time::Timestamp::default()), ..news.clone() };
        assert_eq!(fitting(&gone), [TrayAction::Restore]);
        let death = Notification { target_type: TargetType::TenantDeath, ..news };
        assert_eq!(fitting(&death), [TrayAction::Remove]);
    }
}
