//! Plain technical English: phrases and type names that the project does not use, in the paths that are free of them.
//!
//! `CLEAN` only grows: a path whose comments were rewritten is added, and none is removed.

use super::{files, report};

/// Paths that are clean, by their beginning.
const CLEAN: &[&str] = &[
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/",
    ".ci/",
    "script/",
    "public/",
    "src/",
    "style/",
    "tests/browsers/",
    "tests/e2e/",
    "tests/web/",
    "crates/database/",
    "crates/server/examples/",
    "crates/server/src/cli.rs",
    "crates/server/src/cli/",
    "crates/queue/",
    "crates/server/tests/",
    "crates/wire/",
];

/// Phrases and words that read as translated. A plain word says the same.
const PHRASES: &[&str] = &[
    "asker",
    "at every door",
    "be told",
    "are told",
    "count no more",
    "counts no more",
    "embedded sender",
    "falls silent",
    "for ever",
    "go on",
    "goes on",
    "herald",
    "in earnest",
    "is told",
    "shall",
    "so many",
    "speaker",
    "stand in",
    "stands in",
    "strike a token",
    "stumbled",
    "the one that",
    "the one who",
    "this very",
    "viewer",
    "was told",
    "were told",
    "what is told",
    "whoever",
    "witness",
];

/// Words that documents write by the glossary: an organisation and a resident, never a customer. `docs/sources.md` quotes the
/// sources, which write it for both.
const DOCUMENT_WORDS: &[(&str, &str)] = &[("customer", "docs/sources.md"), ("customers", "docs/sources.md")];

/// A type is a noun of the field: these are participles, pronouns and private words.
const TYPE_NAMES: &[&str] = &[
    "Addressed",
    "Answered",
    "Asked",
    "Asker",
    "Backdated",
    "Checked",
    "Counted",
    "Ended",
    "Fate",
    "Finished",
    "Flooded",
    "Found",
    "Given",
    "Handed",
    "Happening",
    "Herald",
    "Judged",
    "Kept",
    "Numbered",
    "Otherwise",
    "Prepared",
    "Removed",
    "Reported",
    "Roads",
    "Seen",
    "Shelf",
    "Shown",
    "Speaker",
    "Stored",
    "Taken",
    "Told",
    "Used",
    "Waiting",
    "Wanted",
    "Which",
    "Who",
    "Whose",
    "Wish",
    "Witness",
    "Written",
];

/// The sentences of a file: the comments of code, and text outside of code blocks. Words in backticks are names, not English, and
/// are left out.
fn sentences(path: &str, text: &str) -> String {
    let mut is_code = false;
    let mut prose = String::new();
    for line in newest(path, text).lines() {
        let line = line.trim_start();
        if line.starts_with("```") {
            is_code = !is_code;
            continue;
        }
        let words = match path.rsplit('.').next() {
            Some("rs") => line.find("//").filter(|_| line.starts_with("//")).map(|at| &line[at..]),
            // Responses quote the texts of the product.
            Some("snap") => None,
            // Strings of the app's tests and scripts quote the words of its pages.
            Some("ts" | "mjs" | "js") if path.starts_with("tests/") || path.starts_with("public/") => {
                ["//", "/*", "*"].iter().any(|mark| line.starts_with(mark)).then_some(line)
            }
            // The last column of these tables names tests.
            Some("md") if path == "docs/sources.md" && line.starts_with('|') => {
                line.rsplit_once(" | ").map(|(rest, _)| rest)
            }
            Some("md") => (!is_code).then_some(line),
            _ => Some(line),
        };
        prose.push_str(words.unwrap_or_default().trim_start_matches(['/', '!', '#', '>']));
        prose.push(' ');
    }
    prose
        .split('`')
        .step_by(2)
        .collect::<Vec<_>>()
        .join("`")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Of the changelog only the newest section: what was released is not rewritten.
fn newest<'a>(path: &str, text: &'a str) -> &'a str {
    if path != "CHANGELOG.md" {
        return text;
    }
    let older = text.match_indices("\n## ").nth(1).map_or(text.len(), |(at, _)| at);
    &text[..older]
}

/// Where a phrase occurs as whole words, with some words around it.
fn uses<'a>(prose: &'a str, phrase: &str) -> Option<&'a str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    prose.match_indices(phrase).find_map(|(at, _)| {
        let end = at + phrase.len();
        let alone = !prose[..at].ends_with(is_word) && !prose[end..].starts_with(is_word);
        let from = prose[..at].char_indices().rev().nth(30).map_or(0, |(from, _)| from);
        let to = prose[end..].char_indices().nth(30).map_or(prose.len(), |(to, _)| end + to);
        alone.then(|| &prose[from..to])
    })
}

/// The types that a source declares.
fn types(text: &str) -> impl Iterator<Item = &str> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.lines().filter_map(move |line| {
        let line = line.trim_start();
        let line =
            line.strip_prefix("pub ").or_else(|| line.split_once(") ").map(|(_, rest)| rest)).unwrap_or(line);
        let name = ["struct ", "enum ", "type ", "trait "].iter().find_map(|word| line.strip_prefix(word))?;
        name.split(|c| !is_word(c)).next()
    })
}

#[test]
fn clean_paths_are_in_plain_english() {
    let mut found = Vec::new();
    for (path, text) in files(&[]) {
        // This file quotes the names that it refuses.
        let is_code = path.ends_with(".rs") && path != "tests/tidy/language.rs";
        let names = types(&text).filter(|name| is_code && TYPE_NAMES.contains(name));
        found.extend(names.map(|name| format!("{path}: a type named {name}")));
        if !CLEAN.iter().any(|start| path.starts_with(start)) {
            continue;
        }
        let prose = sentences(&path, &text);
        let of_document =
            DOCUMENT_WORDS.iter().filter(|(_, quotes)| path.ends_with(".md") && path != *quotes);
        for phrase in PHRASES.iter().copied().chain(of_document.map(|(word, _)| *word)) {
            if let Some(place) = uses(&prose, phrase) {
                found.push(format!("{path}: “{phrase}” in “…{place}…”"));
            }
        }
    }
    report("say it in plain technical English", &found);
}

#[test]
fn every_clean_path_exists() {
    let files = files(&[]);
    let gone: Vec<_> = CLEAN
        .iter()
        .filter(|start| !files.iter().any(|(path, _)| path.starts_with(**start)))
        .map(ToString::to_string)
        .collect();
    report("a path of CLEAN that no file has", &gone);
}

#[test]
fn the_reader_of_sentences_knows_words_from_names() {
    let code = "/// What goes\n/// on here: `is told`.\nlet x = \"is told\"; // is told\n";
    assert_eq!(sentences("a.rs", code), "what goes on here: `.");
    assert!(uses(&sentences("a.rs", code), "goes on").is_some());
    assert!(uses("marshall for everyone", "shall").is_none());
    assert!(uses("marshall for everyone", "for ever").is_none());
    assert!(uses("nobody shall load it", "shall").is_some());
    assert_eq!(sentences("a.md", "Is\n```\nis told\n```\nplain"), "is plain");
    assert_eq!(sentences("CHANGELOG.md", "# C\n\n## [New]\nplain\n\n## [Old]\nshall\n"), "c [new] plain");
    assert_eq!(sentences("docs/sources.md", "| C1 | a | b | (is told) |"), "| c1 | a | b");
    let declared =
        "pub struct Told;\npub(super) enum Seen {\nstruct Kept<T>(T);\nlet told = 1;\ntype Lane = u8;";
    assert_eq!(types(declared).collect::<Vec<_>>(), ["Told", "Seen", "Kept", "Lane"]);
}
