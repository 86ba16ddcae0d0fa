//! Housing processes of other systems, monitored for standstill.

use crate::customer::is_email;
use crate::label;
use crate::lenient::{Fields, Lenient, read_leniently};
use crate::problem::FieldErrors;
use crate::sender::email;
use crate::time::Timestamp;
use serde::Serialize;
use serde_json::Value;

/// Days without an update after which a process, or a notification without a decision, is reported, unless an admin has set
/// another number.
pub const THRESHOLD_DAYS: u32 = 14;

/// One item of `GET /api/processes?stale=`, the longest without an update first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Process {
    /// The id in the system that runs it.
    pub id: String,
    /// The kind of process, such as `tenancy-change`.
    pub kind: String,
    /// The state, in that system's words.
    pub state: String,
    /// The e-mail address of the responsible officer.
    pub owner: String,
    /// The last update.
    pub updated_at: Timestamp,
    /// When it counts as stale.
    pub due_at: Timestamp,
    /// Whether it is stale now.
    pub stale: bool,
    /// When the officer and the manager were notified.
    pub told_at: Option<Timestamp>,
}

read_leniently!(Process { id, kind, state, owner, updated_at, due_at, stale, told_at });

/// The body of `PUT /api/processes/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ProcessUpdate {
    pub kind: String,
    /// The state; `closed` ends monitoring.
    pub state: String,
    /// The e-mail address of the responsible officer.
    pub owner: String,
    /// The last update.
    pub updated_at: Timestamp,
}

impl ProcessUpdate {
    /// Parses a request and reports all problems at once.
    pub fn read(body: Value) -> Result<Self, FieldErrors> {
        let Some(mut fields) = Fields::of(body) else {
            return Err(FieldErrors::one("kind", "send an object"));
        };
        let mut errors = FieldErrors::default();
        let mut text = |name: &str, complaint: &str| {
            let text = fields.take::<String>(name).trim().to_owned();
            if label::parse(&text, 200).is_err() {
                errors.add(name, complaint);
            }
            text
        };
        let kind = text("kind", "write what kind of process this is, such as tenancy-change");
        let state = text("state", "write where it stands");
        let owner = text("owner", "write the officer's e-mail address");
        if errors.of("owner").is_empty() && !is_email(&owner) {
            errors.add("owner", "write the officer's e-mail address");
        }
        let updated_at = Timestamp::read(fields.take("updatedAt")).unwrap_or_else(|| {
            errors.add("updatedAt", "write when it last moved, like 2026-01-31T09:30:00.000Z");
            Timestamp::default()
        });
        errors.or(Self { kind, state, owner: email::identity(&owner), updated_at })
    }
}

/// One item of `GET /api/thresholds`: days after which a kind counts as stale. The kind `*` applies to all without a threshold of
/// their own, and `notification` to notifications without a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Threshold {
    pub kind: String,
    /// Days.
    pub days: u32,
}

read_leniently!(Threshold { kind, days });

/// The body of `PUT /api/thresholds/{kind}`; 0 days restore the default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewThreshold {
    /// Days, at most 3650.
    pub days: u32,
}

impl NewThreshold {
    /// Parses a request for a threshold.
    pub fn read(body: Value) -> Result<Self, FieldErrors> {
        let days = Fields::of(body).and_then(|mut fields| u32::read(fields.take("days")));
        match days {
            Some(days) if days <= 3650 => Ok(Self { days }),
            _ => Err(FieldErrors::one("days", "write a number of days, 0 to 3650")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_field_is_needed_and_told_at_once() {
        let errors = ProcessUpdate::read(json!({"owner": "Olu"})).unwrap_err();
        for field in ["kind", "state", "owner", "updatedAt"] {
            assert_eq!(errors.of(field).len(), 1, "{field}");
        }
        let body = json!({"kind": "tenancy-change", "state": "opened", "owner": "O@x.example", "updatedAt": "2026-01-05T12:00:00Z"});
        assert_eq!(ProcessUpdate::read(body).unwrap().owner, "o@x.example");
    }
}
