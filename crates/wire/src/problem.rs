//! Errors of the Notifications API: RFC 9457 problems, with all validation errors of a body by field.

use crate::lenient::{Fields, Lenient, deserialize_leniently};
use crate::notification::Notification;
use serde::Serialize;
use std::collections::BTreeMap;

/// Validation errors, by JSON field name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = ProblemErrors))]
#[serde(transparent)]
pub struct FieldErrors(BTreeMap<String, Vec<String>>);

impl FieldErrors {
    /// One error of one field.
    pub fn one(field: impl Into<String>, complaint: impl Into<String>) -> Self {
        let mut errors = Self::default();
        errors.add(field, complaint);
        errors
    }

    /// Adds an error to a field.
    pub fn add(&mut self, field: impl Into<String>, complaint: impl Into<String>) {
        self.0.entry(field.into()).or_default().push(complaint.into());
    }

    /// Whether there are no errors.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The errors of this field.
    pub fn of(&self, field: &str) -> &[String] {
        self.0.get(field).map_or(&[], Vec::as_slice)
    }

    /// Every field with its errors.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(field, complaints)| (field.as_str(), complaints.as_slice()))
    }

    /// `value` if there are no errors.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl Lenient for FieldErrors {
    fn read(value: serde_json::Value) -> Option<Self> {
        BTreeMap::read(value).map(Self)
    }
}

/// The body of every error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// The type of the problem, as a URI.
    #[serde(rename = "type")]
    pub kind: String,
    /// The type in a few words.
    pub title: String,
    /// The HTTP status of the response.
    pub status: u32,
    /// What happened, and what to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The validation errors by field.
    #[serde(skip_serializing_if = "FieldErrors::is_empty")]
    pub errors: FieldErrors,
}

/// A refusal because somebody else was faster, with the notification as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConflictProblem {
    /// The problem.
    #[serde(flatten)]
    pub problem: Problem,
    /// The notification; left out where the conflict is about something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification: Option<Box<Notification>>,
}

impl Lenient for Problem {
    fn read(value: serde_json::Value) -> Option<Self> {
        let mut fields = Fields::of(value)?;
        Some(Self {
            kind: fields.take("type"),
            title: fields.take("title"),
            status: fields.take("status"),
            detail: fields.take("detail"),
            errors: fields.take("errors"),
        })
    }
}

deserialize_leniently!(Problem);

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{from_value, json, to_value};

    #[test]
    fn every_field_is_told_at_once() {
        let mut errors = FieldErrors::one("email", "write one");
        errors.add("email", "and a real one");
        errors.add("message", "write one");
        let problem =
            Problem { kind: "about:blank".into(), title: "x".into(), status: 422, detail: None, errors };
        let body = json!({"type": "about:blank", "title": "x", "status": 422,
            "errors": {"email": ["write one", "and a real one"], "message": ["write one"]}});
        assert_eq!(to_value(&problem).unwrap(), body);
        assert_eq!(from_value::<Problem>(body).unwrap(), problem);
    }
}
