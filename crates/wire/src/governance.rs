//! Guidelines for services, and how each service meets them.

use crate::id::ServiceId;
use crate::lenient::{Fields, Lenient, read_leniently};
use crate::problem::FieldErrors;
use crate::time::Timestamp;
use crate::word::words;
use serde::Serialize;
use serde_json::Value;

words!(
    /// What a guideline limits.
    Measure {
        /// Percentage of messages that failed within the last seven days.
        FailureShare = "failureShare",
        /// Age in days of the oldest notification without a decision.
        UndecidedDays = "undecidedDays",
        /// Days since the service last sent anything.
        SilentDays = "silentDays",
    }
);

impl Measure {
    /// Whether a limit is valid: a share is at most 100, days are at most ten years.
    pub fn takes(&self, limit: u32) -> bool {
        match self {
            Self::FailureShare => limit <= 100,
            _ => limit <= 3650,
        }
    }
}

/// A guideline: one measure, of one service or of all, must not exceed its limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Guideline {
    pub measure: Measure,
    /// The service; null applies to every service without a guideline of its own.
    pub service_id: Option<ServiceId>,
    /// The highest value that meets the guideline.
    pub limit: u32,
}

read_leniently!(Guideline { measure, service_id, limit });

/// The body of `PUT /api/governance`: all guidelines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Guidelines {
    /// At most one for each measure and service.
    pub guidelines: Vec<Guideline>,
}

impl Guidelines {
    /// Parses a request and reports all problems at once, at `guidelines.<index>.<field>`.
    pub fn read(body: Value) -> Result<Self, FieldErrors> {
        let list = Fields::of(body).map(|mut fields| fields.take::<Value>("guidelines"));
        let Some(Value::Array(list)) = list else {
            return Err(FieldErrors::one("guidelines", "send a list"));
        };
        if list.len() > 500 {
            return Err(FieldErrors::one("guidelines", "send at most 500"));
        }
        let mut errors = FieldErrors::default();
        let mut guidelines: Vec<Guideline> = Vec::with_capacity(list.len());
        for (index, value) in list.into_iter().enumerate() {
            let limit_there = value.get("limit").is_some_and(Value::is_u64);
            let Some(guideline) = Guideline::read(value) else {
                errors.add(format!("guidelines.{index}"), "send an object");
                continue;
            };
            if matches!(guideline.measure, Measure::Other(_)) {
                errors.add(format!("guidelines.{index}.measure"), format!("write {}", Measure::choices()));
            } else if !limit_there || !guideline.measure.takes(guideline.limit) {
                errors.add(format!("guidelines.{index}.limit"), "write a number that the measure can reach");
            }
            let same = |other: &Guideline| {
                other.measure == guideline.measure && other.service_id == guideline.service_id
            };
            if guidelines.iter().any(same) {
                errors.add(format!("guidelines.{index}.measure"), "there is one for this service already");
            }
            guidelines.push(guideline);
        }
        errors.or(Self { guidelines })
    }
}

/// The response of `GET /api/governance`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Governance {
    pub guidelines: Vec<Guideline>,
    /// How each service meets each guideline that applies to it.
    pub standings: Vec<Standing>,
    /// The retention of personal fields.
    pub erasure: Erasure,
}

read_leniently!(Governance { guidelines, standings, erasure });

/// How a service meets a guideline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    pub service_id: ServiceId,
    pub service: String,
    pub measure: Measure,
    /// The highest value that meets the guideline.
    pub limit: u32,
    /// The current value; null when there is nothing to measure.
    pub value: Option<u32>,
    /// Whether the limit is exceeded.
    pub breached: bool,
    /// When the admin was first notified of the breach.
    pub breached_since: Option<Timestamp>,
}

read_leniently!(Standing { service_id, service, measure, limit, value, breached, breached_since });

/// Days after which personal fields are erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Erasure {
    /// For notifications without a decision.
    pub undecided_days: u32,
    /// For notifications that are on no tray.
    pub deleted_days: u32,
    /// For messages in the outbox and in the embedded GOV.UK Notify API.
    pub sent_days: u32,
    /// For locations of closed callouts.
    pub location_days: u32,
}

read_leniently!(Erasure { undecided_days, deleted_days, sent_days, location_days });

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_guideline_is_checked_at_its_place() {
        let body = json!({"guidelines": [
            {"measure": "failureShare", "limit": 5},
            {"measure": "failureShare", "serviceId": "a", "limit": 101},
            {"measure": "luck", "limit": 1},
            {"measure": "failureShare", "limit": 6},
            7,
        ]});
        let errors = Guidelines::read(body).unwrap_err();
        let fields: Vec<_> = errors.iter().map(|(field, _)| field.to_owned()).collect();
        assert_eq!(
            fields,
            ["guidelines.1.limit", "guidelines.2.measure", "guidelines.3.measure", "guidelines.4"]
        );
        assert!(Guidelines::read(json!({"guidelines": [{"measure": "silentDays", "limit": 30}]})).is_ok());
        assert!(Guidelines::read(json!({})).is_err());
    }
}
