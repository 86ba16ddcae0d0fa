//! Actions on notifications: read, initiate, validate, approve, reject; one at a time or many at once.

use super::Notification;
use crate::id::NotificationId;
use crate::invisible::is_blank;
use crate::lenient::{Fields, Lenient, read_leniently};
use crate::problem::FieldErrors;
use crate::time::Timestamp;
use crate::word::words;
use serde::Serialize;
use serde_json::Value;

words!(
    /// An action on a notification.
    ActionType {
        /// Work has begun.
        Initiated = "Initiated",
        /// A final yes.
        Approved = "Approved",
        /// It has been checked; another person decides.
        Validate = "Validate",
        /// A final no.
        Rejected = "Rejected",
        /// The caller has read it.
        IsRead = "IsRead",
    }
);

impl ActionType {
    /// Whether no action can follow.
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Approved | Self::Rejected)
    }

    /// Whether it applies only to notifications that need a decision.
    pub fn needs_require_action(&self) -> bool {
        !matches!(self, Self::IsRead)
    }
}

/// Maximum length of a note in characters.
pub const NOTE_LIMIT: usize = 1000;

/// Maximum number of notifications of one [`BulkAction`].
const BULK_LIMIT: usize = 200;

/// The body of `PATCH /api/notifications/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewAction {
    pub action_type: ActionType,
    /// The reason, at most [`NOTE_LIMIT`] characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action_note: Option<String>,
    /// When it was decided, if that was earlier, on a device without a connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made_at: Option<Timestamp>,
}

impl NewAction {
    /// This action without a note.
    pub fn new(action_type: ActionType) -> Self {
        Self { action_type, ..Self::default() }
    }

    /// Parses a request and reports all problems at once.
    pub fn read(body: Value) -> Result<Self, FieldErrors> {
        let Some(mut fields) = Fields::of(body) else {
            return Err(FieldErrors::one("actionType", "send an object with actionType"));
        };
        let mut errors = FieldErrors::default();
        let action = Self::take(&mut fields, &mut errors);
        errors.or(action)
    }

    fn take(fields: &mut Fields, errors: &mut FieldErrors) -> Self {
        let action_type = fields.take::<ActionType>("action_type");
        if matches!(action_type, ActionType::Other(_)) {
            errors.add("actionType", format!("write {}", ActionType::choices()));
        }
        let action_note = match fields.take::<Value>("action_note") {
            Value::Null => None,
            Value::String(note) if note.chars().count() > NOTE_LIMIT => {
                errors.add("actionNote", format!("write at most {NOTE_LIMIT} characters"));
                None
            }
            Value::String(note) => Some(note.trim().to_owned()).filter(|note| !is_blank(note)),
            _ => {
                errors.add("actionNote", "write text");
                None
            }
        };
        let made_at = match fields.take::<Value>("made_at") {
            Value::Null => None,
            value => Timestamp::read(value).or_else(|| {
                errors.add("madeAt", "write a time like 2026-01-31T09:30:00.000Z");
                None
            }),
        };
        Self { action_type, action_note, made_at }
    }
}

/// The body of `POST /api/notifications/actions`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct BulkAction {
    /// The notifications, at most 200.
    pub ids: Vec<NotificationId>,
    #[serde(flatten)]
    pub action: NewAction,
}

impl BulkAction {
    /// Parses a request and reports all problems at once.
    pub fn read(body: Value) -> Result<Self, FieldErrors> {
        let Some(mut fields) = Fields::of(body) else {
            return Err(FieldErrors::one("ids", "send an object with ids and actionType"));
        };
        let mut errors = FieldErrors::default();
        let ids = match fields.take::<Value>("ids") {
            Value::Array(list) if (1..=BULK_LIMIT).contains(&list.len()) => {
                let count = list.len();
                let mut ids: Vec<NotificationId> =
                    list.into_iter().filter_map(NotificationId::read).collect();
                if ids.len() != count {
                    errors.add("ids", "write each id as text");
                }
                let mut known = std::collections::BTreeSet::new();
                ids.retain(|id| known.insert(id.clone()));
                ids
            }
            _ => {
                errors.add("ids", format!("send a list of 1 to {BULK_LIMIT} ids"));
                Vec::new()
            }
        };
        let action = NewAction::take(&mut fields, &mut errors);
        errors.or(Self { ids, action })
    }
}

/// The result for one notification of a [`BulkAction`]. The response is a list of these, in the order of the ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActionResult {
    pub id: NotificationId,
    /// 200, or the status with which a `PATCH` of this notification would be refused.
    pub status: u32,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The current notification; none if it does not exist.
    pub notification: Option<Notification>,
}

read_leniently!(ActionResult { id, status, detail, notification });

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{json, to_value};

    #[test]
    fn the_printed_action_is_read_and_written() {
        let body = json!({"actionType": "Approved", "actionNote": "Checked against the ledger"});
        let action = NewAction::read(body.clone()).unwrap();
        assert_eq!(action.action_type, ActionType::Approved);
        assert_eq!(to_value(action).unwrap(), body);
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let body =
            json!({"ids": [], "actionType": "Shrug", "actionNote": "x".repeat(1001), "madeAt": "today"});
        let errors = BulkAction::read(body).unwrap_err();
        for field in ["ids", "actionType", "actionNote", "madeAt"] {
            assert_eq!(errors.of(field).len(), 1, "{field}");
        }
        assert!(errors.of("actionType")[0].contains("Rejected or IsRead"));
    }

    #[test]
    fn the_same_id_twice_is_once() {
        let many = BulkAction::read(json!({"ids": ["a", "b", "a"], "actionType": "IsRead"})).unwrap();
        assert_eq!(many.ids.len(), 2);
    }
}
