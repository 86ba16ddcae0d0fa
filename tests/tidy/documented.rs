//! Every public item has a doc comment. Fields and variants need none, which rustc's `missing_docs` cannot express.

use super::{files, report};

/// Not read: examples, and a model that only tests compile.
const LEFT_OUT: &[&str] = &[
    "tests/",
    "crates/queue/tests/",
    "crates/server/tests/",
    "crates/server/examples/",
    "src/model/tracker/model/",
];

const ITEMS: &[&str] = &["fn", "struct", "enum", "trait", "type", "const", "static"];

/// Whether a line declares something public that needs a comment: not one of another language, which `extern` blocks list, and
/// not one whose name a macro gives.
fn declares(line: &str) -> bool {
    let Some(rest) = line.strip_prefix("pub ") else { return false };
    let words = || rest.split(' ').skip_while(|word| matches!(*word, "async" | "unsafe")).take(2);
    let is_item = words().next().is_some_and(|word| ITEMS.contains(&word));
    let is_foreign = line.ends_with(';') && !line.contains('=');
    let is_macro = words().any(|word| word.starts_with('$'));
    let is_unit = line.starts_with("pub struct");
    is_item && !is_macro && (!is_foreign || is_unit)
}

/// The lines that declare something public without a comment before it. What follows `#[cfg(test)]` is a test.
fn undocumented(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut has_comment = false;
    let mut attribute = 0;
    let lines = text.lines().map(str::trim).enumerate();
    for (number, line) in lines.take_while(|(_, line)| *line != "#[cfg(test)]") {
        let brackets = line.matches('[').count() as i32 - line.matches(']').count() as i32;
        if attribute > 0 || line.starts_with("#[") {
            attribute = (attribute + brackets).max(0);
        } else if line.starts_with("///") || line.starts_with("#[doc") {
            has_comment = true;
        } else {
            if declares(line) && !has_comment {
                found.push(number + 1);
            }
            has_comment = false;
        }
    }
    found
}

#[test]
fn every_public_item_is_documented() {
    let sources = files(&[".rs"]);
    let sources = sources.iter().filter(|(path, _)| !LEFT_OUT.iter().any(|start| path.starts_with(start)));
    let missing: Vec<_> = sources
        .flat_map(|(path, text)| undocumented(text).into_iter().map(move |line| format!("{path}:{line}")))
        .collect();
    report("a public item needs a doc comment", &missing);
}

#[test]
fn the_reader_of_declarations_knows_what_is_public() {
    assert!(
        undocumented("/// A callout.\n#[derive(\n    Debug,\n)]\npub struct Callout {\n    pub id: i64,\n}")
            .is_empty()
    );
    assert_eq!(undocumented("pub async fn run() {"), [1]);
    assert_eq!(undocumented("/// One.\npub const ONE: u8 = 1;\npub const TWO: u8 = 2;"), [3]);
    assert_eq!(undocumented("pub struct Unit;"), [1]);
    assert!(undocumented("pub(crate) fn a() {}\npub mod b;\npub use c;").is_empty());
    assert!(
        undocumented("pub fn map(element: &Element) -> Leaflet;\npub type Bounds;\npub struct $name(u8);")
            .is_empty()
    );
    assert!(undocumented("#[cfg(test)]\nmod tests {\n    pub fn a() {}").is_empty());
}
