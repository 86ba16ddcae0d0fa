//! Services: the programs that send notifications, what each sent, and what became of it.

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

/// One entry of `GET /api/services`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Service {
    /// A UUID.
    pub id: ServiceId,
    /// What it is called, also in `/api/message-status/{service}/…`.
    pub name: String,
    /// Where it is told of actions on its notifications.
    pub callback_url: Option<String>,
    /// How staff and residents reach the people behind it: a telephone number, an e-mail address, a counter.
    pub contact: Option<String>,
    /// Whether it may send.
    pub active: bool,
    /// Whether it is told of every reading, not only where a notification asks for it.
    pub read_callbacks: bool,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When its key was made, at the last rotation or at first.
    pub key_made_at: Timestamp,
    /// When its GOV.UK Notify key was entered; none while it has none.
    pub notify_key_at: Option<Timestamp>,
    /// What that key is called at GOV.UK Notify.
    pub notify_key_name: Option<String>,
    /// When it last sent.
    pub last_sent_at: Option<Timestamp>,
    /// How many notifications it sent in the last thirty days.
    pub sent_count: i64,
    /// How many of what left by e-mail, text or letter in that time failed for good.
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

/// The most characters of a service's name.
pub const SERVICE_NAME_LIMIT: usize = 60;

/// The most characters of a service's contact.
pub const CONTACT_LIMIT: usize = 200;

/// The body of `POST /api/services`, and of `PATCH /api/services/{id}`: what is left out of a change stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceChange {
    /// What it is called: letters, digits, blanks, dots, dashes, at most 60.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where it is told of actions; an empty text means nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback_url: Option<String>,
    /// How to reach the people behind it; an empty text means nobody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// Whether it may send.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
    /// Its key at GOV.UK Notify; an empty text takes it away. A secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notify_key: Option<String>,
    /// Whether it is told when somebody reads what it sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub read_callbacks: Option<bool>,
}

impl ServiceChange {
    /// Reads the body of a registration: a name is needed.
    pub fn read_new(body: Value) -> Result<Self, FieldErrors> {
        let change = Self::read(body)?;
        match change.name {
            Some(_) => Ok(change),
            None => Err(FieldErrors::one("name", "write what the service is called")),
        }
    }

    /// Reads the body of a change; everything wrong with it at once.
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

/// Whether a service may be called so: it stands in addresses and before its key.
pub fn is_service_name(name: &str) -> bool {
    let fits = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '_' | '&' | '\'');
    label::parse(name, SERVICE_NAME_LIMIT).is_ok() && name.chars().all(fits)
}

/// The answer to a registration and to a rotation: the secrets are shown this once.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceSecrets {
    /// The service.
    pub service: Service,
    /// Its `serviceKey`, which is also its bearer token: `{name}-{id}-{secret}`.
    pub service_key: String,
    /// What its callbacks are signed with: `whsec_…`. Null when a rotation kept it.
    pub callback_secret: Option<String>,
}

read_leniently!(ServiceSecrets { service, service_key, callback_secret });

/// One row of `GET /api/services/{id}/sent?channel=&before=&limit=`, and of `GET /api/sent` with the same query for everything
/// that the organisation sent: a notification by one of its channels, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SentItem {
    /// The notification.
    pub notification_id: NotificationId,
    /// What it is about.
    pub target_type: TargetType,
    /// By which channel.
    pub channel: NotificationType,
    /// On screen: `unread`, `read` or what was decided; else the sender's status.
    pub status: String,
    /// When that status was learned.
    pub time: Timestamp,
    /// When the service sent it.
    pub created_date: Timestamp,
    /// The sender's id of it.
    pub message_id: Option<String>,
    /// The document that keeps what was sent.
    pub document_id: Option<String>,
    /// Why it failed, in the sender's words.
    pub failure: Option<String>,
    /// Who sent it, by name: the service, or a person.
    pub created_by: String,
    /// The service, when one sent it.
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

/// One entry of `GET /api/follow-ons`: where a type's notifications lead, as an admin set it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FollowOnLink {
    /// The type.
    pub target_type: TargetType,
    /// A link in which `{targetId}` stands for the record's id.
    pub template: String,
    /// Whether an admin set it.
    pub is_own: bool,
    /// The service it was set for; none for all that have no link of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceId>,
}

read_leniently!(FollowOnLink { target_type, template, is_own, service });

/// The body of `PUT /api/follow-ons/{targetType}`; an empty template brings the default back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NewFollowOnLink {
    /// A link in which `{targetId}` stands for the record's id.
    pub template: String,
    /// The service that it is for; none for all that have no link of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceId>,
}

impl NewFollowOnLink {
    /// Reads a request.
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
