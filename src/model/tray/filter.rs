//! Filters of the tray, as written in the address.

use wire::id::SiteId;
use wire::notification::{NotificationFilter, NotificationType, Scope};
use wire::target_type::TargetType;
use wire::time::Timestamp;

const MINUTE: i64 = 60_000;
/// A decision due within this time is urgent, in milliseconds.
pub const DAY: i64 = 24 * 60 * MINUTE;

/// The state to show: the tabs above the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    All,
    /// What the reader has not read.
    Unread,
    /// Decisions due within a day, or overdue.
    Urgent,
    ToDecide,
    Decided,
    /// Removed by the reader.
    Removed,
}

impl Tab {
    /// All tabs, in their order.
    pub const ALL: [Self; 6] =
        [Self::All, Self::Unread, Self::Urgent, Self::ToDecide, Self::Decided, Self::Removed];

    /// As written in the address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Unread => "unread",
            Self::Urgent => "urgent",
            Self::ToDecide => "to-decide",
            Self::Decided => "decided",
            Self::Removed => "removed",
        }
    }
}

/// The recipient: one field, since nobody is a person, a team and a patch at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Recipient {
    #[default]
    Anybody,
    /// A person, by e-mail address.
    Person(String),
    Team(String),
    /// The officers of a site.
    Patch(SiteId),
}

impl Recipient {
    /// Parses `team:finance`, `patch:5`, or a person's e-mail address.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        if let Some(team) = text.strip_prefix("team:") {
            return Self::Team(team.to_owned());
        }
        if let Some(id) = text.strip_prefix("patch:").and_then(|id| id.parse().ok()) {
            return Self::Patch(id);
        }
        if text.is_empty() { Self::Anybody } else { Self::Person(text.to_ascii_lowercase()) }
    }

    /// As written in the address; empty for anybody.
    pub fn written(&self) -> String {
        match self {
            Self::Anybody => String::new(),
            Self::Person(email) => email.clone(),
            Self::Team(team) => format!("team:{team}"),
            Self::Patch(id) => format!("patch:{id}"),
        }
    }
}

/// All filters of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub show: Tab,
    pub channel: Option<NotificationType>,
    pub about: Option<TargetType>,
    pub to: Recipient,
    /// The first day, as `2026-11-16`; empty for any.
    pub from: String,
    pub until: String,
    /// Words to search for.
    pub text: String,
    /// Everybody's notifications instead of the reader's own.
    pub of_all: bool,
}

impl Filter {
    /// Parses an address; invalid values are ignored.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Self {
        let word = |name: &str| lookup(name).unwrap_or_default();
        let show = Tab::ALL.into_iter().find(|show| show.as_str() == word("show")).unwrap_or_default();
        Self {
            show,
            channel: NotificationType::known(&word("by")),
            about: TargetType::known(&word("about")),
            to: Recipient::read(&word("to")),
            from: day(word("from")),
            until: day(word("until")),
            text: word("q"),
            // Removed notifications are listed for the reader's own tray only.
            of_all: word("whose") == "all" && show != Tab::Removed,
        }
    }

    /// The query of the address as pairs, not encoded; empty for the plain list.
    pub fn written(&self) -> Vec<(&'static str, String)> {
        let show = if self.show == Tab::All { "" } else { self.show.as_str() };
        let pairs = [
            ("show", show.to_owned()),
            ("by", self.channel.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("about", self.about.as_ref().map(ToString::to_string).unwrap_or_default()),
            ("to", self.to.written()),
            ("from", self.from.clone()),
            ("until", self.until.clone()),
            ("q", self.text.trim().to_owned()),
            ("whose", if self.of_all { "all".to_owned() } else { String::new() }),
        ];
        pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The API query at this time, without the page. `midnight` gives the start of a day, or of the day this many
    /// days later.
    pub fn to_query(&self, now: i64, midnight: impl Fn(&str, i32) -> i64) -> NotificationFilter {
        let time = Timestamp::from_millis;
        let begins = |day: &str, later| (!day.is_empty()).then(|| time(midnight(day, later)));
        let (user, team, site_id) = match &self.to {
            Recipient::Anybody => (Vec::new(), None, None),
            Recipient::Person(email) => (vec![email.clone()], None, None),
            Recipient::Team(team) => (Vec::new(), Some(team.clone()), None),
            Recipient::Patch(id) => (Vec::new(), None, Some(*id)),
        };
        NotificationFilter {
            notification_type: self.channel.clone().into_iter().collect(),
            target_type: self.about.clone().into_iter().collect(),
            user,
            team,
            site_id,
            unread: (self.show == Tab::Unread).then_some(true),
            require_action: matches!(self.show, Tab::ToDecide | Tab::Urgent).then_some(true),
            created_from: begins(&self.from, 0),
            created_before: begins(&self.until, 1),
            // To the minute, so that the same query keeps its ETag for a while.
            due_before: (self.show == Tab::Urgent).then(|| time((now / MINUTE + DAY / MINUTE) * MINUTE)),
            decided: match self.show {
                Tab::ToDecide | Tab::Urgent => Some(false),
                Tab::Decided => Some(true),
                Tab::All | Tab::Unread | Tab::Removed => None,
            },
            removed: (self.show == Tab::Removed).then_some(true),
            q: Some(self.text.trim().to_owned()).filter(|text| !text.is_empty()),
            scope: if self.of_all { Scope::All } else { Scope::Own },
            ..NotificationFilter::default()
        }
    }

    /// The number of active filters, without tab and search.
    pub fn count(&self) -> usize {
        let when = !self.from.is_empty() || !self.until.is_empty();
        let on =
            [self.channel.is_some(), self.about.is_some(), self.to != Recipient::Anybody, when, self.of_all];
        on.into_iter().filter(|on| *on).count()
    }

    /// Whether any filter but the tab is active: then an empty list does not mean that all work is done.
    pub fn is_narrow(&self) -> bool {
        *self != Self { show: self.show, of_all: self.of_all, ..Self::default() }
    }
}

/// A day as a date field writes it; empty for anything else.
fn day(text: String) -> String {
    let is_day = Timestamp::try_from(format!("{text}T00:00:00Z")).is_ok();
    if is_day { text } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, String)]) -> Filter {
        Filter::read(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.clone()))
    }

    #[test]
    fn a_filter_is_read_back_from_its_address() {
        for to in [
            Recipient::Person("olu@example.com".into()),
            Recipient::Team("finance".into()),
            Recipient::Patch(SiteId(5)),
        ] {
            let filter = Filter {
                show: Tab::ToDecide,
                channel: Some(NotificationType::Letter),
                about: Some(TargetType::Estimates),
                to,
                from: "2026-11-16".into(),
                until: "2026-11-22".into(),
                text: "boiler".into(),
                of_all: true,
            };
            assert_eq!(read(&filter.written()), filter);
        }
        assert!(Filter::default().written().is_empty());
        assert_eq!(read(&[]), Filter::default());
    }

    #[test]
    fn days_are_queried_whole_and_urgent_means_due_within_a_day() {
        let midnight =
            |day: &str, later: i32| day[8..].parse::<i64>().unwrap() * DAY + i64::from(later) * DAY;
        let week = Filter { from: "2026-11-16".into(), until: "2026-11-22".into(), ..Filter::default() };
        let query = week.to_query(0, midnight);
        assert_eq!(query.created_from.unwrap().millis(), 16 * DAY);
        assert_eq!(query.created_before.unwrap().millis(), 23 * DAY);
        let urgent = Filter { show: Tab::Urgent, ..Filter::default() }.to_query(90_000, midnight);
        assert_eq!(urgent.due_before.unwrap().millis(), DAY + 60_000);
        assert_eq!((urgent.require_action, urgent.decided), (Some(true), Some(false)));
    }

    #[test]
    fn an_old_address_filters_by_its_valid_parts() {
        let old = [
            ("show", "everything".into()),
            ("about", "Owls".into()),
            ("from", "yesterday".into()),
            ("q", "lift".into()),
        ];
        assert_eq!(read(&old), Filter { text: "lift".into(), ..Filter::default() });
        let removed = read(&[("show", "removed".into()), ("whose", "all".into())]);
        assert_eq!(removed, Filter { show: Tab::Removed, ..Filter::default() });
    }

    #[test]
    fn open_decisions_need_one_and_have_none() {
        let query = Filter { show: Tab::ToDecide, ..Filter::default() }.to_query(0, |_, _| 0);
        assert_eq!((query.require_action, query.decided), (Some(true), Some(false)));
    }

    #[test]
    fn only_filters_besides_the_tabs_count_as_narrow() {
        assert!(!Filter { show: Tab::Unread, of_all: true, ..Filter::default() }.is_narrow());
        let found = Filter { text: "lift".into(), about: Some(TargetType::NoAccess), ..Filter::default() };
        assert!(found.is_narrow() && found.count() == 1);
    }
}
