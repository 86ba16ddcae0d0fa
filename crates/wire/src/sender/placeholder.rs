//! Templates: `((name))` stands for a value, `((flag??words))` for words that stand only when the flag says yes.

use serde_json::{Map, Value};

/// One piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words as they are.
    Words(&'a str),
    /// `((name))`.
    Value(&'a str),
    /// `((name??words))`.
    Condition {
        /// What must be yes.
        name: &'a str,
        /// What stands then.
        words: &'a str,
    },
}

/// How a list of values is written into the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lists {
    /// As bullet points, a line each: e-mails and letters.
    Bullets,
    /// In a sentence: `a, b and c`.
    Sentence,
}

/// A template in its pieces, in order.
pub fn pieces(template: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut words, mut at) = (0, 0);
    while let Some(found) = template[at..].find("((") {
        let open = at + found;
        let body = &template[open + 2..];
        let length = body.find(['(', ')']).unwrap_or(body.len());
        if length == 0 || !body[length..].starts_with("))") {
            // `(((name))` holds a placeholder that begins one further on.
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

/// Names are the same when they differ only in case, blanks, dashes and underscores.
fn key(name: &str) -> String {
    name.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// The value that goes by this name.
pub fn value<'a>(values: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let found = values.get(name).or_else(|| {
        let key_wanted = key(name);
        values.iter().find(|(name, _)| key(name) == key_wanted).map(|(_, value)| value)
    });
    found.filter(|value| !value.is_null())
}

/// The names that texts ask for, each once, in order.
pub fn names(texts: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for piece in texts.iter().flat_map(|text| pieces(text)) {
        let (Piece::Value(name) | Piece::Condition { name, .. }) = piece else { continue };
        if !names.iter().any(|known| key(known) == key(name)) {
            names.push(name.to_owned());
        }
    }
    names
}

/// The names that texts ask for and no value answers.
pub fn missing(texts: &[&str], values: &Map<String, Value>) -> Vec<String> {
    names(texts).into_iter().filter(|name| value(values, name).is_none()).collect()
}

/// The text with its placeholders filled; one without a value stays as it is.
pub fn fill(template: &str, values: &Map<String, Value>, lists: Lists) -> String {
    let mut text = String::with_capacity(template.len());
    for piece in pieces(template) {
        match piece {
            Piece::Words(words) => text.push_str(words),
            Piece::Value(name) => match value(values, name) {
                Some(value) => text.push_str(&written(value, lists)),
                None => text.push_str(&format!("(({name}))")),
            },
            Piece::Condition { name, words } => match value(values, name) {
                Some(value) if is_yes(&written(value, Lists::Sentence)) => text.push_str(words),
                Some(_) => {}
                None => text.push_str(&format!("(({name}??{words}))")),
            },
        }
    }
    text
}

fn is_yes(value: &str) -> bool {
    ["yes", "y", "true", "t", "1", "include", "show"].contains(&value.to_lowercase().as_str())
}

fn written(value: &Value, lists: Lists) -> String {
    match value {
        Value::String(text) => text.clone(),
        // As the original writes them.
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(items) => {
            let items: Vec<String> = items
                .iter()
                .filter(|item| !item.is_null())
                .map(|item| written(item, lists).trim().to_owned())
                .filter(|item| !item.is_empty())
                .collect();
            list(&items, lists)
        }
        other => other.to_string(),
    }
}

fn list(items: &[String], lists: Lists) -> String {
    match (lists, items.split_last()) {
        (_, None) => String::new(),
        (Lists::Bullets, _) => {
            let lines: Vec<_> = items.iter().map(|item| format!("* {item}")).collect();
            format!("\n\n{}", lines.join("\n"))
        }
        (Lists::Sentence, Some((last, []))) => last.clone(),
        (Lists::Sentence, Some((last, rest))) => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn values(value: Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn a_name_is_filled_however_it_is_written() {
        let values = values(json!({"First name": "Rose", "number": 5, "yes": true}));
        let text = "Dear ((first_name)), ((FirstName)): ((number)) ((yes)) (((number)))";
        assert_eq!(fill(text, &values, Lists::Bullets), "Dear Rose, Rose: 5 True (5)");
    }

    #[test]
    fn conditional_words_stand_when_the_flag_says_yes() {
        for (flag, expected) in [
            (json!("yes"), "a late b"),
            (json!(true), "a late b"),
            (json!("no"), "a  b"),
            (json!(""), "a  b"),
        ] {
            let text = fill("a ((overdue??late)) b", &values(json!({"overdue": flag})), Lists::Bullets);
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn a_list_is_bullets_or_a_sentence() {
        let values = values(json!({"things": ["milk", " ", "bread", null, "tea"]}));
        assert_eq!(fill("Buy ((things))", &values, Lists::Bullets), "Buy \n\n* milk\n* bread\n* tea");
        assert_eq!(fill("Buy ((things))", &values, Lists::Sentence), "Buy milk, bread and tea");
    }

    #[test]
    fn what_is_missing_is_named_once_and_in_order() {
        let given = values(json!({"b": "x", "n": null}));
        let names = missing(&["((a)) ((b)) ((A))", "((flag??(not a name))) ((c??d)) ((n))"], &given);
        assert_eq!(names, ["a", "c", "n"]);
    }

    #[test]
    fn what_is_no_placeholder_stays() {
        for text in ["(name)", "((a)", "(())", "((a(b)))", "))((", "((é"] {
            assert_eq!(fill(text, &Map::new(), Lists::Bullets), text);
            assert!(names(&[text]).is_empty(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn without_values_every_text_stays_as_it_is(text in "[(){}?a-c é]{0,40}") {
            prop_assert_eq!(fill(&text, &Map::new(), Lists::Sentence), text);
        }

        #[test]
        fn with_all_values_nothing_is_missing(text in "[()?a-c ]{0,40}") {
            let values: Map<_, _> = names(&[&text]).into_iter().map(|name| (name, json!("x"))).collect();
            prop_assert!(missing(&[&text], &values).is_empty());
        }
    }
}
