//! Words for notifications and their actions.

use wire::notification::{ActionType, Notification, NotificationType};
use wire::target_type::TargetType;

use crate::model::tray::action::TrayAction;
use crate::words::{self, fill};

/// The title: what it is about. An unknown type uses its message.
pub fn title(notification: &Notification) -> String {
    match (notification.target_type.title(), notification.message.as_deref()) {
        (Some(title), _) => title.to_owned(),
        (None, Some(message)) if !message.is_empty() => message.to_owned(),
        (None, _) => words::item().no_title.to_owned(),
    }
}

/// What happened, in a sentence; empty when the title says it.
pub fn message(notification: &Notification) -> String {
    match (notification.target_type.title(), notification.message.as_deref()) {
        (Some(_), Some(message)) => message.to_owned(),
        _ if notification.erased_at.is_some() => words::item().erased.to_owned(),
        (Some(_), None) => words::item().no_message.to_owned(),
        (None, _) => String::new(),
    }
}

/// The name of a type.
pub fn type_words(of: &TargetType) -> String {
    of.title().map_or_else(|| of.to_string(), str::to_owned)
}

/// The name of a channel.
pub fn channel_words(of: &NotificationType) -> String {
    let words = words::tray();
    match of {
        NotificationType::Screen => words.on_screen,
        NotificationType::Email => words.by_email,
        NotificationType::Text => words.by_text,
        NotificationType::Letter => words.by_letter,
        NotificationType::Other(text) => text,
    }
    .to_owned()
}

/// The label of an action's button.
pub fn tray_action_words(of: TrayAction) -> &'static str {
    let words = words::item();
    match of {
        TrayAction::Read => words.mark_read,
        TrayAction::Remove => words.remove,
        TrayAction::Restore => words.restore,
        TrayAction::Approve => words.approve,
        TrayAction::Reject => words.reject,
        TrayAction::Begin => words.begin,
        TrayAction::Check => words.check,
    }
}

/// A past action, in the history's words.
pub fn action_words(of: &ActionType) -> String {
    let words = crate::words::history();
    match of {
        ActionType::Initiated => words.initiated,
        ActionType::Approved => words.approved,
        ActionType::Validate => words.validate,
        ActionType::Rejected => words.rejected,
        ActionType::IsRead => words.read,
        ActionType::Other(text) => text,
    }
    .to_owned()
}

/// The last action and who took it: "Approved by Ann Obi". `own_email` is the reader's e-mail address.
pub fn done_by(notification: &Notification, own_email: &str) -> Option<String> {
    let words = words::item();
    let sentence = match notification.performed_action_type.as_ref()? {
        ActionType::Initiated => words.begun,
        ActionType::Validate => words.checked,
        ActionType::Approved => words.approved,
        ActionType::Rejected => words.rejected,
        ActionType::IsRead | ActionType::Other(_) => return None,
    };
    let email = notification.performed_action_done_by.as_deref().unwrap_or_default();
    let name = match notification.performed_action_done_by_name.as_deref() {
        _ if !email.is_empty() && email == own_email => words.you,
        Some(name) => name,
        None => email,
    };
    Some(fill(sentence, &[("name", name)]))
}
