//! The content of a heartbeat: one report about the position, optionally with a gap before it.

use super::{Fix, Gap, LIST_LIMIT, NoFixReason, RawFix};
use crate::coordinate::Coordinate;
use crate::measure::Metres;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What a heartbeat reports about the position.
#[derive(Clone, Debug, PartialEq)]
pub enum ReportContent {
    /// The phone's position.
    Fix(Fix),
    /// Positions recorded while the server could not be reached. The newest by `recordedAt` is the current one.
    Fixes(Vec<Fix>),
    /// There is no position, with the reason.
    NoFix {
        reason: NoFixReason,
        /// When the phone had no position.
        recorded_at: Option<Timestamp>,
    },
}

/// The body of `POST /api/callouts/{id}/location`: exactly one report, optionally with a gap before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "RawReport", into = "RawReport")]
pub struct LocationReport {
    pub reported: ReportContent,
    /// The gap before this report.
    pub gap: Option<Gap>,
    /// The time of sending by the phone's clock, from which the server computes the difference between the clocks.
    pub sent_at: Option<Timestamp>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct RawReport {
    #[serde(skip_serializing_if = "Option::is_none")]
    latitude: Option<Coordinate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longitude: Option<Coordinate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accuracy: Option<Metres>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recorded_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locations: Option<Vec<Fix>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_fix: Option<NoFixReason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<Gap>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sent_at: Option<Timestamp>,
}

impl TryFrom<RawReport> for LocationReport {
    type Error = String;
    fn try_from(raw: RawReport) -> Result<Self, String> {
        let RawReport { latitude, longitude, accuracy, recorded_at, locations, no_fix, gap, sent_at } = raw;
        let reported = match (latitude, longitude, locations, no_fix) {
            (Some(latitude), Some(longitude), None, None) => {
                ReportContent::Fix(RawFix { latitude, longitude, accuracy, recorded_at }.try_into()?)
            }
            (None, None, Some(list), None) if list.is_empty() => {
                return Err("locations: send at least one".to_owned());
            }
            (None, None, Some(list), None) if list.len() > LIST_LIMIT => {
                return Err(format!("locations: send at most {LIST_LIMIT} at once"));
            }
            (None, None, Some(list), None) => ReportContent::Fixes(list),
            (None, None, None, Some(reason)) => ReportContent::NoFix { reason, recorded_at },
            (Some(_), None, ..) => return Err("longitude: write a number from -180 to 180".to_owned()),
            (None, Some(_), ..) => return Err("latitude: write a number from -90 to 90".to_owned()),
            (None, None, None, None) => {
                return Err("latitude: send latitude and longitude, or locations, or noFix".to_owned());
            }
            _ => return Err("locations: send only one of a position, locations and noFix".to_owned()),
        };
        Ok(Self { reported, gap, sent_at })
    }
}

impl From<LocationReport> for RawReport {
    fn from(report: LocationReport) -> Self {
        let raw = Self { gap: report.gap, sent_at: report.sent_at, ..Self::default() };
        match report.reported {
            ReportContent::Fix(Fix { latitude, longitude, accuracy, recorded_at }) => {
                Self { latitude: Some(latitude), longitude: Some(longitude), accuracy, recorded_at, ..raw }
            }
            ReportContent::Fixes(list) => Self { locations: Some(list), ..raw },
            ReportContent::NoFix { reason, recorded_at } => Self { no_fix: Some(reason), recorded_at, ..raw },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_form_is_read_and_written_again() {
        for body in [
            json!({"latitude": -26.1, "longitude": 28.0, "accuracy": 12.5, "recordedAt": "2026-01-31T09:30:00.000Z"}),
            json!({"latitude": -26.1, "longitude": 28}),
            json!({"locations": [{"latitude": 1.5, "longitude": 2.5}]}),
            json!({"noFix": "denied", "recordedAt": "2026-01-31T09:30:00Z", "sentAt": "2026-01-31T09:30:01Z"}),
            json!({"noFix": "timeout", "gap": {"from": "2026-01-31T09:30:00Z", "to": "2026-01-31T09:35:00Z", "reason": "hidden"}}),
        ] {
            let report: LocationReport = serde_json::from_value(body.clone()).unwrap();
            assert_eq!(serde_json::to_value(&report).unwrap(), body);
        }
    }

    #[test]
    fn an_accuracy_of_zero_or_less_is_unknown() {
        for accuracy in [json!(0), json!(-1), json!(1e300)] {
            let body = json!({"latitude": 1, "longitude": 1, "accuracy": accuracy});
            let report: LocationReport = serde_json::from_value(body).unwrap();
            let ReportContent::Fix(fix) = report.reported else { panic!("a position is a position") };
            assert_eq!(fix.accuracy, None);
        }
    }

    #[test]
    fn what_says_nothing_or_two_things_is_refused() {
        for (body, names) in [
            (json!({}), "latitude"),
            (json!({"latitude": 1}), "longitude"),
            (json!({"longitude": 1}), "latitude"),
            (json!({"latitude": 91, "longitude": 1}), "latitude"),
            (json!({"latitude": 1, "longitude": -181}), "longitude"),
            (json!({"locations": []}), "locations"),
            (json!({"locations": [{"latitude": 91, "longitude": 1}]}), "latitude"),
            (json!({"latitude": 1, "longitude": 1, "noFix": "denied"}), "locations"),
            (json!({"noFix": "asleep"}), "asleep"),
        ] {
            let complaint = serde_json::from_value::<LocationReport>(body.clone()).unwrap_err().to_string();
            assert!(complaint.contains(names), "{body}: {complaint}");
        }
    }
}
