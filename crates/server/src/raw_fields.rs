//! Reads the fields of a JSON object one by one, so that an unusable field affects no other.
//!
//! serde parses an object as a whole, so a number beyond all ranges, half of a surrogate pair or deep nesting in an unimportant
//! field would refuse the others.

use std::collections::HashMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use web::error::Error;

/// Fields that have not been read yet, by name.
#[derive(Debug, Default)]
pub struct RawFields(HashMap<Vec<u8>, Box<RawValue>>);

impl RawFields {
    /// The fields of a body; 400 if it is not a JSON object.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let mut reader = serde_json::Deserializer::from_slice(bytes);
        let fields = Self::deserialize(&mut reader).and_then(|fields| reader.end().map(|()| fields));
        fields.map_err(|error| {
            Error::bad_request(format!("The body is not a JSON object. Send one object: {{…}}. ({error})"))
        })
    }

    /// The fields of a value; `None` if it is not an object.
    pub fn of(raw: &RawValue) -> Option<Self> {
        serde_json::from_str(raw.get()).ok()
    }

    /// Removes and returns a field that is present and not null.
    pub fn take(&mut self, name: &str) -> Option<Box<RawValue>> {
        self.0.remove(name.as_bytes()).filter(|raw| raw.get() != "null")
    }

    /// Whether a field is present and not null.
    pub fn has(&self, name: &str) -> bool {
        self.0.get(name.as_bytes()).is_some_and(|raw| raw.get() != "null")
    }

    /// Removes and parses a field. If it cannot be parsed, its `path` is added to `ignored`.
    pub fn read<T: DeserializeOwned>(
        &mut self,
        name: &str,
        path: &str,
        ignored: &mut Vec<String>,
    ) -> Option<T> {
        let read = serde_json::from_str(self.take(name)?.get()).ok();
        if read.is_none() {
            ignored.push(format!("{path}{name}"));
        }
        read
    }
}

impl<'de> Deserialize<'de> for RawFields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FieldsVisitor)
    }
}

struct FieldsVisitor;

impl<'de> Visitor<'de> for FieldsVisitor {
    type Value = RawFields;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawFields, A::Error> {
        let mut fields = HashMap::new();
        while let Some((Name(name), value)) = map.next_entry()? {
            fields.insert(name, value);
        }
        Ok(RawFields(fields))
    }
}

/// A name as bytes, because half of a surrogate pair is not valid text.
struct Name(Vec<u8>);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(NameVisitor)
    }
}

struct NameVisitor;

impl Visitor<'_> for NameVisitor {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Name, E> {
        Ok(Name(bytes.to_vec()))
    }

    fn visit_str<E>(self, text: &str) -> Result<Name, E> {
        Ok(Name(text.as_bytes().to_vec()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_costs_nothing_but_itself() {
        let deep = format!("{}{}", "[".repeat(30_000), "]".repeat(30_000));
        let body = format!(r#"{{"a":1,"b":1e999,"c":"\ud800","\ud800":1,"d":{deep},"e":null,"a":2}}"#);
        let mut fields = RawFields::parse(body.as_bytes()).unwrap();
        let mut ignored = Vec::new();
        assert_eq!(fields.read::<i64>("a", "", &mut ignored), Some(2));
        assert_eq!(fields.read::<f64>("b", "x.", &mut ignored), None);
        assert_eq!(fields.read::<String>("c", "", &mut ignored), None);
        assert_eq!(fields.read::<String>("d", "", &mut ignored), None);
        assert_eq!(fields.read::<String>("e", "", &mut ignored), None);
        assert_eq!(ignored, ["x.b", "c", "d"]);
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for body in ["", "[]", "5", "null", "\"x\"", "{", "{} {}", "{\"a\":}", "{\"a\":NaN}", "{a:1}"] {
            assert!(RawFields::parse(body.as_bytes()).is_err(), "{body}");
        }
    }
}
