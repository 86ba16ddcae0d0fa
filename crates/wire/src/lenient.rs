//! Lenient reading of JSON, so that a newer or careless server never blanks the screen of a person who waits for help.
//!
//! [`from_str`] parses the text with serde_json; [`Lenient`] then takes what it knows from the parsed value:
//!
//! - An unknown field is ignored.
//! - A field that is missing, null or of another type takes its default; the rest of the object is read as usual.
//! - An unknown word in place of an enum becomes the enum's catch-all variant, or its default.
//! - An item of a list that cannot be read is left out; the rest of the list is kept.
//! - Only text that is not JSON, or not an object where an object is expected, is refused.
//!
//! Each type lists its fields once, in `read_leniently!`, which also implements serde's `Deserialize` by the same rules. One
//! generic reader for each *type of field* is smaller than a derived one for each field: derived readers made the resident's
//! first load about 40 KB larger.

use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;

/// A value that reads itself from JSON as far as possible.
pub trait Lenient: Sized {
    /// `None` if the value cannot be read.
    fn read(value: Value) -> Option<Self>;
}

/// Reads a text; `None` if it is not JSON, or cannot be a `T`.
pub fn from_str<T: Lenient>(text: &str) -> Option<T> {
    T::read(serde_json::from_str(text).ok()?)
}

/// The fields of an object that is being read.
pub struct Fields(Map<String, Value>);

impl Fields {
    /// `None` if the value is not an object.
    pub fn of(value: Value) -> Option<Self> {
        match value {
            Value::Object(fields) => Some(Self(fields)),
            _ => None,
        }
    }

    /// An object without fields.
    pub fn none() -> Self {
        Self(Map::new())
    }

    /// The field `name`, in snake case as in Rust or as written in JSON, or its default when it is missing. One half of the
    /// contracts uses camel case and the other snake case, so both are looked up.
    pub fn take<T: Lenient + Default>(&mut self, name: &str) -> T {
        self.take_or(name, T::default)
    }

    /// The field `name`, or the value of `default`.
    pub fn take_or<T: Lenient>(&mut self, name: &str, default: fn() -> T) -> T {
        self.remove(name).and_then(T::read).unwrap_or_else(default)
    }

    #[inline(never)]
    fn remove(&mut self, name: &str) -> Option<Value> {
        let camel = name.contains('_').then(|| self.0.remove(&camel_case(name))).flatten();
        camel.or_else(|| self.0.remove(name))
    }
}

fn camel_case(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut after_underscore = false;
    for c in name.chars() {
        match c {
            '_' => after_underscore = true,
            c if after_underscore => {
                camel.push(c.to_ascii_uppercase());
                after_underscore = false;
            }
            c => camel.push(c),
        }
    }
    camel
}

/// Implements [`Lenient`], and serde's `Deserialize` with it. A field whose JSON name is not its camel case declares it; a field
/// that is missing here does not compile.
macro_rules! read_leniently {
    ($name:ident { $($field:ident $(= $key:literal)?),* $(,)? }) => {
        impl $crate::lenient::Lenient for $name {
            fn read(value: serde_json::Value) -> Option<Self> {
                let mut fields = $crate::lenient::Fields::of(value)?;
                Some(Self { $($field: fields.take($crate::lenient::read_leniently!(@key $field $($key)?))),* })
            }
        }

        $crate::lenient::deserialize_leniently!($name);
    };
    ($name:ident { ..$inner:ident, $($field:ident),* $(,)? }) => {
        impl $crate::lenient::Lenient for $name {
            fn read(value: serde_json::Value) -> Option<Self> {
                let $inner = $crate::lenient::Lenient::read(value.clone())?;
                let mut fields = $crate::lenient::Fields::of(value)?;
                Some(Self { $inner, $($field: fields.take(stringify!($field))),* })
            }
        }

        $crate::lenient::deserialize_leniently!($name);
    };
    (@key $field:ident) => { stringify!($field) };
    (@key $field:ident $key:literal) => { $key };
}

/// Implements serde's `Deserialize` for a type that is [`Lenient`].
macro_rules! deserialize_leniently {
    ($name:ident $(<$of:ident>)?) => {
        impl<'de $(, $of: $crate::lenient::Lenient)?> serde::Deserialize<'de> for $name $(<$of>)? {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <serde_json::Value as serde::Deserialize>::deserialize(deserializer)?;
                $crate::lenient::Lenient::read(value)
                    .ok_or_else(|| <D::Error as serde::de::Error>::custom("send an object"))
            }
        }
    };
}

pub(crate) use {deserialize_leniently, read_leniently};

/// Accepts any value.
impl Lenient for Value {
    fn read(value: Value) -> Option<Self> {
        Some(value)
    }
}

impl Lenient for bool {
    fn read(value: Value) -> Option<Self> {
        value.as_bool()
    }
}

/// A whole number may be written with a zero fraction, like `7.0`: JavaScript does not distinguish them.
impl Lenient for i64 {
    fn read(value: Value) -> Option<Self> {
        value.as_i64().or_else(|| whole(value.as_f64()?))
    }
}

fn whole(number: f64) -> Option<i64> {
    (number.fract() == 0.0 && number.abs() < 9e15).then_some(number as i64)
}

impl Lenient for u32 {
    fn read(value: Value) -> Option<Self> {
        i64::read(value).and_then(|number| number.try_into().ok())
    }
}

impl Lenient for f64 {
    fn read(value: Value) -> Option<Self> {
        value.as_f64()
    }
}

impl Lenient for Number {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }
}

impl Lenient for String {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }
}

/// `Option<Option<T>>` distinguishes null from a missing field.
impl<T: Lenient> Lenient for Option<T> {
    fn read(value: Value) -> Option<Self> {
        Some(T::read(value))
    }
}

impl<T: Lenient> Lenient for Vec<T> {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Array(list) => Some(list.into_iter().filter_map(T::read).collect()),
            _ => None,
        }
    }
}

impl<T: Lenient> Lenient for BTreeMap<String, T> {
    fn read(value: Value) -> Option<Self> {
        match value {
            Value::Object(fields) => {
                let mut read = Self::new();
                // One by one, because collecting would add a sorting algorithm to the app.
                for (name, value) in fields {
                    if let Some(value) = T::read(value) {
                        read.insert(name, value);
                    }
                }
                Some(read)
            }
            _ => None,
        }
    }
}

impl<T: Lenient> Lenient for Box<T> {
    fn read(value: Value) -> Option<Self> {
        T::read(value).map(Box::new)
    }
}

#[cfg(test)]
mod tests {
    use super::from_str;
    use crate::callout::Callout;
    use crate::status::CalloutStatus;
    use serde_json::json;

    #[test]
    fn a_field_of_another_type_costs_that_field_only() {
        let callout: Callout = serde_json::from_value(json!({
            "id": 7, "status": 5, "acknowledged": "yes", "customer": [], "loggedAt": null, "ownedBy": "duty",
            "calloutlocations": [{"id": 1}, "nowhere"],
        }))
        .unwrap();
        assert_eq!((callout.id.0, callout.owned_by.as_deref()), (7, Some("duty")));
        assert_eq!((callout.status, callout.acknowledged), (CalloutStatus::Created, false));
        assert_eq!(callout.locations.len(), 1);
    }

    #[test]
    fn a_list_keeps_what_can_be_read() {
        let callouts: Vec<Callout> =
            from_str(r#"[{"id": 1, "news": {"later": true}}, "nothing", {"id": 2.0}]"#).unwrap();
        assert_eq!(callouts.iter().map(|callout| callout.id.0).collect::<Vec<_>>(), [1, 2]);
        assert!(from_str::<Vec<Callout>>("[{").is_none());
    }

    #[test]
    fn what_is_no_object_is_no_callout() {
        assert!(serde_json::from_str::<Callout>("[]").is_err());
        assert!(serde_json::from_str::<Callout>("{").is_err());
    }
}
