//! Validation errors of the assistance API: every field at once, each at its path:
//! `{"label":["…"],"webhook_notifiers":[{},{"url":["…"]}]}`.

use serde_json::{Map, Value};
use std::fmt;

/// The key of errors that belong to no single field.
pub const WHOLE: &str = "non_field_errors";

/// Validation errors by path, such as `webhook_notifiers.1.url`. Each field has at most one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<(String, String)>);

impl FieldErrors {
    /// An empty list of errors.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error. The first error of a field stays, because it is the more specific one.
    pub fn add(&mut self, path: impl Into<String>, message: impl Into<String>) {
        let path = path.into();
        if !self.0.iter().any(|(known, _)| covers(known, &path)) {
            self.0.push((path, message.into()));
        }
    }

    /// Whether there are no errors.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Path and message of each error.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, message)| (path.as_str(), message.as_str()))
    }

    /// The error of one field.
    pub fn at(&self, path: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == path).map(|(_, message)| message)
    }

    /// The response body: objects and lists nested like the request, with a list of messages at each field.
    pub fn to_json(&self) -> Value {
        let mut tree = Value::Object(Map::new());
        for (path, message) in &self.0 {
            let mut place = &mut tree;
            for step in path.split('.') {
                place = child(place, step);
            }
            *place = Value::Array(vec![message.clone().into()]);
        }
        tree
    }

    /// Reads such a body; anything else in it is skipped.
    pub fn read(body: &Value) -> Self {
        let mut errors = Self::new();
        collect(body, String::new(), &mut errors);
        errors
    }
}

/// An error about a whole list excludes errors about its items.
fn covers(known: &str, path: &str) -> bool {
    path.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn child<'a>(place: &'a mut Value, step: &str) -> &'a mut Value {
    match step.parse::<usize>() {
        Ok(index) => {
            if !place.is_array() {
                *place = Value::Array(Vec::new());
            }
            let list = place.as_array_mut().expect("BUG: it was made a list just now");
            while list.len() <= index {
                list.push(Value::Object(Map::new()));
            }
            &mut list[index]
        }
        Err(_) => {
            if !place.is_object() {
                *place = Value::Object(Map::new());
            }
            let fields = place.as_object_mut().expect("BUG: it was made an object just now");
            fields.entry(step).or_insert(Value::Null)
        }
    }
}

fn collect(value: &Value, path: String, errors: &mut FieldErrors) {
    let below = |step: String| if path.is_empty() { step } else { format!("{path}.{step}") };
    match value {
        Value::String(message) if !path.is_empty() => errors.add(path, message.as_str()),
        Value::Array(list) => {
            for (index, item) in list.iter().enumerate() {
                let path = if item.is_string() { path.clone() } else { below(index.to_string()) };
                collect(item, path, errors);
            }
        }
        Value::Object(fields) => {
            for (name, item) in fields {
                collect(item, below(name.clone()), errors);
            }
        }
        _ => {}
    }
}

impl fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (path, message)) in self.0.iter().enumerate() {
            let gap = if index == 0 { "" } else { " " };
            write!(f, "{gap}{path}: {message}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn errors(list: &[(&str, &str)]) -> FieldErrors {
        let mut errors = FieldErrors::new();
        for (path, message) in list {
            errors.add(*path, *message);
        }
        errors
    }

    #[test]
    fn each_complaint_stands_at_its_path() {
        let errors =
            errors(&[("label", "a"), ("webhook_notifiers.1.url", "b"), ("webhook_notifiers.1.name", "c")]);
        let body = json!({"label": ["a"], "webhook_notifiers": [{}, {"url": ["b"], "name": ["c"]}]});
        assert_eq!(errors.to_json(), body);
        let mut read: Vec<_> = FieldErrors::read(&body).iter().map(|(path, _)| path.to_owned()).collect();
        read.sort();
        assert_eq!(read, ["label", "webhook_notifiers.1.name", "webhook_notifiers.1.url"]);
        assert_eq!(errors.at("webhook_notifiers.1.url"), Some("b"));
    }

    #[test]
    fn the_first_complaint_of_a_field_stays() {
        let errors = errors(&[
            ("name", "write a text"),
            ("name", "it is empty"),
            ("list", "send a list"),
            ("list.0.url", "x"),
        ]);
        assert_eq!(errors.to_json(), json!({"name": ["write a text"], "list": ["send a list"]}));
    }

    #[test]
    fn a_map_by_number_reads_as_a_list() {
        let errors = FieldErrors::read(&json!({"email_notifiers": {"1": {"email": ["x"]}}, "detail": 5}));
        assert_eq!(errors.iter().collect::<Vec<_>>(), [("email_notifiers.1.email", "x")]);
    }
}
