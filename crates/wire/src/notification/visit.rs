//! A resident's answer to a visit that is due.

use crate::invisible::is_blank;
use crate::lenient::{Fields, read_leniently};
use crate::problem::FieldErrors;
use crate::time::Timestamp;
use crate::word::words;
use serde::Serialize;
use serde_json::Value;

use super::NOTE_LIMIT;

words!(
    /// Whether the visit suits.
    VisitChoice {
        /// It does.
        Confirmed = "confirmed",
        /// It does not: another day, please.
        Rearrange = "rearrange",
    }
);

/// The body of `POST /api/notifications/{id}/visit`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NewVisitAnswer {
    /// Whether it suits.
    pub answer: VisitChoice,
    /// When it would suit, in the resident's words; needed when it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl NewVisitAnswer {
    /// Reads a request; everything wrong with it at once.
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
        if answer == VisitChoice::Rearrange && note.is_none() && errors.of("note").is_empty() {
            errors.add("note", "write when it would suit you");
        }
        errors.or(Self { answer, note })
    }
}

/// What the resident said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct VisitAnswer {
    /// Whether it suits.
    pub answer: VisitChoice,
    /// When it would suit.
    pub note: Option<String>,
    /// When they said so.
    pub at: Timestamp,
}

read_leniently!(VisitAnswer { answer, note, at });

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn another_day_needs_to_be_told() {
        assert!(NewVisitAnswer::read(json!({"answer": "confirmed"})).is_ok());
        assert!(NewVisitAnswer::read(json!({"answer": "rearrange", "note": "Friday"})).is_ok());
        assert_eq!(NewVisitAnswer::read(json!({"answer": "rearrange"})).unwrap_err().of("note").len(), 1);
        assert_eq!(NewVisitAnswer::read(json!({"answer": "maybe"})).unwrap_err().of("answer").len(), 1);
    }
}
