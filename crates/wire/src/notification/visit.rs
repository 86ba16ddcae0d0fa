//! A resident's answer to a planned visit.

use crate::invisible::is_blank;
use crate::lenient::{Fields, Lenient, read_leniently};
use crate::problem::FieldErrors;
use crate::time::Timestamp;
use crate::word::words;
use serde::Serialize;
use serde_json::Value;

use super::NOTE_LIMIT;

words!(
    /// Whether the visit suits the resident.
    VisitChoice {
        /// The visit suits.
        Confirmed = "confirmed",
        /// The resident asks for another time.
        Rearrange = "rearrange",
    }
);

/// The body of `POST /api/notifications/{id}/visit`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewVisitAnswer {
    pub answer: VisitChoice,
    /// When it would suit, in words; needed when it does not suit and no time is chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The time that is chosen instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot: Option<Timestamp>,
}

impl NewVisitAnswer {
    /// Parses a request and reports all problems at once.
    pub fn read(body: Value) -> Result<Self, FieldErrors> {
        let Some(mut fields) = Fields::of(body) else {
            return Err(FieldErrors::one("answer", "send an object with answer"));
        };
        let mut errors = FieldErrors::default();
        let answer: VisitChoice = fields.take("answer");
        if matches!(answer, VisitChoice::Other(_)) {
            errors.add("answer", format!("write {}", VisitChoice::choices()));
        }
        let note = match fields.take::<Value>("note") {
            Value::Null => None,
            Value::String(note) if note.chars().count() > NOTE_LIMIT => {
                errors.add("note", format!("write at most {NOTE_LIMIT} characters"));
                None
            }
            Value::String(note) => Some(note.trim().to_owned()).filter(|note| !is_blank(note)),
            _ => {
                errors.add("note", "write text");
                None
            }
        };
        let slot = match fields.take::<Value>("slot") {
            Value::Null => None,
            value => Timestamp::read(value).or_else(|| {
                errors.add("slot", "write a time like 2026-01-31T09:30:00.000Z");
                None
            }),
        };
        let says_when = note.is_some() || slot.is_some() || !errors.of("slot").is_empty();
        if answer == VisitChoice::Rearrange && !says_when && errors.of("note").is_empty() {
            errors.add("note", "choose another time, or write when it would suit you");
        }
        if answer == VisitChoice::Confirmed && slot.is_some() {
            errors.add("slot", "leave it out to confirm; write rearrange to choose another time");
        }
        errors.or(Self { answer, note, slot })
    }
}

/// A resident's answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VisitAnswer {
    pub answer: VisitChoice,
    /// When it would suit, in words.
    pub note: Option<String>,
    /// The other time that was chosen or asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slot: Option<Timestamp>,
    /// When the resident answered.
    pub at: Timestamp,
}

read_leniently!(VisitAnswer { answer, note, slot, at });

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn another_day_needs_to_be_told() {
        assert!(NewVisitAnswer::read(json!({"answer": "confirmed"})).is_ok());
        assert!(NewVisitAnswer::read(json!({"answer": "rearrange", "note": "Friday"})).is_ok());
        assert_eq!(NewVisitAnswer::read(json!({"answer": "rearrange"})).unwrap_err().of("note").len(), 1);
        let slot = json!("2026-01-08T10:00:00Z");
        assert!(NewVisitAnswer::read(json!({"answer": "rearrange", "slot": slot})).is_ok());
        let errors = NewVisitAnswer::read(json!({"answer": "confirmed", "slot": slot})).unwrap_err();
        assert_eq!(errors.of("slot").len(), 1);
        let errors = NewVisitAnswer::read(json!({"answer": "rearrange", "slot": "soon"})).unwrap_err();
        assert_eq!((errors.of("slot").len(), errors.of("note").len()), (1, 0));
        assert_eq!(NewVisitAnswer::read(json!({"answer": "maybe"})).unwrap_err().of("answer").len(), 1);
    }
}
