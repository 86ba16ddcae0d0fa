//! `/api/templates`: templates of e-mails, texts and letters.

use super::placeholder;
use crate::carrier::TemplateOrigin;
use crate::invisible::is_blank;
use crate::label;
use crate::lenient::{Fields, read_leniently};
use crate::problem::FieldErrors;
use crate::time::Timestamp;
use crate::word::words;
use serde::Serialize;
use serde_json::Value;

words!(
    /// The channel of a template.
    TemplateType {
        Email = "email",
        Sms = "sms",
        Letter = "letter",
    }
);

/// One template in its current version, or one of its versions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Template {
    /// A UUID; the value of `templateId`.
    pub id: String,
    /// The service that it belongs to.
    pub service_id: String,
    pub service_name: String,
    pub origin: TemplateOrigin,
    #[serde(rename = "type")]
    pub kind: TemplateType,
    pub name: String,
    /// The subject of an e-mail, or the heading of a letter.
    pub subject: Option<String>,
    /// The text, with `((placeholders))`.
    pub body: String,
    /// `first` or `second`; for letters only.
    pub postage: Option<String>,
    /// The contact for replies on a letter, line by line.
    pub letter_contact_block: Option<String>,
    /// Starts at 1 and increases with every change.
    pub version: i64,
    /// Whether it can no longer be used.
    pub archived: bool,
    /// The names of its placeholders.
    pub placeholders: Vec<String>,
    /// The author of this version.
    pub created_by: String,
    pub created_at: Timestamp,
    /// When this version was created.
    pub updated_at: Option<Timestamp>,
}

read_leniently!(Template {
    id,
    service_id,
    service_name,
    origin,
    kind = "type",
    name,
    subject,
    body,
    postage,
    letter_contact_block,
    version,
    archived,
    placeholders,
    created_by,
    created_at,
    updated_at,
});

/// Maximum length of a template's name and of its subject, in characters.
pub const NAME_LIMIT: usize = 255;
/// Maximum length of an e-mail's or a letter's text, in characters.
pub const BODY_LIMIT: usize = 20_000;

/// The body of `POST /api/templates` and of `PATCH /api/templates/{id}`. Fields omitted from a change stay unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct TemplateChange {
    /// The owning service; the server's own, if omitted. It cannot be changed later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service_id: Option<String>,
    /// The channel. It cannot be changed later.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<TemplateType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The subject of an e-mail, or the heading of a letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// `first` or `second`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postage: Option<String>,
    /// The contact for replies on a letter, line by line; an empty one removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letter_contact_block: Option<String>,
    /// Whether it is archived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// The version that was edited; another change since then is a conflict.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

impl TemplateChange {
    /// Parses the body of a new template and reports all problems at once.
    pub fn read_new(body: Value) -> Result<Self, FieldErrors> {
        let (change, mut errors) = Self::read_fields(body);
        if change.kind.is_none() {
            errors.add("type", format!("write {}", TemplateType::choices()));
        }
        if change.name.is_none() {
            errors.add("name", "write what staff call it");
        }
        if change.body.is_none() {
            errors.add("body", "write what it says");
        }
        let wants_subject = matches!(change.kind, Some(TemplateType::Email | TemplateType::Letter));
        if wants_subject && change.subject.is_none() {
            errors.add("subject", "write a subject");
        }
        errors.or(change)
    }

    /// Parses the body of a change.
    pub fn read(body: Value) -> Result<Self, FieldErrors> {
        let (change, mut errors) = Self::read_fields(body);
        if change.kind.is_some() {
            errors.add("type", "a template keeps its type; make another one");
        }
        errors.or(change)
    }

    fn read_fields(body: Value) -> (Self, FieldErrors) {
        let mut errors = FieldErrors::default();
        let Some(mut fields) = Fields::of(body) else {
            errors.add("name", "send an object");
            return (Self::default(), errors);
        };
        let mut text = |name: &str, limit: usize| match fields.take::<Value>(name) {
            Value::Null => None,
            Value::String(text) if is_blank(&text) => {
                errors.add(name, "write something");
                None
            }
            Value::String(text)
                if name == "name" && label::parse(&text, limit) == Err(label::Problem::Direction) =>
            {
                errors.add(name, label::NO_DIRECTION_IN_DETAIL);
                None
            }
            Value::String(text) if text.chars().count() > limit => {
                errors.add(name, format!("write at most {limit} characters"));
                None
            }
            Value::String(text) => Some(text.trim().to_owned()),
            _ => {
                errors.add(name, "write text");
                None
            }
        };
        let (name, subject) = (text("name", NAME_LIMIT), text("subject", NAME_LIMIT));
        let (body, postage) = (text("body", BODY_LIMIT), text("postage", 20));
        let (service_id, kind) = (text("service_id", 36), text("type", 20));
        let known = kind.as_deref().and_then(TemplateType::known);
        if kind.is_some() && known.is_none() {
            errors.add("type", format!("write {}", TemplateType::choices()));
        }
        if postage.as_deref().is_some_and(|postage| !["first", "second", "economy"].contains(&postage)) {
            errors.add("postage", "write first, second or economy");
        }
        let archived = match fields.take::<Value>("archived") {
            Value::Null => None,
            Value::Bool(archived) => Some(archived),
            _ => {
                errors.add("archived", "write true or false");
                None
            }
        };
        let letter_contact_block = match fields.take::<Value>("letter_contact_block") {
            Value::Null => None,
            Value::String(block) => match contact_block(&block) {
                Ok(block) => Some(block),
                Err(problem) => {
                    errors.add("letterContactBlock", problem);
                    None
                }
            },
            _ => {
                errors.add("letterContactBlock", "write text");
                None
            }
        };
        let version = fields.take("version");
        let change = Self {
            service_id,
            kind: known,
            name,
            subject,
            body,
            postage,
            letter_contact_block,
            archived,
            version,
        };
        (change, errors)
    }
}

/// Maximum number of lines of a contact block.
pub const CONTACT_LINES: usize = 10;
/// Maximum length of each line, in characters.
pub const CONTACT_LINE_LENGTH: usize = 60;

/// A contact block in the form that is stored: trimmed lines without blank ones.
pub fn contact_block(text: &str) -> Result<String, String> {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    if lines.len() > CONTACT_LINES {
        return Err(format!("write at most {CONTACT_LINES} lines"));
    }
    if lines.iter().any(|line| line.chars().count() > CONTACT_LINE_LENGTH) {
        return Err(format!("write at most {CONTACT_LINE_LENGTH} characters in a line"));
    }
    Ok(lines.join("\n"))
}

/// The response of `POST /api/templates/{id}/preview`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = TemplatePreview))]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// The subject, filled with the known values.
    pub subject: Option<String>,
    /// The text, filled with the known values.
    pub body: String,
    /// The placeholders without a value.
    pub missing: Vec<String>,
    /// The length of a text in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub characters: Option<i64>,
    /// The number of parts of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts: Option<i64>,
    /// Why a letter cannot be sent to this address, in GOV.UK Notify's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address_problem: Option<String>,
    /// Why a letter cannot be printed, with the characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub print_problem: Option<String>,
}

read_leniently!(Preview { subject, body, missing, characters, parts, address_problem, print_problem });

/// The placeholder names of a template, without a letter's address.
pub fn placeholders(subject: Option<&str>, body: &str) -> Vec<String> {
    placeholder::names(&[subject.unwrap_or_default(), body])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn everything_wrong_with_a_new_template_is_told_at_once() {
        let errors =
            TemplateChange::read_new(json!({"type": "pigeon", "name": " ", "archived": "no"})).unwrap_err();
        for field in ["type", "name", "body", "archived"] {
            assert!(!errors.of(field).is_empty(), "{field}");
        }
        let text = json!({"type": "sms", "name": "Reminder", "body": "Hello ((name))"});
        assert!(TemplateChange::read_new(text).is_ok());
        for block in ["a\n".repeat(11), "x".repeat(61)] {
            let letter = json!({"letterContactBlock": block});
            assert_eq!(TemplateChange::read(letter).unwrap_err().of("letterContactBlock").len(), 1);
        }
        let letter = TemplateChange::read(json!({"letterContactBlock": " Acme \r\n\r\nLondon "})).unwrap();
        assert_eq!(letter.letter_contact_block.unwrap(), "Acme\nLondon");
        let email = json!({"type": "email", "name": "Reminder", "body": "Hello"});
        assert_eq!(TemplateChange::read_new(email).unwrap_err().of("subject").len(), 1);
    }
}
