//! Checks every text of the app and of the server: numbers agree with what they count, and sentences begin with a
//! capital.
// It reads files, which a browser has none of.
#![cfg(not(target_arch = "wasm32"))]

use std::path::{Path, PathBuf};

use super::counted;

/// What comes before a number that is never one, or after a number that has no noun: these need no second form.
const ALWAYS_MANY: [&str; 8] = [
    "characters",
    "seconds. It may come later",
    "seconds.",
    "s after the first",
    "ms",
    "s",
    "providers at once",
    "files go with an e-mail",
];

/// Texts after a colon, and names, which begin without a capital.
const CLAUSES: [&str; 5] = [
    "the screen was off",
    "there was no connection",
    "this page was closed",
    "this page was asleep",
    "iPhone",
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") && !path.ends_with("words/walk.rs") {
            found.push(path);
        }
    }
}

/// The texts between quotation marks, each with its file. Tests are left out.
fn texts(folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    let mut all = Vec::new();
    for file in files {
        let source = std::fs::read_to_string(&file).unwrap();
        let code = source.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            let line = line.replace("\\\"", "\u{1}");
            let mut parts = line.split('"').skip(1).step_by(2);
            all.extend(parts.by_ref().map(|text| (file.display().to_string(), text.replace('\u{1}', "\""))));
        }
    }
    assert!(all.len() > 100, "{folder} has texts");
    all
}

/// The placeholders of numbers.
const NUMBERS: [&str; 11] = [
    "count",
    "number",
    "seconds",
    "minutes",
    "hours",
    "days",
    "parts",
    "characters",
    "limit",
    "done",
    "total",
];

/// What follows each number of a text.
fn after_numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|part| {
        let (name, rest) = part.split_once('}')?;
        rest.strip_prefix(' ').filter(|_| NUMBERS.contains(&name))
    })
}

/// Whether it would be wrong for one: a noun in the plural, or a verb that needs many.
fn needs_many(rest: &str) -> bool {
    let word = rest.split([' ', '.', ',', ';', ':', '?', '|']).next().unwrap_or_default();
    let is_noun = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    is_noun || ["are", "have", "wait", "people", "drive"].contains(&word)
}

#[test]
fn every_number_agrees_with_what_it_counts() {
    for (file, text) in texts("src/words") {
        if !text.contains('|') {
            let wrong = after_numbers(&text)
                .find(|rest| needs_many(rest) && !ALWAYS_MANY.iter().any(|known| rest.starts_with(known)));
            assert!(wrong.is_none(), "{file}: {text:?} has no form for one");
            continue;
        }
        let (one, other) = text.split_once('|').unwrap();
        assert!(!one.is_empty() && !other.is_empty() && !other.contains('|'), "{file}: {text:?}");
        assert!(after_numbers(one).all(|rest| !needs_many(rest)), "{file}: {one:?} is for one");
        let begins = |text: &str| {
            text.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '{')
        };
        assert_eq!(begins(one), begins(other), "{file}: {text:?}");
        let forms = [0, 1, 2].map(|count| counted(&text, count));
        assert!(
            forms.iter().all(|form| !form.contains('|') && !form.contains("{count}")),
            "{file}: {forms:?}"
        );
        assert_eq!(forms[1], counted(one, 1), "{file}");
        assert_ne!(forms[1], forms[2], "{file}");
        assert_eq!(forms[0].replacen('0', "2", 1), forms[2], "{file}");
    }
}

#[test]
fn the_servers_texts_have_a_form_for_one() {
    let counts = [
        "days",
        "hours",
        "minutes",
        "seconds",
        "residents",
        "responders",
        "people",
        "notifications",
        "messages",
        "tries",
    ];
    for (file, text) in texts("crates/server/src") {
        for rest in text.split('}').skip(1).filter_map(|rest| rest.strip_prefix(' ')) {
            let word = rest.split([' ', '.', ',', ':']).next().unwrap_or_default();
            let is_wrong = counts.contains(&word) && !text.contains('|') && !ALWAYS_MANY.contains(&rest);
            assert!(!is_wrong, "{file}: {text:?} has no form for one");
        }
    }
}

#[test]
fn sentences_begin_with_a_capital() {
    for (file, text) in texts("src/words") {
        let is_sentence = text.ends_with(['.', '?', '!']) && text.contains(' ') && !text.ends_with("…");
        for form in text.split('|').filter(|_| is_sentence) {
            let is_clause = CLAUSES.iter().any(|clause| form.starts_with(clause));
            let first = form.chars().next().unwrap_or('A');
            assert!(is_clause || !first.is_lowercase(), "{file}: {form:?}");
        }
    }
}
