//! A visit, and the body that plans one.

use crate::customer::is_email;
use crate::id::{NotificationId, SiteId};
use crate::lenient::{Fields, Lenient, read_leniently};
use crate::notification::VisitAnswer;
use crate::problem::FieldErrors;
use crate::sender::email;
use crate::time::Timestamp;
use crate::word::words;
use serde::Serialize;
use serde_json::Value;

use super::Caution;

words!(
    /// The state of a visit.
    VisitState {
        /// It has not ended yet.
        Planned = "planned",
        /// It has ended.
        Over = "over",
        /// It was cancelled.
        Cancelled = "cancelled",
    }
);

/// One item of `GET /api/visits`, the next visit first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Visit {
    /// The id in the system that plans it.
    pub id: String,
    /// The resident's e-mail address.
    pub resident: Option<String>,
    /// The resident's name, if they have an account.
    pub resident_name: Option<String>,
    /// The e-mail address of the officer who visits.
    pub officer: Option<String>,
    /// The officer's name, if they have an account.
    pub officer_name: Option<String>,
    /// The home, as the services name it.
    pub property: Option<String>,
    pub household: Option<String>,
    pub site_id: Option<SiteId>,
    pub due_at: Timestamp,
    pub ends_at: Timestamp,
    /// Other times that the resident may choose.
    pub slots: Vec<Timestamp>,
    pub state: VisitState,
    /// The resident's answer.
    pub answer: Option<VisitAnswer>,
    /// The cautionary records about the home.
    pub cautions: Vec<Caution>,
    /// The notification that announced it last.
    pub notification_id: Option<NotificationId>,
    /// The service that planned it.
    pub service: Option<String>,
}

read_leniently!(Visit {
    id,
    resident,
    resident_name,
    officer,
    officer_name,
    property,
    household,
    site_id,
    due_at,
    ends_at,
    slots,
    state,
    answer,
    cautions,
    notification_id,
    service
});

/// Maximum length of a text in characters.
const TEXT_LIMIT: usize = 1000;

/// Maximum number of times to choose from.
const SLOTS_MOST: usize = 50;

/// The body of `PUT /api/visits/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewVisit {
    /// The e-mail address of the resident who is visited, or of the officer who visits.
    pub user: Option<String>,
    /// The e-mail address of the officer who visits.
    pub officer: Option<String>,
    /// The home, as the services name it.
    pub property: Option<String>,
    pub household: Option<String>,
    pub site_id: Option<SiteId>,
    pub due_at: Timestamp,
    /// The end of the visit; the same as its start, if omitted.
    pub ends_at: Option<Timestamp>,
    /// Other times that the resident may choose.
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub slots: Vec<Timestamp>,
    /// The message to the resident.
    pub message: Option<String>,
    /// The message to the officer.
    pub officer_message: Option<String>,
    /// `cancelled` calls it off.
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub state: VisitState,
}

impl NewVisit {
    /// Parses a request and reports all problems at once.
    pub fn read(body: Value) -> Result<Self, FieldErrors> {
        let Some(mut fields) = Fields::of(body) else {
            return Err(FieldErrors::one("dueAt", "send an object with user, property and dueAt"));
        };
        let mut errors = FieldErrors::default();
        let state = fields.take_or::<VisitState>("state", || VisitState::Planned);
        if !matches!(state, VisitState::Planned | VisitState::Cancelled) {
            errors.add("state", "write planned or cancelled");
        }
        let mut text = |name: &str| super::caution::text(&mut fields, name, TEXT_LIMIT, &mut errors);
        let (user, officer) = (text("user"), text("officer"));
        let (property, household) = (text("property"), text("household"));
        let (message, officer_message) = (text("message"), text("officerMessage"));
        for (name, value) in [("user", &user), ("officer", &officer)] {
            if value.as_deref().is_some_and(|value| !is_email(value)) {
                errors.add(name, "write an e-mail address like name@example.com");
            }
        }
        if user.is_none() && officer.is_none() {
            errors.add("user", "write who is visited, or who visits, by e-mail address");
        }
        let mut time = |name: &str| match fields.take::<Value>(name) {
            Value::Null => None,
            value => Timestamp::read(value).or_else(|| {
                errors.add(name, "write a time like 2026-01-31T09:30:00.000Z");
                None
            }),
        };
        let (due_at, ends_at) = (time("dueAt"), time("endsAt"));
        if due_at.is_none() && errors.of("dueAt").is_empty() {
            errors.add("dueAt", "write when the visit begins");
        }
        let due_at = due_at.unwrap_or_default();
        if ends_at.as_ref().is_some_and(|end| end.millis() < due_at.millis()) {
            errors.add("endsAt", "write a time after dueAt");
        }
        let slots = slots(fields.take("slots"), &mut errors);
        let site_id: Option<i64> = fields.take("siteId");
        let known = |typed: Option<String>| typed.map(|typed| email::identity(&typed));
        errors.or(Self {
            user: known(user),
            officer: known(officer),
            property,
            household,
            site_id: site_id.map(SiteId),
            due_at,
            ends_at,
            slots,
            message,
            officer_message,
            state,
        })
    }
}

fn slots(value: Value, errors: &mut FieldErrors) -> Vec<Timestamp> {
    let list = match value {
        Value::Null => return Vec::new(),
        Value::Array(list) if list.len() <= SLOTS_MOST => list,
        _ => {
            errors.add("slots", format!("send a list of at most {SLOTS_MOST} times"));
            return Vec::new();
        }
    };
    let count = list.len();
    let mut times: Vec<Timestamp> = list.into_iter().filter_map(Timestamp::read).collect();
    if times.len() < count {
        errors.add("slots", "write times like 2026-01-31T09:30:00.000Z");
    }
    times.sort_by_key(Timestamp::millis);
    times.dedup_by_key(|time| time.millis());
    times
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn everything_wrong_with_a_visit_is_told_at_once() {
        let errors = NewVisit::read(json!({"user": "x", "endsAt": "soon", "slots": 7, "state": "over"}));
        let errors = errors.unwrap_err();
        for field in ["user", "dueAt", "endsAt", "slots", "state"] {
            assert_eq!(errors.of(field).len(), 1, "{field}");
        }
        let body = json!({"user": "Olu@acme.example", "property": " P-7 ", "dueAt": "2026-01-06T09:00:00Z"});
        let visit = NewVisit::read(body).unwrap();
        assert_eq!(
            (visit.user.as_deref(), visit.property.as_deref()),
            (Some("olu@acme.example"), Some("P-7"))
        );
    }
}
