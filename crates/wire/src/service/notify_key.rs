//! A service's key at GOV.UK Notify.

use crate::lenient::read_leniently;
use serde::Serialize;

/// The message that explains the form of a GOV.UK Notify key.
pub const NOTIFY_KEY_FORM: &str = "write the whole key as GOV.UK Notify showed it: its name, the service's id and the \
                                   secret, joined by dashes";

/// The name, the service's UUID and the secret of a GOV.UK Notify key, `{name}-{service}-{secret}`.
pub fn notify_key_parts(key: &str) -> Option<(&str, &str, &str)> {
    let at = key.len().checked_sub(74)?;
    let (name, tail) = (key.get(..at)?, key.get(at..)?);
    let (service, secret) = (tail.get(1..37)?, tail.get(38..)?);
    let is_id = |text: &str| {
        text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
    };
    let dashes = tail.as_bytes()[0] == b'-' && tail.as_bytes()[37] == b'-';
    (!name.is_empty() && dashes && is_id(service) && is_id(secret)).then_some((name, service, secret))
}

/// The response of `POST /api/services/{id}/notify-key/test`: GOV.UK Notify's answer to a key.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct NotifyKeyTest {
    /// Whether GOV.UK Notify accepts the key.
    pub accepted: bool,
    /// Why not, in GOV.UK Notify's words.
    pub answer: Option<String>,
    /// Number of e-mail templates that the key can use.
    pub email_templates: i64,
    pub sms_templates: i64,
    pub letter_templates: i64,
}

read_leniently!(NotifyKeyTest { accepted, answer, email_templates, sms_templates, letter_templates });

#[cfg(test)]
mod tests {
    use super::*;
    use crate::service::ServiceChange;
    use serde_json::json;

    #[test]
    fn a_notify_key_is_read_from_its_end() {
        let (service, secret) =
            ("15f6815b-0000-0000-0000-000000000000", "c6a75cc9-0000-0000-0000-000000000000");
        for name in ["income", "a name-with 9f dashes", "é"] {
            let key = format!("{name}-{service}-{secret}");
            assert_eq!(notify_key_parts(&key), Some((name, service, secret)));
            assert!(ServiceChange::read(json!({"notifyKey": format!(" {key} ")})).is_ok());
        }
        for key in
            ["income", secret, &format!("-{service}-{secret}"), &"é".repeat(60), &format!("x-{service}-")]
        {
            assert_eq!(notify_key_parts(key), None, "{key}");
            assert_eq!(ServiceChange::read(json!({"notifyKey": key})).unwrap_err().of("notifyKey").len(), 1);
        }
        assert!(ServiceChange::read(json!({"notifyKey": ""})).is_ok(), "an empty one takes it away");
    }
}
