//! Templates: `((name))` is replaced by a value, `((flag??words))` by the words if the flag is yes.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

/// One piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Literal text.
    Words(&'a str),
    /// `((name))`.
    Value(&'a str),
    /// `((name??words))`.
    Condition {
        /// The flag.
        name: &'a str,
        /// The text if the flag is yes.
        words: &'a str,
    },
}

/// How a list of values is written into the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lists {
    /// As bullet points, one per line: e-mails and letters.
    Bullets,
    /// In a sentence: `a, b and c`.
    Sentence,
}

/// The pieces of a template, in order.
pub fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut words, mut at) = (0, 0);
    while let Some(found) = template[at..].find("((") {
        let open = at + found;
        let body = &template[open + 2..];
        let length = body.find(['(', ')']).unwrap_or(body.len());
        if length == 0 || !body[length..].starts_with("))") {
            // `(((name))` contains a placeholder that begins one character later.
            at = open + 1;
            continue;
        }
        if words < open {
            pieces.push(Piece::Words(&template[words..open]));
        }
        pieces.push(match body[..length].split_once("??") {
            Some((name, words)) => Piece::Condition { name, words },
            None => Piece::Value(&body[..length]),
        });
        words = open + 2 + length + 2;
        at = words;
    }
    if words < template.len() {
        pieces.push(Piece::Words(&template[words..]));
    }
    pieces
}

/// The normal form of a name: case, blanks, dashes and underscores are ignored.
fn key(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// Whether two names mean the same value.
pub fn is_same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// The placeholders of file links: `((link_to_file))`, `((link_to_file_2))` and the following numbers, in any notation.
pub fn is_file_place(name: &str) -> bool {
    let name: String = name.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).collect();
    let start = "linktofile";
    name.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

/// Looks up values by name. It is built once per message, so that a template with thousands of names and a request with thousands
/// of values are read once each, not once per pair.
pub struct ValueIndex<'a> {
    values: &'a Map<String, Value>,
    by_key: HashMap<String, &'a Value>,
}

impl<'a> ValueIndex<'a> {
    /// Indexes all names.
    pub fn new(values: &'a Map<String, Value>) -> Self {
        let mut by_key = HashMap::with_capacity(values.len());
        for (name, value) in values {
            by_key.entry(key(name)).or_insert(value);
        }
        Self { values, by_key }
    }

    /// The value with this name.
    pub fn get(&self, name: &str) -> Option<&'a Value> {
        let found = self.values.get(name).or_else(|| self.by_key.get(&key(name)).copied());
        found.filter(|value| !value.is_null())
    }
}

/// The placeholder names of the texts, each once, in order.
pub fn names(texts: &[&str]) -> Vec<String> {
    let mut known = HashSet::new();
    let mut names = Vec::new();
    for piece in texts.iter().flat_map(|text| pieces(text)) {
        let (Piece::Value(name) | Piece::Condition { name, .. }) = piece else { continue };
        if known.insert(key(name)) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The placeholder names of the texts that have no value.
pub fn missing(texts: &[&str], values: &Map<String, Value>) -> Vec<String> {
    let index = ValueIndex::new(values);
    names(texts).into_iter().filter(|name| index.get(name).is_none()).collect()
}

/// The filled text would exceed its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

/// A text that cannot grow beyond its limit.
struct Bounded {
    text: String,
    limit: usize,
}

impl Bounded {
    fn new(limit: usize) -> Self {
        Self { text: String::new(), limit }
    }

    fn push(&mut self, part: &str) -> Result<(), TooLong> {
        if self.text.len() + part.len() > self.limit {
            return Err(TooLong);
        }
        self.text.push_str(part);
        Ok(())
    }
}

/// Fills the placeholders of a text; one without a value stays. It stops as soon as the text would exceed `limit` bytes: one
/// value may occur in thousands of places, so checking the length afterwards would be too late.
pub fn fill(
    template: &str,
    values: &Map<String, Value>,
    lists: Lists,
    limit: usize,
) -> Result<String, TooLong> {
    let index = ValueIndex::new(values);
    // Each value is rendered once, however often it occurs: a list of a million blanks costs time and adds no byte.
    let mut texts: HashMap<String, String> = HashMap::new();
    let mut flags: HashMap<String, bool> = HashMap::new();
    let mut filled = Bounded::new(limit);
    for piece in pieces(template) {
        match piece {
            Piece::Words(words) => filled.push(words)?,
            Piece::Value(name) => match index.get(name) {
                Some(value) => {
                    let known = texts.entry(name.to_owned());
                    filled.push(match known {
                        Entry::Occupied(text) => text.into_mut(),
                        Entry::Vacant(place) => place.insert(written(value, lists, limit)?),
                    })?;
                }
                None => filled.push(&format!("(({name}))"))?,
            },
            Piece::Condition { name, words } => match index.get(name) {
                Some(value) => {
                    if *flags.entry(name.to_owned()).or_insert_with(|| is_yes(value)) {
                        filled.push(words)?;
                    }
                }
                None => filled.push(&format!("(({name}??{words}))"))?,
            },
        }
    }
    Ok(filled.text)
}

/// The longest word that means yes.
const YES_LIMIT: usize = "include".len();

fn is_yes(value: &Value) -> bool {
    written(value, Lists::Sentence, YES_LIMIT).is_ok_and(|text| {
        ["yes", "y", "true", "t", "1", "include", "show"].contains(&text.to_lowercase().as_str())
    })
}

fn written(value: &Value, lists: Lists, limit: usize) -> Result<String, TooLong> {
    let mut text = Bounded::new(limit);
    match value {
        Value::String(words) => text.push(words)?,
        // In GOV.UK Notify's notation.
        Value::Bool(true) => text.push("True")?,
        Value::Bool(false) => text.push("False")?,
        Value::Array(items) => list(&mut text, items, lists)?,
        other => text.push(&other.to_string())?,
    }
    Ok(text.text)
}

fn list(text: &mut Bounded, items: &[Value], lists: Lists) -> Result<(), TooLong> {
    let mut last: Option<String> = None;
    let mut is_first = true;
    for item in items.iter().filter(|item| !item.is_null()) {
        let item = written(item, lists, text.limit)?;
        let item = item.trim();
        if item.is_empty() {
            continue;
        }
        match lists {
            Lists::Bullets => {
                text.push(if is_first { "\n\n* " } else { "\n* " })?;
                text.push(item)?;
                is_first = false;
            }
            // The last item is joined differently, so each item is held back until the next one is known.
            Lists::Sentence => {
                if let Some(before) = last.replace(item.to_owned()) {
                    text.push(if is_first { "" } else { ", " })?;
                    text.push(&before)?;
                    is_first = false;
                }
            }
        }
    }
    match last {
        Some(last) => {
            text.push(if is_first { "" } else { " and " })?;
            text.push(&last)
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests;
