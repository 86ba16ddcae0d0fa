//! Which notifications a list shows: read from an address, and written into one, by both sides.

use super::NotificationType;
use crate::id::{NotificationId, SiteId};
use crate::problem::FieldErrors;
use crate::target_type::TargetType;
use crate::time::Timestamp;

/// How many notifications a page has when nobody says.
pub const LIMIT_DEFAULT: u32 = 50;

/// The most notifications of one page.
pub const LIMIT_MOST: u32 = 200;

/// Whose notifications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Those of the one who asks.
    #[default]
    Own,
    /// Those of the whole organisation, for managers and admins.
    All,
}

/// The query of `GET /api/notifications`. What is not said does not narrow.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotificationFilter {
    /// How it goes out.
    pub notification_type: Option<NotificationType>,
    /// What it is about.
    pub target_id: Option<String>,
    /// Which kind of thing it is about.
    pub target_type: Option<TargetType>,
    /// Whom it is addressed to, by e-mail address.
    pub user: Option<String>,
    /// To which team it is addressed.
    pub team: Option<String>,
    /// Which site it is about, and so whose patch.
    pub site_id: Option<SiteId>,
    /// Unread by the one who asks, or read.
    pub unread: Option<bool>,
    /// Asks for an action, or does not.
    pub require_action: Option<bool>,
    /// Approved or rejected, or not yet. With `require_action` the ones that wait for a decision.
    pub decided: Option<bool>,
    /// Came then or later.
    pub created_from: Option<Timestamp>,
    /// Came before then.
    pub created_before: Option<Timestamp>,
    /// Waits for a decision until then or earlier.
    pub due_before: Option<Timestamp>,
    /// Words that it must hold, the last one perhaps only begun.
    pub q: Option<String>,
    /// What was taken off the tray of the one who asks, and not what is on it.
    pub removed: Option<bool>,
    /// Only what is older than this one.
    pub before: Option<NotificationId>,
    /// How many at most.
    pub limit: Option<u32>,
    /// Whose.
    pub scope: Scope,
}

impl NotificationFilter {
    /// Reads the pairs of a query, decoded; names that are not known are passed over.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, FieldErrors> {
        let (mut filter, mut errors) = (Self::default(), FieldErrors::default());
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            match name {
                "notificationType" => {
                    filter.notification_type = NotificationType::known(value).or_else(|| {
                        errors.add(name, format!("write {}", NotificationType::choices()));
                        None
                    });
                }
                "targetId" => filter.target_id = Some(value.to_owned()),
                "targetType" => filter.target_type = Some(value.to_owned().into()),
                "user" => filter.user = Some(value.to_lowercase()),
                "team" => filter.team = Some(value.to_owned()),
                "siteId" => match value.parse() {
                    Ok(id) => filter.site_id = Some(id),
                    Err(_) => errors.add(name, "write a site's number"),
                },
                "unread" => filter.unread = flag(name, value, &mut errors),
                "requireAction" => filter.require_action = flag(name, value, &mut errors),
                "decided" => filter.decided = flag(name, value, &mut errors),
                "createdFrom" => filter.created_from = time(name, value, &mut errors),
                "createdBefore" => filter.created_before = time(name, value, &mut errors),
                "dueBefore" => filter.due_before = time(name, value, &mut errors),
                "q" if value.chars().count() > 200 => errors.add(name, "write at most 200 characters"),
                "q" => filter.q = Some(value.to_owned()),
                "removed" => filter.removed = flag(name, value, &mut errors),
                "before" => filter.before = Some(NotificationId(value.to_owned())),
                "limit" => match value.parse() {
                    Ok(limit) if (1..=LIMIT_MOST).contains(&limit) => filter.limit = Some(limit),
                    _ => errors.add(name, format!("write a number from 1 to {LIMIT_MOST}")),
                },
                "scope" if value == "all" => filter.scope = Scope::All,
                "scope" => errors.add(name, "write all, or leave it out"),
                _ => {}
            }
        }
        errors.or(filter)
    }

    /// Whether it is about what was taken off the tray.
    pub fn is_of_removed(&self) -> bool {
        self.removed == Some(true)
    }

    /// The pairs of a query, not encoded yet.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let flag = |value: Option<bool>| value.map(|value| value.to_string());
        let pairs = [
            ("notificationType", self.notification_type.as_ref().map(ToString::to_string)),
            ("targetId", self.target_id.clone()),
            ("targetType", self.target_type.as_ref().map(ToString::to_string)),
            ("user", self.user.clone()),
            ("team", self.team.clone()),
            ("siteId", self.site_id.map(|id| id.to_string())),
            ("unread", flag(self.unread)),
            ("requireAction", flag(self.require_action)),
            ("decided", flag(self.decided)),
            ("createdFrom", self.created_from.clone().map(String::from)),
            ("createdBefore", self.created_before.clone().map(String::from)),
            ("dueBefore", self.due_before.clone().map(String::from)),
            ("q", self.q.clone()),
            ("removed", flag(self.removed)),
            ("before", self.before.as_ref().map(ToString::to_string)),
            ("limit", self.limit.map(|limit| limit.to_string())),
            ("scope", (self.scope == Scope::All).then(|| "all".to_owned())),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

fn flag(name: &str, value: &str, errors: &mut FieldErrors) -> Option<bool> {
    match value.to_ascii_lowercase().as_str() {
        "true" | "1" => Some(true),
        "false" | "0" => Some(false),
        _ => {
            errors.add(name, "write true or false");
            None
        }
    }
}

fn time(name: &str, value: &str, errors: &mut FieldErrors) -> Option<Timestamp> {
    // In an address a `+` that is not encoded is a space.
    let time = Timestamp::try_from(value.replace(' ', "+"));
    if time.is_err() {
        errors.add(name, "write a time, such as 2026-11-16T00:00:00Z");
    }
    time.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let filter = NotificationFilter {
            notification_type: Some(NotificationType::Screen),
            target_id: Some("a b".into()),
            target_type: Some(TargetType::Estimates),
            user: Some("officer@example.com".into()),
            team: Some("finance".into()),
            site_id: Some(SiteId(5)),
            unread: Some(true),
            require_action: Some(false),
            decided: Some(true),
            created_from: Some(Timestamp::from_millis(1_000)),
            created_before: Some(Timestamp::from_millis(2_000)),
            due_before: Some(Timestamp::from_millis(3_000)),
            q: Some("boiler".into()),
            removed: Some(true),
            before: Some(NotificationId("x".into())),
            limit: Some(20),
            scope: Scope::All,
        };
        let pairs = filter.pairs();
        let again = NotificationFilter::read(pairs.iter().map(|(name, value)| (*name, value.as_str())));
        assert_eq!(again.unwrap(), filter);
        assert!(NotificationFilter::default().pairs().is_empty());
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let pairs = [
            ("limit", "201"),
            ("unread", "maybe"),
            ("notificationType", "Pigeon"),
            ("siteId", "x"),
            ("createdFrom", "last week"),
            ("x", "y"),
            ("q", ""),
        ];
        let errors = NotificationFilter::read(pairs).unwrap_err();
        assert_eq!(errors.iter().count(), 5);
    }
}
