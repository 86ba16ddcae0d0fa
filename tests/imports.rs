//! The import table of the server and its crates, and that no files import each other in a circle. Computed from the sources:
//! an import through a re-export counts for the file that has the item; a parent that only declares `mod x;` imports nothing.
//!
//! Long because reading the sources and judging them stand together.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The crates whose files are looked at, each with the crates that it may name.
const CRATES: &[(&str, &[&str])] = &[
    ("database", &[]),
    ("queue", &["database"]),
    ("web", &["database"]),
    ("notify", &["database", "queue", "web"]),
    ("server", &["database", "queue", "web", "notify"]),
];

/// How deep the chain of imports is. It may only shrink.
const LEVELS: usize = 32;

/// A module's path: `["server", "callouts", "events"]`.
type Module = Vec<String>;

struct Source {
    text: String,
    imports: BTreeMap<String, Module>,
    exports: BTreeMap<String, Module>,
    names: BTreeSet<Module>,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.push(path);
        }
    }
}

/// The sources without comments, texts and tests.
fn read() -> BTreeMap<Module, String> {
    let mut modules = BTreeMap::new();
    for (name, _) in CRATES {
        let base = root().join("crates").join(name).join("src");
        let mut files = Vec::new();
        walk(&base, &mut files);
        for file in files {
            let path = file.strip_prefix(&base).expect("below").with_extension("");
            let mut module = vec![(*name).to_owned()];
            module.extend(path.components().map(|part| part.as_os_str().to_string_lossy().into_owned()));
            match module.last().map(String::as_str) {
                Some("lib") => drop(module.pop()),
                Some("main") => continue,
                _ => {}
            }
            modules.insert(module, without_tests(&code(&fs::read_to_string(file).expect("text"))));
        }
    }
    assert!(modules.len() > 400, "this test looks at nothing");
    modules
}

/// The text without comments, and with nothing in its strings.
fn code(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some(at) = rest.find(['/', '"', '\'', 'r']) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let is_word = out.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with('r') && !is_word && rest[1 + hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let start = 2 + hashes;
            start + rest[start..].find(&end).expect("the text ends") + end.len()
        } else if rest.starts_with('"') {
            let mut end = 1;
            while !rest[end..].starts_with('"') {
                end += if rest[end..].starts_with('\\') { 2 } else { 1 };
                while !rest.is_char_boundary(end) {
                    end += 1;
                }
            }
            end + 1
        } else if rest.starts_with('\'') {
            let inner: Vec<char> = rest.chars().skip(1).take(2).collect();
            match inner.as_slice() {
                ['\\', _] => rest[3..].find('\'').map_or(1, |end| end + 4),
                [one, '\''] => 2 + one.len_utf8(),
                _ => 1,
            }
        } else {
            out.push(rest.as_bytes()[0].into());
            rest = &rest[1..];
            continue;
        };
        out.push(' ');
        rest = &rest[length..];
    }
    out + rest
}

/// The text without the modules that only tests have.
fn without_tests(code: &str) -> String {
    let (mut out, mut rest) = (String::new(), code);
    while let Some(at) = rest.find("#[cfg(") {
        let end = at + rest[at..].find(']').expect("the attribute ends") + 1;
        let is_test = rest[at..end].contains("test");
        let after = rest[end..].trim_start().trim_start_matches("pub(crate) ");
        out.push_str(&rest[..at]);
        rest = &rest[end..];
        if !is_test || !after.starts_with("mod ") {
            continue;
        }
        let (brace, semicolon) = (rest.find('{'), rest.find(';'));
        let is_inline = brace.is_some_and(|brace| semicolon.is_none_or(|semicolon| brace < semicolon));
        if is_inline {
            rest = &rest[matching(rest)..];
        }
    }
    out + rest
}

/// Where the first braces end.
fn matching(text: &str) -> usize {
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 1 => return at + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    text.len()
}

/// The leaves of a `use`: each path with the name it has here.
fn leaves(tree: &str) -> Vec<(Module, String)> {
    fn grow(prefix: &[String], tree: &str, found: &mut Vec<(Module, String)>) {
        let (mut depth, mut start) = (0, 0);
        let tree = format!("{tree},");
        for (at, c) in tree.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    let part = tree[start..at].trim();
                    start = at + 1;
                    let mut path = prefix.to_vec();
                    if let Some((head, group)) = part.split_once('{') {
                        path.extend(segments(head));
                        grow(&path, group.trim_end().trim_end_matches('}'), found);
                    } else if !part.is_empty() {
                        let (name, alias) =
                            part.split_once(" as ").map_or((part, None), |(a, b)| (a, Some(b)));
                        path.extend(segments(name));
                        if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
                            path.pop();
                        }
                        let here = alias.map(str::trim).map(str::to_owned).or_else(|| path.last().cloned());
                        found.push((path, here.unwrap_or_default()));
                    }
                }
                _ => {}
            }
        }
    }
    let mut found = Vec::new();
    grow(&[], tree, &mut found);
    found
}

fn segments(path: &str) -> Module {
    path.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// From the root of a crate of ours; nothing for what is not ours.
fn resolve(modules: &BTreeMap<Module, String>, here: &Module, path: &[String]) -> Option<Module> {
    let first = path.first()?;
    let mut base = here.clone();
    let mut rest = path;
    match first.as_str() {
        "crate" => {
            base.truncate(1);
            rest = &path[1..];
        }
        "super" | "self" => {
            while let Some(step @ ("super" | "self")) = rest.first().map(String::as_str) {
                if step == "super" {
                    base.pop();
                }
                rest = &rest[1..];
            }
        }
        name if CRATES.iter().any(|(one, _)| *one == name) && name != here[0] => base.clear(),
        _ => {
            base.push(first.clone());
            if !modules.contains_key(&base) {
                return None;
            }
            rest = &path[1..];
        }
    }
    base.extend_from_slice(rest);
    Some(base)
}

fn sources() -> BTreeMap<Module, Source> {
    let modules = read();
    let mut sources = BTreeMap::new();
    for (here, text) in &modules {
        let mut source = Source {
            text: String::new(),
            imports: BTreeMap::new(),
            exports: BTreeMap::new(),
            names: BTreeSet::new(),
        };
        let mut rest = text.as_str();
        while let Some(at) = rest.find("use ") {
            let is_word = rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let line = rest[..at].rsplit('\n').next().unwrap_or_default().trim().to_owned();
            source.text.push_str(&rest[..at]);
            rest = &rest[at + 4..];
            let end = rest.find(';').unwrap_or_default();
            if is_word || !(line.is_empty() || line.starts_with("pub")) {
                continue;
            }
            for (path, name) in leaves(&rest[..end]) {
                let Some(path) = resolve(&modules, here, &path) else { continue };
                if line.starts_with("pub") {
                    source.exports.insert(name.clone(), path.clone());
                }
                if !modules.contains_key(&path) {
                    source.names.insert(path.clone());
                }
                source.imports.insert(name, path);
            }
            rest = &rest[end..];
        }
        source.text.push_str(rest);
        sources.insert(here.clone(), source);
    }
    for (here, source) in &mut sources {
        let text = std::mem::take(&mut source.text);
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        for word in text.split(|c: char| !is_part(c)).filter(|word| word.contains("::")) {
            let path = segments(word);
            let Some(first) = path.first() else { continue };
            let found = match source.imports.get(first) {
                Some(base) => Some(base.iter().chain(&path[1..]).cloned().collect()),
                None => resolve(&modules, here, &path),
            };
            source.names.extend(found.filter(|found| !modules.contains_key(found)));
        }
    }
    sources
}

/// The file that has the item, through re-exports.
fn owner(sources: &BTreeMap<Module, Source>, name: &Module) -> Option<Module> {
    let mut name = name.clone();
    for _ in 0..8 {
        let length = (1..=name.len()).rev().find(|length| sources.contains_key(&name[..*length].to_vec()))?;
        let module = name[..length].to_vec();
        let target = name.get(length).and_then(|item| sources[&module].exports.get(item));
        let Some(target) = target else { return Some(module) };
        name = target.iter().chain(&name[length + 1..]).cloned().collect();
    }
    None
}

fn edges() -> BTreeMap<Module, BTreeSet<Module>> {
    let sources = sources();
    let of = |here: &Module| {
        let found = sources[here].names.iter().filter_map(|name| owner(&sources, name));
        found.filter(|found| found != here).collect()
    };
    sources.keys().map(|here| (here.clone(), of(here))).collect()
}

fn shown(module: &Module) -> String {
    module.join("::")
}

/// Takes away, again and again, the files that import only what was taken away before. What is left stands in or above a circle.
fn layers(edges: &BTreeMap<Module, BTreeSet<Module>>) -> (usize, Vec<Module>) {
    let mut done: BTreeSet<&Module> = BTreeSet::new();
    let mut count = 0;
    loop {
        let is_free = |module: &Module| edges[module].iter().all(|other| done.contains(other));
        let next: Vec<_> = edges.keys().filter(|one| !done.contains(one) && is_free(one)).collect();
        if next.is_empty() {
            break;
        }
        count += 1;
        done.extend(next);
    }
    (count, edges.keys().filter(|one| !done.contains(one)).cloned().collect())
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let edges = edges();
    assert!(edges.values().map(BTreeSet::len).sum::<usize>() > 1000, "this test sees no imports");
    let (levels, left) = layers(&edges);
    let left: BTreeSet<_> = left.iter().collect();
    let circle: Vec<_> = left
        .iter()
        .map(|one| {
            let others = edges[*one].iter().filter(|other| left.contains(other)).map(shown);
            format!("{} -> {}", shown(one), others.collect::<Vec<_>>().join(", "))
        })
        .collect();
    assert!(circle.is_empty(), "in a circle, or above one:\n  {}", circle.join("\n  "));
    assert_eq!(levels, LEVELS, "the chain of imports; write a smaller number here when it shrank");
}

#[test]
fn no_layer_imports_one_above_it() {
    // From the lowest; a file of a layer may import its own layer and those before it.
    let layer = |module: &Module| -> usize {
        let part = |at: usize| module.get(at).map_or("", String::as_str);
        match (part(0), part(1)) {
            ("database", _) => 0,
            ("queue" | "web", _) => 1,
            ("notify", _) => 2,
            (
                "server",
                "auth" | "context" | "config" | "limits" | "calendar" | "bulk" | "fleet" | "raw_fields",
            ) => 3,
            ("server", "routes" | "jobs") => 5,
            ("server", "" | "state" | "cli" | "demo" | "middleware" | "connections" | "embedded_app") => 6,
            _ => 4,
        }
    };
    let mut wrong = Vec::new();
    for (here, others) in edges() {
        let is_exempt =
            |other: &Module| other.get(1).is_some_and(|part| part == "state" || part == "embedded_app");
        for other in others.iter().filter(|other| layer(other) > layer(&here) && !is_exempt(other)) {
            wrong.push(format!("{} -> {}", shown(&here), shown(other)));
        }
        if here.get(1).is_some_and(|part| part == "jobs") {
            wrong.extend(
                others
                    .iter()
                    .filter(|other| other.get(1).is_some_and(|part| part == "routes"))
                    .map(|other| format!("{} -> {}", shown(&here), shown(other))),
            );
        }
    }
    assert!(wrong.is_empty(), "a layer imports one above it:\n  {}", wrong.join("\n  "));
}
