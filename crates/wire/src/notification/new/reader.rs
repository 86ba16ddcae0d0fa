//! Reads the fields of a request one by one and records their problems.

use super::{ADDRESS_LINES, FLAT, MESSAGE_LIMIT, TEXT_LIMIT};
use crate::invisible::is_blank;
use crate::lenient::{Fields, Lenient};
use crate::problem::FieldErrors;
use crate::time::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) struct Reader {
    pub(super) fields: Fields,
    pub(super) errors: FieldErrors,
}

impl Reader {
    /// A trimmed text; empty and null count as missing.
    pub(super) fn text(&mut self, name: &str, most: usize) -> Option<String> {
        let text = match self.fields.take::<Value>(name) {
            Value::Null => return None,
            Value::String(text) => text,
            _ => {
                self.errors.add(name, "write text");
                return None;
            }
        };
        if text.chars().count() > most {
            self.errors.add(name, format!("write at most {most} characters"));
        }
        Some(text.trim().to_owned()).filter(|text| !is_blank(text))
    }

    /// A flag; the source's clients also send it as text.
    pub(super) fn flag(&mut self, name: &str) -> bool {
        match self.fields.take::<Value>(name) {
            Value::Null => false,
            Value::Bool(flag) => flag,
            Value::String(text) if text.trim().is_empty() => false,
            Value::String(text) if text.trim().eq_ignore_ascii_case("true") => true,
            Value::String(text) if text.trim().eq_ignore_ascii_case("false") => false,
            _ => {
                self.errors.add(name, "write true or false");
                false
            }
        }
    }

    pub(super) fn number(&mut self, name: &str) -> Option<i64> {
        let value = self.fields.take::<Value>(name);
        if !value.is_null() && !value.is_i64() {
            self.errors.add(name, "write a whole number");
        }
        value.as_i64()
    }

    pub(super) fn time(&mut self, name: &str) -> Option<Timestamp> {
        let value = self.fields.take::<Value>(name);
        let is_there = !value.is_null();
        let time = Timestamp::read(value);
        if is_there && time.is_none() {
            self.errors.add(name, "write a time like 2026-01-31T09:30:00.000Z");
        }
        time
    }

    /// Times that can be chosen, in ascending order.
    pub(super) fn times(&mut self, name: &str) -> Vec<Timestamp> {
        const MOST: usize = 50;
        let list = match self.fields.take::<Value>(name) {
            Value::Null => return Vec::new(),
            Value::Array(list) if list.len() <= MOST => list,
            _ => {
                self.errors.add(name, format!("send a list of at most {MOST} times"));
                return Vec::new();
            }
        };
        let count = list.len();
        let mut times: Vec<Timestamp> = list.into_iter().filter_map(Timestamp::read).collect();
        if times.len() < count {
            self.errors.add(name, "write times like 2026-01-31T09:30:00.000Z");
        }
        times.sort_by_key(Timestamp::millis);
        times.dedup_by_key(|time| time.millis());
        times
    }

    pub(super) fn attachments(&mut self) -> Vec<String> {
        match self.fields.take::<Value>("attachments") {
            Value::Null => Vec::new(),
            Value::Array(list) if list.len() <= 10 && list.iter().all(Value::is_string) => {
                list.into_iter().filter_map(String::read).collect()
            }
            _ => {
                self.errors.add("attachments", "send a list of at most 10 document ids");
                Vec::new()
            }
        }
    }

    /// Nested, or flat at the top level; the nested value wins.
    pub(super) fn personalisation(&mut self) -> BTreeMap<String, String> {
        let mut params = BTreeMap::new();
        for name in FLAT.iter().chain(&ADDRESS_LINES) {
            if let Some(text) = self.text(name, TEXT_LIMIT) {
                params.insert((*name).to_owned(), text);
            }
        }
        match self.fields.take::<Value>("personalisationParams") {
            Value::Null => {}
            Value::Object(nested) if nested.len() <= 100 => {
                for (name, value) in nested {
                    match value {
                        Value::Null => {}
                        Value::String(text) if text.chars().count() <= MESSAGE_LIMIT => {
                            params.insert(name, text);
                        }
                        Value::Number(number) => {
                            params.insert(name, number.to_string());
                        }
                        Value::String(_) => {
                            let complaint = format!("write at most {MESSAGE_LIMIT} characters");
                            self.errors.add(format!("personalisationParams.{name}"), complaint);
                        }
                        _ => self.errors.add(format!("personalisationParams.{name}"), "write text"),
                    }
                }
            }
            _ => self.errors.add("personalisationParams", "send an object of texts, at most 100"),
        }
        params
    }
}
