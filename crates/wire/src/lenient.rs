//! Reading answers leniently: what is missing, null or of another type than expected stands at its default, and the rest
//! is shown. A newer or a careless server must never blank the screen of somebody who waits for help.
//!
//! It is also small: one generic reader a *type of field*, where derived readers are one a field. The resident's first
//! load would be some 40 KB heavier with those.

use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;

/// A value that reads itself from JSON as far as it can.
pub trait Lenient: Sized {
    /// `None` for what cannot be one.
    fn read(value: Value) -> Option<Self>;
}

/// The fields of an object that is being read.
pub struct Fields(Map<String, Value>);

impl Fields {
    /// `None` for what is no object.
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

    /// The field `name`, written in snake case as in Rust or as it stands on the wire; its default when there is none.
    /// One half of the contracts writes camel case and the other snake case: both are looked for.
    pub fn take<T: Lenient + Default>(&mut self, name: &str) -> T {
        self.take_or(name, T::default)
    }

    /// The field `name`, or what `default` makes.
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

/// Implements [`Lenient`], and serde's `Deserialize` by it. A field with another name than its camel case says so; a field
/// that is forgotten here does not compile.
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

/// serde's `Deserialize` for a type that is [`Lenient`].
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

/// Whatever it is.
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

impl Lenient for i64 {
    fn read(value: Value) -> Option<Self> {
        value.as_i64()
    }
}

impl Lenient for u32 {
    fn read(value: Value) -> Option<Self> {
        value.as_u64().and_then(|number| number.try_into().ok())
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

/// A null in the place of `Option<Option<T>>` is told from a field that is not there.
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
                // One by one: collecting would bring a sorting algorithm along.
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
    fn what_is_no_object_is_no_callout() {
        assert!(serde_json::from_str::<Callout>("[]").is_err());
        assert!(serde_json::from_str::<Callout>("{").is_err());
    }
}
