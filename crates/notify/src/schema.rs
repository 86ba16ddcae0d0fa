//! Validates the fields of a request. The messages are those of GOV.UK Notify, because clients compare them.

use serde_json::{Map, Value};
use uuid::Uuid;
use wire::sender::{email, phone};
use wire::time::Timestamp;

use super::refusal::Refusal;

/// The type that a field must have.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rule {
    /// Any text.
    Text,
    /// A text of at most 1,000 characters.
    Reference,
    /// A UUID.
    Uuid,
    /// An e-mail address.
    Email,
    /// A telephone number of any country.
    Phone,
    /// An object.
    Object,
    /// A URL that begins with https.
    HttpsUrl,
    /// A time within the next day, or null.
    Soon,
    /// `first`, `second` or `economy`.
    Postage,
    /// A list or null.
    List,
}

/// The fields of one kind of request.
pub(super) struct Schema {
    /// All fields, in GOV.UK Notify's order.
    pub(super) fields: &'static [(&'static str, Rule)],
    /// The fields that must be present.
    pub(super) required: &'static [&'static str],
}

/// The most values in one request. In memory each takes many times its size in bytes.
const VALUES_MOST: usize = 100_000;

/// An object; an empty one in place of any other value.
pub(super) fn object(value: Option<Value>) -> Map<String, Value> {
    match value {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

/// Whether the body has more values than the limit, estimated from the commas and brackets outside of strings.
fn has_too_many_values(bytes: &[u8]) -> bool {
    let (mut is_text, mut is_escaped, mut count) = (false, false, 0);
    for byte in bytes {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            b',' | b'[' | b'{' if !is_text => count += 1,
            _ => {}
        }
    }
    count > VALUES_MOST
}

/// Parses the JSON object of a body; an empty body is an empty object.
pub(super) fn read_object(bytes: &[u8]) -> Result<Map<String, Value>, Refusal> {
    if has_too_many_values(bytes) {
        return Err(Refusal::bad_request(format!("Send at most {VALUES_MOST} values in one request")));
    }
    let no_json = || Refusal::bad_request("Invalid JSON supplied in POST data");
    let value: Value = serde_json::from_slice(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
        .map_err(|_| no_json())?;
    if holds_nul(&value) {
        return Err(no_json());
    }
    match value {
        Value::Object(fields) => Ok(fields),
        Value::Null | Value::Bool(false) => Ok(Map::new()),
        Value::Array(list) if list.is_empty() => Ok(Map::new()),
        Value::String(text) if text.is_empty() => Ok(Map::new()),
        other => Err(Refusal::validation(vec![format!("{} is not of type object", shown(&other))])),
    }
}

/// PostgreSQL cannot store the character NUL.
fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(holds_nul),
        Value::Object(fields) => fields.iter().any(|(name, value)| name.contains('\0') || holds_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

impl Schema {
    /// Refuses with all problems at once.
    pub(super) fn check(&self, body: &Map<String, Value>, now: i64) -> Result<(), Refusal> {
        let mut wrong = Vec::new();
        for (name, rule) in self.fields {
            if let Some(problem) = body.get(*name).and_then(|value| rule.problem(value, now)) {
                wrong.push(format!("{name} {problem}"));
            }
        }
        for name in self.required.iter().filter(|name| !body.contains_key(**name)) {
            wrong.push(format!("{name} is a required property"));
        }
        let unknown: Vec<&str> = body
            .keys()
            .map(String::as_str)
            .filter(|name| !self.fields.iter().any(|(known, _)| known == name))
            .collect();
        match unknown.as_slice() {
            [] => {}
            [one] => wrong.push(format!("Additional properties are not allowed ({one} was unexpected)")),
            many => {
                let many = many.join(", ");
                wrong.push(format!("Additional properties are not allowed ({many} were unexpected)"));
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(Refusal::validation(wrong)) }
    }
}

impl Rule {
    fn problem(self, value: &Value, now: i64) -> Option<String> {
        let wrong_type = |wanted: &str| Some(format!("{} is not of type {wanted}", shown(value)));
        match (self, value) {
            (Self::Object, Value::Object(_)) | (Self::List, Value::Array(_) | Value::Null) => None,
            (Self::Object, _) => wrong_type("object"),
            (Self::List, _) => wrong_type("array, null"),
            (Self::Soon, Value::Null) => None,
            (Self::Soon, Value::String(text)) => soon(text, now).map(str::to_owned),
            (Self::Soon, _) => wrong_type("string, null"),
            (Self::Uuid, Value::String(text)) if is_uuid(text) => None,
            (Self::Uuid, _) => Some("is not a valid UUID".to_owned()),
            (Self::HttpsUrl, Value::String(text)) if text.starts_with("https://") && text.len() > 8 => None,
            (Self::HttpsUrl, _) => Some("is not a valid https url".to_owned()),
            (Self::Text, Value::String(_)) => None,
            (Self::Reference, Value::String(text)) => {
                (text.chars().count() > 1000).then(|| format!("{text} is too long"))
            }
            (Self::Email, Value::String(text)) => {
                email::parse(text).is_none().then(|| "Not a valid email address".to_owned())
            }
            // Landlines are refused later, when the service is known.
            (Self::Phone, Value::String(text)) => match phone::parse(text) {
                Ok(_) | Err(phone::Problem::NotMobile) => None,
                Err(problem) => Some(problem.message().to_owned()),
            },
            (Self::Postage, Value::String(text)) => {
                let known = ["first", "second", "economy"].contains(&text.as_str());
                (!known).then(|| "invalid. It must be either first, second or economy.".to_owned())
            }
            (Self::Text | Self::Reference | Self::Email | Self::Phone | Self::Postage, _) => {
                wrong_type("string")
            }
        }
    }
}

/// Whether the text is a UUID in any of the notations that GOV.UK Notify accepts.
pub(super) fn is_uuid(text: &str) -> bool {
    Uuid::try_parse(text).is_ok()
}

/// A UUID in its stored form.
pub(super) fn uuid(text: &str) -> String {
    Uuid::try_parse(text).map_or_else(|_| text.to_owned(), |id| id.to_string())
}

fn soon(text: &str, now: i64) -> Option<&'static str> {
    let zoneless = |clock: &str| !clock.is_empty() && !clock.ends_with('Z') && !clock.contains(['+', '-']);
    let with_zone = if text.get(10..).is_some_and(zoneless) { format!("{text}Z") } else { text.to_owned() };
    let Ok(time) = Timestamp::try_from(with_zone) else {
        return Some(
            "datetime format is invalid. It must be a valid ISO8601 date time format, \
             https://en.wikipedia.org/wiki/ISO_8601",
        );
    };
    match time.millis() - now {
        ..0 => Some("datetime can not be in the past"),
        86_400_001.. => Some("datetime can only be 24 hours in the future"),
        _ => None,
    }
}

/// A value as GOV.UK Notify prints it: in Python's notation, without quotes.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.replace('\'', ""),
        Value::Array(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Value::Object(fields) => {
            let fields: Vec<_> =
                fields.iter().map(|(name, value)| format!("{name}: {}", shown(value))).collect();
            format!("{{{}}}", fields.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_outside_of_texts() {
        let many = |value: &str, count: usize| format!("[{}]", vec![value; count].join(","));
        assert!(!has_too_many_values(many("1", VALUES_MOST).as_bytes()));
        assert!(has_too_many_values(many("[]", VALUES_MOST).as_bytes()));
        assert!(has_too_many_values(many("1", VALUES_MOST + 1).as_bytes()));
        let text = format!("{{\"a\": \"{}\\\"{}\"}}", ",[{".repeat(VALUES_MOST), ",".repeat(VALUES_MOST));
        assert!(!has_too_many_values(text.as_bytes()));
    }
}
