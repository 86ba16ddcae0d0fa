//! `/api/letters`: letters that staff write, without a template. Each is stored as the PDF that is sent.

use crate::invisible::is_blank;
use crate::lenient::{Fields, read_leniently};
use crate::problem::FieldErrors;
use crate::sender::template::{BODY_LIMIT, NAME_LIMIT};
use crate::sender::{address, typeface};
use crate::time::Timestamp;
use serde::Serialize;
use serde_json::Value;

/// A letter that has not been sent yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Letter {
    /// The document with its PDF.
    pub id: String,
    /// The address, line by line.
    pub address: Vec<String>,
    pub subject: String,
    pub body: String,
    /// Number of pages.
    pub pages: i64,
    /// When it was first stored.
    pub created_at: Timestamp,
    /// The author's name.
    pub created_by: String,
}

read_leniently!(Letter { id, address, subject, body, pages, created_at, created_by });

/// The body of `POST /api/letters` and of `PUT /api/letters/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewLetter {
    /// The address: three to seven lines, ending with a UK postcode.
    pub address: Vec<String>,
    pub subject: String,
    pub body: String,
}

impl NewLetter {
    /// Parses a request and reports all problems at once.
    pub fn read(body: Value) -> Result<Self, FieldErrors> {
        let Some(mut fields) = Fields::of(body) else {
            return Err(FieldErrors::one("body", "send an object"));
        };
        let mut errors = FieldErrors::default();
        let mut text = |name: &str| match fields.take::<Value>(name) {
            Value::String(text) => text.trim().to_owned(),
            Value::Null => String::new(),
            _ => {
                errors.add(name, "write text");
                String::new()
            }
        };
        let (subject, body) = (text("subject"), text("body"));
        let lines = match fields.take::<Value>("address") {
            Value::Array(lines) if lines.iter().all(Value::is_string) => {
                lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            Value::Null => Vec::new(),
            _ => {
                errors.add("address", "send a list of lines");
                Vec::new()
            }
        };
        let new = Self { address: lines, subject, body };
        let (address, wrong) = new.check();
        for (field, complaints) in wrong.iter() {
            if errors.of(field).is_empty() {
                errors.add(field, complaints.join("; "));
            }
        }
        errors.or(Self { address: address.unwrap_or_default(), ..new })
    }

    /// The normalised address, and all problems of the letter.
    fn check(&self) -> (Option<Vec<String>>, FieldErrors) {
        let mut errors = FieldErrors::default();
        for (field, text, limit) in [("subject", &self.subject, NAME_LIMIT), ("body", &self.body, BODY_LIMIT)]
        {
            if is_blank(text) {
                errors.add(field, "write something");
            } else if text.chars().count() > limit {
                errors.add(field, format!("write at most {limit} characters"));
            } else if let Some(problem) = typeface::problem(&[text.as_str()]) {
                errors.add(field, problem);
            }
        }
        let lines: Vec<&str> = self.address.iter().map(String::as_str).collect();
        let address = match address::parse(&lines) {
            Ok(address) => Some(address),
            Err(problem) => {
                errors.add("address", problem.message());
                None
            }
        };
        if let Some(problem) = address.as_ref().and_then(|lines| typeface::problem(&[&lines.join("\n")])) {
            errors.add("address", problem);
        }
        (address, errors)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn everything_wrong_with_a_letter_is_told_at_once() {
        let errors =
            NewLetter::read(json!({"address": ["Rose", "Paris"], "subject": " ", "body": "漢"})).unwrap_err();
        for field in ["address", "subject", "body"] {
            assert_eq!(errors.of(field).len(), 1, "{field}");
        }
        assert_eq!(NewLetter::read(json!({"address": "Rose", "subject": 5})).unwrap_err().iter().count(), 3);
    }

    #[test]
    fn a_letter_is_kept_with_a_tidy_address() {
        let body = json!({"address": ["Rose ", "", "1 Acacia Avenue", "sw1a1aa"], "subject": "Keys", "body": "Dear Rose"});
        assert_eq!(NewLetter::read(body).unwrap().address, ["Rose", "1 Acacia Avenue", "SW1A 1AA"]);
    }
}
