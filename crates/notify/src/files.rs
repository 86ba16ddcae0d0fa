//! Files by e-mail: they are stored here, and the e-mail contains a link.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};
use serde_json::{Map, Value};

use super::auth::ApiKey;
use super::refusal::Refusal;
use super::schema::shown;
use crate::state::NotifyState;
use database::entity::notify_file;

/// The largest file in bytes.
const LIMIT: usize = 2 * 1024 * 1024;
const NAME_LIMIT: usize = 100;
const WEEK: i64 = 7 * 24 * 60 * 60 * 1000;
/// How many weeks a file is kept unless the request specifies it.
const WEEKS: i64 = 26;

/// Allowed files: extension and media type.
const TYPES: &[(&str, &str)] = &[
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("rtf", "application/rtf"),
    ("txt", "text/plain"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
];

/// Whether a value of a request is a file.
pub(super) fn is_file(value: &Value) -> bool {
    value.as_object().is_some_and(|fields| fields.contains_key("file"))
}

/// Replaces the files in the values by links. Nothing is stored yet.
pub(super) fn take(
    state: &NotifyState,
    who: &ApiKey,
    notify_message_id: &str,
    recipient: &str,
    values: &mut Map<String, Value>,
    root: &str,
) -> Result<Vec<notify_file::Model>, Refusal> {
    let mut files = Vec::new();
    for value in values.values_mut() {
        let Some(fields) = value.as_object().filter(|fields| fields.contains_key("file")) else { continue };
        check(fields)?;
        if who.service.contact.is_none() {
            return Err(Refusal::bad_request(format!(
                "Send files by email has not been set up - add contact details for your service at \
                 {root}/services/{}/service-settings/send-files-by-email",
                who.service.id
            )));
        }
        let (file, secret) = read(state, who, notify_message_id, recipient, fields)?;
        *value = format!("{root}/d/{}?key={secret}", file.id).into();
        files.push(file);
    }
    Ok(files)
}

/// Stores the files that [`take`] returned.
pub(super) async fn store(db: &impl ConnectionTrait, files: Vec<notify_file::Model>) -> Result<(), Refusal> {
    for file in files {
        file.into_active_model().reset_all().insert(db).await?;
    }
    Ok(())
}

fn check(fields: &Map<String, Value>) -> Result<(), Refusal> {
    let mut wrong = Vec::new();
    for (name, value) in fields {
        let fits = match name.as_str() {
            "file" => value.is_string(),
            "is_csv" | "confirm_email_before_download" => value.is_boolean() || value.is_null(),
            "retention_period" => value.is_null() || weeks(value).is_some(),
            "filename" => value.is_null() || value.as_str().is_some_and(|name| name.contains('.')),
            _ => {
                wrong.push(format!("Additional properties are not allowed ({name} was unexpected)"));
                continue;
            }
        };
        if fits {
            continue;
        }
        let value = shown(value);
        wrong.push(match name.as_str() {
            "file" => format!("file {value} is not of type string"),
            "filename" => {
                "filename `filename` must end with a file extension. For example, filename.csv".to_owned()
            }
            "retention_period" => format!(
                "retention_period Unsupported value for retention_period: {value}. Supported periods are from 1 to \
                 78 weeks."
            ),
            _ => format!("{name} Unsupported value for {name}: {value}. Use a boolean true or false value."),
        });
    }
    if fields.contains_key("is_csv") && fields.contains_key("filename") {
        wrong.push("Do not set a value for `is_csv` if `filename` is set.".to_owned());
    }
    if wrong.is_empty() { Ok(()) } else { Err(Refusal::validation(wrong)) }
}

/// Parses `1 week` to `78 weeks`.
fn weeks(value: &Value) -> Option<i64> {
    let text = value.as_str()?.trim().to_lowercase();
    let (number, word) = text.split_once(' ')?;
    let number = number.parse::<i64>().ok().filter(|number| (1..=78).contains(number))?;
    matches!(word, "week" | "weeks").then_some(number)
}

fn read(
    state: &NotifyState,
    who: &ApiKey,
    notify_message_id: &str,
    recipient: &str,
    fields: &Map<String, Value>,
) -> Result<(notify_file::Model, String), Refusal> {
    let text = fields["file"].as_str().unwrap_or_default();
    let bytes = STANDARD.decode(text).map_err(|_| Refusal::bad_request("Document is not base64 encoded"))?;
    if bytes.len() > LIMIT {
        return Err(Refusal::bad_request("Uploaded file exceeds file size limit"));
    }
    let filename = fields.get("filename").and_then(Value::as_str);
    if filename.is_some_and(|name| name.chars().count() > NAME_LIMIT) {
        return Err(Refusal::bad_request("`filename` cannot be longer than 100 characters"));
    }
    let is_csv = fields.get("is_csv").and_then(Value::as_bool).unwrap_or_default();
    let content_type = content_type(&bytes, filename, is_csv).map_err(|kind| {
        let known: Vec<_> = TYPES.iter().map(|(ending, _)| format!(".{ending}")).collect();
        Refusal::bad_request(format!(
            "Unsupported file type '{kind}'. Supported types are: '{}'",
            known.join("', '")
        ))
    })?;
    let wants_email = fields.get("confirm_email_before_download").and_then(Value::as_bool) != Some(false);
    let kept = fields.get("retention_period").and_then(weeks).unwrap_or(WEEKS);
    let (now, secret) = (state.now(), state.new_secret());
    let file = notify_file::Model {
        id: state.new_id().to_string(),
        service_id: who.service.id.clone(),
        notify_message_id: notify_message_id.to_owned(),
        key_hash: database::digest::hash(&secret),
        filename: filename.map(str::to_owned),
        content_type: content_type.to_owned(),
        email_hash: wants_email.then(|| database::digest::hash(recipient)),
        bytes,
        created_at: now,
        expires_at: now + kept * WEEK,
    };
    Ok((file, secret))
}

/// The media type of a file, from the extension of its name or from its first bytes; the error names the type that was detected.
pub fn content_type(bytes: &[u8], filename: Option<&str>, is_csv: bool) -> Result<&'static str, String> {
    let by_ending = |ending: &str| TYPES.iter().find(|(known, _)| *known == ending).map(|(_, kind)| *kind);
    if let Some((_, ending)) = filename.and_then(|name| name.rsplit_once('.')) {
        return by_ending(&ending.to_lowercase()).ok_or_else(|| format!(".{ending}"));
    }
    let holds = |part: &[u8]| bytes.windows(part.len()).take(8192).any(|window| window == part);
    let ending = match bytes {
        [b'%', b'P', b'D', b'F', ..] => "pdf",
        [0x89, b'P', b'N', b'G', ..] => "png",
        [0xff, 0xd8, 0xff, ..] => "jpg",
        [b'{', b'\\', b'r', b't', b'f', ..] => "rtf",
        [0xd0, 0xcf, 0x11, 0xe0, ..] => "doc",
        [b'P', b'K', 3, 4, ..] if holds(b"application/vnd.oasis.opendocument.text") => "odt",
        [b'P', b'K', 3, 4, ..] if holds(b"xl/") => "xlsx",
        [b'P', b'K', 3, 4, ..] if holds(b"word/") => "docx",
        [b'P', b'K', 3, 4, ..] => return Err("application/zip".to_owned()),
        _ if bytes.contains(&0) || std::str::from_utf8(bytes).is_err() => {
            return Err("application/octet-stream".to_owned());
        }
        _ if is_csv => "csv",
        _ => "txt",
    };
    by_ending(ending).ok_or_else(|| ending.to_owned())
}

/// The extension for a media type, for a file without a name.
pub(super) fn ending(content_type: &str) -> &'static str {
    TYPES.iter().rev().find(|(_, kind)| *kind == content_type).map_or("bin", |(ending, _)| ending)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_file_is_known_by_its_name_or_its_beginning() {
        assert_eq!(content_type(b"%PDF-1.7", None, false), Ok("application/pdf"));
        assert_eq!(content_type(b"a,b", None, true), Ok("text/csv"));
        assert_eq!(content_type(b"a,b", None, false), Ok("text/plain"));
        assert_eq!(content_type(b"a,b", Some("list.CSV"), false), Ok("text/csv"));
        assert_eq!(content_type(b"a,b", Some("run.exe"), false), Err(".exe".to_owned()));
        assert_eq!(content_type(b"MZ\0\x90", None, false), Err("application/octet-stream".to_owned()));
        assert_eq!(ending("image/jpeg"), "jpg");
    }

    #[test]
    fn a_period_is_one_to_78_weeks() {
        for (text, expected) in [
            ("1 week", Some(1)),
            ("78 Weeks", Some(78)),
            ("79 weeks", None),
            ("0 weeks", None),
            ("week", None),
        ] {
            assert_eq!(weeks(&json!(text)), expected, "{text}");
        }
    }
}
