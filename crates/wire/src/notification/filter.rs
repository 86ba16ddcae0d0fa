//! The filter of a list of notifications; app and server read it from a query and write it into one.

use super::NotificationType;
use crate::id::{NotificationId, SiteId};
use crate::problem::FieldErrors;
use crate::target_type::TargetType;
use crate::time::Timestamp;

/// Default number of notifications on a page.
pub const LIMIT_DEFAULT: u32 = 50;

/// Maximum number of notifications on a page.
pub const LIMIT_MOST: u32 = 200;

/// The notifications that a list covers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// Those of the caller.
    #[default]
    Own,
    /// Those of the whole organisation, for managers and admins.
    All,
}

/// The query of `GET /api/notifications`. Omitted filters do not restrict; a list matches any of its values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NotificationFilter {
    pub notification_type: Vec<NotificationType>,
    pub target_id: Vec<String>,
    pub target_type: Vec<TargetType>,
    /// The recipient's e-mail address.
    pub user: Vec<String>,
    /// The team that it is for.
    pub team: Option<String>,
    /// The site that it is about.
    pub site_id: Option<SiteId>,
    /// Whether the caller has not read it.
    pub unread: Option<bool>,
    /// Whether it needs an action.
    pub require_action: Option<bool>,
    /// Whether it was approved or rejected. False, with `require_action`, selects those that need a decision.
    pub decided: Option<bool>,
    /// Created at this time or later.
    pub created_from: Option<Timestamp>,
    /// Created before this time.
    pub created_before: Option<Timestamp>,
    /// Due for a decision at this time or earlier.
    pub due_before: Option<Timestamp>,
    /// Words that it must contain; the last one may be a prefix.
    pub q: Option<String>,
    /// Whether to list what the caller removed from their tray, instead of what is on it.
    pub removed: Option<bool>,
    /// Only notifications that are older than this one.
    pub before: Option<NotificationId>,
    /// Maximum number of results.
    pub limit: Option<u32>,
    pub scope: Scope,
}

impl NotificationFilter {
    /// Reads the decoded pairs of a query and skips unknown names. A list may be written as in the source
    /// (`notificationType=[Screen, Email, Text]`), with commas, or by repeating the name, also as `name[]`.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Self, FieldErrors> {
        let (mut filter, mut errors) = (Self::default(), FieldErrors::default());
        for (name, value) in pairs {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let name = name.split_once('[').map_or(name, |(name, _)| name);
            match name {
                "notificationType" => {
                    for word in words(value) {
                        match NotificationType::known(word) {
                            Some(kind) => add(&mut filter.notification_type, kind),
                            None => errors.add(name, format!("write {}", NotificationType::choices())),
                        }
                    }
                }
                "targetId" => texts(value).for_each(|id| add(&mut filter.target_id, id.to_owned())),
                "targetType" => {
                    words(value).for_each(|word| add(&mut filter.target_type, word.to_owned().into()))
                }
                "user" => texts(value).for_each(|email| add(&mut filter.user, email.to_lowercase())),
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

    /// Whether it lists removed notifications.
    pub fn is_of_removed(&self) -> bool {
        self.removed == Some(true)
    }

    /// The pairs of a query, not encoded yet.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let flag = |value: Option<bool>| value.map(|value| value.to_string());
        let lists = [
            ("notificationType", self.notification_type.iter().map(ToString::to_string).collect()),
            ("targetId", self.target_id.clone()),
            ("targetType", self.target_type.iter().map(ToString::to_string).collect::<Vec<_>>()),
            ("user", self.user.clone()),
        ];
        let lists =
            lists.into_iter().flat_map(|(name, values)| values.into_iter().map(move |value| (name, value)));
        let pairs = [
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
        lists.chain(pairs.into_iter().filter_map(|(name, value)| Some((name, value?)))).collect()
    }
}

/// The words of a list: with or without brackets, separated by commas, optionally quoted.
fn words(value: &str) -> impl Iterator<Item = &str> {
    inside(value).unwrap_or(value).split(',').map(unquoted).filter(|word| !word.is_empty())
}

/// The texts of a list. They may contain commas, so a value without brackets is one text.
fn texts(value: &str) -> impl Iterator<Item = &str> {
    let (list, comma) = inside(value).map_or((value, '\0'), |list| (list, ','));
    list.split(comma).map(unquoted).filter(|text| !text.is_empty())
}

/// The content of the brackets.
fn inside(value: &str) -> Option<&str> {
    value.strip_prefix('[')?.strip_suffix(']')
}

fn unquoted(word: &str) -> &str {
    word.trim().trim_matches('"').trim()
}

fn add<T: PartialEq>(list: &mut Vec<T>, value: T) {
    if !list.contains(&value) {
        list.push(value);
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
    // In a query, an unencoded `+` is a space.
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
            notification_type: vec![NotificationType::Screen, NotificationType::Email],
            target_id: vec!["a b".into(), "c,d".into()],
            target_type: vec![TargetType::Estimates, TargetType::Actuals],
            user: vec!["officer@example.com".into()],
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
    fn a_list_is_read_however_it_is_written() {
        use NotificationType::{Email, Screen, Text};
        let read =
            |pairs: &[(&'static str, &'static str)]| NotificationFilter::read(pairs.iter().copied()).unwrap();
        for pairs in [
            &[("notificationType", "[Screen, Email, Text]")][..],
            &[("notificationType", "[\"Screen\",\"Email\",\"Text\"]")],
            &[("notificationType", "Screen,Email,Text")],
            &[("notificationType", "Screen"), ("notificationType", "Email"), ("notificationType", "Text")],
            &[
                ("notificationType[]", "Screen"),
                ("notificationType[]", "Email"),
                ("notificationType[]", "Text"),
            ],
            &[
                ("notificationType[0]", "Screen, Email"),
                ("notificationType[1]", "Text"),
                ("notificationType", "Screen"),
            ],
        ] {
            assert_eq!(read(pairs).notification_type, [Screen, Email, Text], "{pairs:?}");
        }
        assert_eq!(read(&[("targetId", "a,b")]).target_id, ["a,b"]);
        assert_eq!(read(&[("targetId", "[a, b]"), ("targetId", "c")]).target_id, ["a", "b", "c"]);
        assert_eq!(read(&[("user", "[A@X.example]")]).user, ["a@x.example"]);
        assert!(read(&[("notificationType", "[]")]).notification_type.is_empty());
        let wrong = NotificationFilter::read([("notificationType", "[Screen, Pigeon]")]).unwrap_err();
        assert_eq!(wrong.of("notificationType").len(), 1);
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
