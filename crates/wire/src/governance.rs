//! Guidelines that services must keep, and how each keeps them.

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
        /// Failed messages in a hundred, over the last seven days.
        FailureShare = "failureShare",
        /// Days that the oldest undecided item has waited.
        UndecidedDays = "undecidedDays",
        /// Days since the service last sent anything.
        SilentDays = "silentDays",
    }
);

impl Measure {
    /// Whether a limit makes sense: a share is at most 100, days at most ten years.
    pub fn takes(&self, limit: u32) -> bool {
        match self {
            Self::FailureShare => limit <= 100,
            _ => limit <= 3650,
        }
    }
}

/// A guideline: one measure of one service, or of all, must not exceed its limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Guideline {
    /// What it limits.
    pub measure: Measure,
    /// One service; null is every service that has none of its own.
    pub service_id: Option<ServiceId>,
    /// What is still kept.
    pub limit: u32,
}

read_leniently!(Guideline { measure, service_id, limit });

/// The body of `PUT /api/governance`: all guidelines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Guidelines {
    /// At most one a measure and service.
    pub guidelines: Vec<Guideline>,
}

impl Guidelines {
    /// Reads a request; everything wrong with it at once, at `guidelines.<index>.<field>`.
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

/// The answer of `GET /api/governance`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Governance {
    /// The guidelines as they are set.
    pub guidelines: Vec<Guideline>,
    /// How each service keeps each guideline that applies to it.
    pub standings: Vec<Standing>,
    /// When personal fields are erased.
    pub erasure: Erasure,
}

read_leniently!(Governance { guidelines, standings, erasure });

/// How a service keeps a guideline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// The service.
    pub service_id: ServiceId,
    /// Its name.
    pub service: String,
    /// What is limited.
    pub measure: Measure,
    /// What is still kept.
    pub limit: u32,
    /// What is so now; null when there is nothing to measure.
    pub value: Option<u32>,
    /// Whether the limit is exceeded.
    pub breached: bool,
    /// Since when the admin has been told of it.
    pub breached_since: Option<Timestamp>,
}

read_leniently!(Standing { service_id, service, measure, limit, value, breached, breached_since });

/// Days after which personal fields are erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Erasure {
    /// Of notifications that nobody decided.
    pub undecided_days: u32,
    /// Of notifications that were taken off the last tray.
    pub deleted_days: u32,
    /// Of messages in the outbox and in the embedded service.
    pub sent_days: u32,
    /// Of closed callouts, where people were.
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
