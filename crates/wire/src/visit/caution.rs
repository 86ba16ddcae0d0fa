//! A cautionary record, and the body that stores one.

use crate::customer::is_email;
use crate::id::SiteId;
use crate::invisible::is_blank;
use crate::lenient::{Fields, read_leniently};
use crate::notification::MESSAGE_LIMIT;
use crate::problem::FieldErrors;
use crate::sender::email;
use crate::time::Timestamp;
use serde::Serialize;
use serde_json::Value;

/// One item of `GET /api/cautions`, newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Caution {
    /// The id in the system that keeps it.
    pub id: String,
    /// The home that it is about, as the services name it.
    pub property: Option<String>,
    /// The household that it is about.
    pub household: Option<String>,
    pub site_id: Option<SiteId>,
    /// The warning.
    pub message: String,
    pub created_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
}

read_leniently!(Caution { id, property, household, site_id, message, created_at, ended_at });

/// The body of `PUT /api/cautions/{id}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NewCaution {
    /// The home that it is about; either this or the household is needed.
    pub property: Option<String>,
    /// The household that it is about.
    pub household: Option<String>,
    /// The site, whose officers are notified.
    pub site_id: Option<SiteId>,
    /// The e-mail address of the household's officer; without one, the officers of the site are notified.
    pub user: Option<String>,
    /// The warning.
    pub message: String,
}

impl NewCaution {
    /// Parses a request and reports all problems at once.
    pub fn read(body: Value) -> Result<Self, FieldErrors> {
        let Some(mut fields) = Fields::of(body) else {
            return Err(FieldErrors::one(
                "message",
                "send an object with property or household, and message",
            ));
        };
        let mut errors = FieldErrors::default();
        let property = text(&mut fields, "property", 1000, &mut errors);
        let household = text(&mut fields, "household", 1000, &mut errors);
        let user = text(&mut fields, "user", 1000, &mut errors);
        let message = text(&mut fields, "message", MESSAGE_LIMIT, &mut errors);
        if property.is_none() && household.is_none() {
            errors.add("property", "write which home or household this is about");
        }
        if message.is_none() && errors.of("message").is_empty() {
            errors.add("message", "write what to take care of");
        }
        if user.as_deref().is_some_and(|user| !is_email(user)) {
            errors.add("user", "write the officer's e-mail address");
        }
        let site_id: Option<i64> = fields.take("siteId");
        errors.or(Self {
            property,
            household,
            site_id: site_id.map(SiteId),
            user: user.map(|typed| email::identity(&typed)),
            message: message.unwrap_or_default(),
        })
    }
}

/// A trimmed text; empty and null count as missing.
pub(super) fn text(fields: &mut Fields, name: &str, most: usize, errors: &mut FieldErrors) -> Option<String> {
    let text = match fields.take::<Value>(name) {
        Value::Null => return None,
        Value::String(text) => text,
        _ => {
            errors.add(name, "write text");
            return None;
        }
    };
    if text.chars().count() > most {
        errors.add(name, format!("write at most {most} characters"));
    }
    Some(text.trim().to_owned()).filter(|text| !is_blank(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_caution_says_where_and_what() {
        let errors = NewCaution::read(json!({"user": "nobody"})).unwrap_err();
        for field in ["property", "message", "user"] {
            assert_eq!(errors.of(field).len(), 1, "{field}");
        }
        assert!(NewCaution::read(json!({"household": "h-1", "message": "Two people, always."})).is_ok());
    }
}
