//! Services: the programs that send notifications, and what each has sent.

mod notify_key;

pub use notify_key::{NOTIFY_KEY_FORM, NotifyKeyTest, notify_key_parts};

use crate::id::{NotificationId, ServiceId};
use crate::label;
use crate::lenient::{Fields, read_leniently};
use crate::link::template_problem;
use crate::notification::NotificationType;
use crate::problem::FieldErrors;
use crate::target_type::TargetType;
use crate::time::Timestamp;
use serde::Serialize;
use serde_json::Value;

/// One item of `GET /api/services`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// A UUID.
    pub id: ServiceId,
    /// The name, also used in `/api/message-status/{service}/…`.
    pub name: String,
    /// The URL that receives actions on its notifications.
    pub callback_url: Option<String>,
    /// How staff and residents reach the people behind it: a telephone number, an e-mail address, a counter.
    pub contact: Option<String>,
    /// Whether it may send.
    pub active: bool,
    /// Whether its callback receives every reading, not only where a notification asks for it.
    pub read_callbacks: bool,
    pub created_at: Timestamp,
    /// When its current key was created.
    pub key_made_at: Timestamp,
    /// When its GOV.UK Notify key was entered; none if it has none.
    pub notify_key_at: Option<Timestamp>,
    /// The key's name at GOV.UK Notify.
    pub notify_key_name: Option<String>,
    /// When it last sent a notification.
    pub last_sent_at: Option<Timestamp>,
    /// Number of notifications that it sent in the last thirty days.
    pub sent_count: i64,
    /// Number of its e-mails, texts and letters of that time that failed for good.
    pub failed_count: i64,
}

read_leniently!(Service {
    id,
    name,
    callback_url,
    contact,
    active,
    read_callbacks,
    created_at,
    key_made_at,
    notify_key_at,
    notify_key_name,
    last_sent_at,
    sent_count,
    failed_count
});

/// Maximum length of a service's name in characters.
pub const SERVICE_NAME_LIMIT: usize = 60;

/// Maximum length of a service's contact in characters.
pub const CONTACT_LIMIT: usize = 200;

/// The body of `POST /api/services` and of `PATCH /api/services/{id}`. Fields omitted from a change stay unchanged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServiceChange {
    /// Letters, digits, blanks, dots and dashes, at most 60.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The URL that receives actions; an empty text removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback_url: Option<String>,
    /// How to reach the people behind it; an empty text removes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Whether it may send.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// Its key at GOV.UK Notify; an empty text removes it. A secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify_key: Option<String>,
    /// Whether its callback receives readings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_callbacks: Option<bool>,
}

impl ServiceChange {
    /// Parses the body of a registration, which needs a name.
    pub fn read_new(body: Value) -> Result<Self, FieldErrors> {
        let change = Self::read(body)?;
        match change.name {
            Some(_) => Ok(change),
            None => Err(FieldErrors::one("name", "write what the service is called")),
        }
    }

    /// Parses the body of a change and reports all problems at once.
    pub fn read(body: Value) -> Result<Self, FieldErrors> {
        let Some(mut fields) = Fields::of(body) else {
            return Err(FieldErrors::one("name", "send an object"));
        };
        let mut errors = FieldErrors::default();
        let mut text = |name: &str| match fields.take::<Value>(name) {
            Value::Null => None,
            Value::String(text) => Some(text.trim().to_owned()),
            _ => {
                errors.add(name, "write text");
                None
            }
        };
        let (name, callback_url, notify_key, contact) =
            (text("name"), text("callbackUrl"), text("notifyKey"), text("contact"));
        if name.as_deref().is_some_and(|name| !is_service_name(name)) {
            errors.add("name", "write 1 to 60 letters, digits, blanks, dots and dashes");
        }
        let is_web = |url: &str| {
            url.is_empty()
                || ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme) && url.len() < 1000)
        };
        if !callback_url.as_deref().is_none_or(is_web) {
            errors.add("callbackUrl", "write an address that begins with https://");
        }
        if notify_key.as_deref().is_some_and(|key| !key.is_empty() && notify_key_parts(key).is_none()) {
            errors.add("notifyKey", NOTIFY_KEY_FORM);
        }
        if contact.as_deref().is_some_and(|contact| label::parse_optional(contact, CONTACT_LIMIT).is_err()) {
            errors
                .add("contact", "write a telephone number or an address on one line, at most 200 characters");
        }
        let mut flag = |name: &str| match fields.take::<Value>(name) {
            Value::Null => None,
            Value::Bool(flag) => Some(flag),
            _ => {
                errors.add(name, "write true or false");
                None
            }
        };
        let (active, read_callbacks) = (flag("active"), flag("readCallbacks"));
        errors.or(Self { name, callback_url, contact, active, notify_key, read_callbacks })
    }
}

/// Whether a service may have this name, which is used in URLs and before its key.
pub fn is_service_name(name: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '&' | '\'');
    label::parse(name, SERVICE_NAME_LIMIT).is_ok() && name.chars().all(fits)
}

/// The response to a registration and to a rotation. The secrets are not shown again.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct ServiceSecrets {
    pub service: Service,
    /// Its `serviceKey`, which is also its bearer token: `{name}-{id}-{secret}`.
    pub service_key: String,
    /// The secret that signs its callbacks: `whsec_…`. Null when a rotation did not change it.
    pub callback_secret: Option<String>,
}

read_leniently!(ServiceSecrets { service, service_key, callback_secret });

/// One item of `GET /api/services/{id}/sent?channel=&before=&limit=`, and of `GET /api/sent` with the same query for everything
/// that the organisation sent: a notification by one of its channels, with its status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct SentItem {
    pub notification_id: NotificationId,
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::StoredTargetType))]
    pub target_type: TargetType,
    pub channel: NotificationType,
    /// On screen: `unread`, `read` or the decision; otherwise GOV.UK Notify's status.
    pub status: String,
    /// When the status was received.
    pub time: Timestamp,
    /// When the service sent it.
    pub created_date: Timestamp,
    /// GOV.UK Notify's id.
    pub message_id: Option<String>,
    /// The document with the sent content.
    pub document_id: Option<String>,
    /// Why it failed, in GOV.UK Notify's words.
    pub failure: Option<String>,
    /// The name of the service or person that sent it.
    pub created_by: String,
    /// The service, if one sent it.
    pub service_id: Option<ServiceId>,
}

read_leniently!(SentItem {
    failure,
    created_by,
    service_id,
    notification_id,
    target_type,
    channel,
    status,
    time,
    created_date,
    message_id,
    document_id
});

/// One item of `GET /api/follow-ons`: the link of a type's notifications, as an admin set it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct FollowOnLink {
    pub target_type: TargetType,
    /// A link in which `{targetId}` is replaced by the record's id.
    pub template: String,
    /// Whether an admin set it.
    pub is_own: bool,
    /// The service that it applies to; none for all without a link of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceId>,
}

read_leniently!(FollowOnLink { target_type, template, is_own, service });

/// The body of `PUT /api/follow-ons/{targetType}`; an empty template restores the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewFollowOnLink {
    /// A link in which `{targetId}` is replaced by the record's id.
    pub template: String,
    /// The service that it applies to; none for all without a link of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceId>,
}

impl NewFollowOnLink {
    /// Parses a request for a link.
    pub fn read(body: Value) -> Result<Self, FieldErrors> {
        let mut fields = Fields::of(body).unwrap_or_else(Fields::none);
        let template = match fields.take::<Value>("template") {
            Value::String(template) => template.trim().to_owned(),
            _ => return Err(FieldErrors::one("template", "write a link, or an empty text")),
        };
        let service = fields.take::<Option<String>>("service").filter(|id| !id.is_empty()).map(ServiceId);
        match template_problem(&template).filter(|_| !template.is_empty()) {
            Some(problem) => Err(FieldErrors::one("template", problem)),
            None => Ok(Self { template, service }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_registration_needs_a_name_that_fits_into_an_address() {
        let ok = ServiceChange::read_new(
            json!({"name": " Revenue & Benefits ", "callbackUrl": "https://x.example/cb"}),
        );
        assert_eq!(ok.unwrap().name.unwrap(), "Revenue & Benefits");
        for (body, field) in [
            (json!({}), "name"),
            (json!({"name": "a/b"}), "name"),
            (json!({"name": "x".repeat(61)}), "name"),
            (json!({"name": "x", "callbackUrl": "ftp://x"}), "callbackUrl"),
            (json!({"name": "x", "active": "yes"}), "active"),
        ] {
            assert_eq!(ServiceChange::read_new(body).unwrap_err().of(field).len(), 1, "{field}");
        }
    }

    #[test]
    fn a_link_is_never_a_script() {
        for template in ["/staff/records/account/{targetId}", "https://x.example/{targetId}", ""] {
            assert!(NewFollowOnLink::read(json!({"template": template})).is_ok(), "{template}");
        }
        for template in ["javascript:alert(1)", "//evil.example", "/\\evil.example", "https://", "a b"] {
            assert!(NewFollowOnLink::read(json!({"template": template})).is_err(), "{template}");
        }
    }
}
