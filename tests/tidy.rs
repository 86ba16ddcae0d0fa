//! Rules of the whole repository that no compiler checks: which part may import which, that every module is documented, that files
//! are small, that colours, paths and secrets are where they belong, plain English, and the README's configuration table.
//!
//! Long because the rules of imports and files are together here, one test per rule.
#![cfg(not(target_arch = "wasm32"))]

#[path = "tidy/configuration.rs"]
mod configuration;
#[path = "tidy/documented.rs"]
mod documented;
#[path = "tidy/language.rs"]
mod language;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// A part of the app, and the only modules of the crate (and the wire crate) that it may name.
const ARROWS: &[(&str, &[&str])] = &[
    ("server_clock", &[]),
    ("ui", &["ui", "server_clock"]),
    ("words", &["words", "wire"]),
    ("links", &["links", "words", "wire"]),
    ("model", &["model", "words", "wire"]),
    ("device", &["device"]),
    ("api", &["api", "server_clock", "words", "wire"]),
    ("root", &[]),
    ("area", &["area", "links"]),
    ("navigation", &["links"]),
    ("session", &["session", "api", "device", "wire"]),
    ("remote_data", &["remote_data", "api", "device", "server_clock"]),
    ("events", &["events", "api", "device", "session", "wire"]),
    ("components", &["components", "ui", "model", "links", "words", "wire"]),
];

/// Crates that would give a part a way to the network, or a browser, that it must not have.
const FORBIDDEN_CRATES: &[(&str, &[&str])] = &[
    ("ui", &["gloo_net"]),
    ("components", &["gloo_net"]),
    ("model", &["gloo_net", "gloo_timers", "js_sys", "leptos", "wasm_bindgen", "web_sys"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file that git knows or would add, by its path from the root.
fn files(ending: &[&str]) -> Vec<(String, String)> {
    let listed = run(Command::new("git").args(["ls-files", "--cached", "--others", "--exclude-standard"]));
    let wanted = |path: &&str| ending.is_empty() || ending.iter().any(|end| path.ends_with(end));
    let read =
        |path: &str| Some((path.to_owned(), String::from_utf8(fs::read(root().join(path)).ok()?).ok()?));
    let files: Vec<_> = listed.lines().filter(wanted).filter_map(read).collect();
    assert!(!files.is_empty(), "no file ends in {ending:?}: this test looks at nothing");
    files
}

fn run(command: &mut Command) -> String {
    let output = command.current_dir(root()).output().expect("the command starts");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("its output is text")
}

/// A line without its comment, so that a sentence about `crate::api` is no use of it.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// The names that stand after `prefix`, each with its line: in `use crate::{api, ui::{Age, Icon}};` they are `api` and `ui`.
fn named<'a>(text: &'a str, prefix: &str) -> Vec<(usize, &'a str)> {
    let ends = |c: char| !c.is_alphanumeric() && c != '_';
    let boundary = |at: &usize| !text[..*at].ends_with(|c: char| !ends(c) || c == ':');
    let mut names = Vec::new();
    for (at, _) in text.match_indices(prefix).filter(|(at, _)| boundary(at)) {
        let (mut rest, mut depth) = (&text[at + prefix.len()..], 0);
        let line = text[..at].lines().count();
        loop {
            let word = rest.split(ends).next().unwrap_or_default();
            if depth <= 1 && !word.is_empty() {
                names.push((line, word));
            }
            // On to what follows the next comma of this group; a name without a group is the only one.
            let Some(next) =
                rest.find(['{', '}', ',', ';']).filter(|next| depth > 0 || rest[..*next].is_empty())
            else {
                break;
            };
            match rest.as_bytes()[next] {
                b'{' => depth += 1,
                b'}' => depth -= 1,
                _ => {}
            }
            rest = rest[next + 1..].trim_start();
            if depth == 0 {
                break;
            }
        }
    }
    names
}

/// The part of the app that a source file belongs to: `src/ui/age.rs` and `src/ui.rs` are `ui`.
fn part(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("src/")?;
    Some(rest.split(['/', '.']).next().unwrap_or(rest))
}

fn report(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn the_app_depends_one_way() {
    let mut wrong = Vec::new();
    for (path, text) in files(&[".rs"]) {
        let Some(part) = part(&path) else { continue };
        let allowed = ARROWS.iter().find(|(name, _)| *name == part).map(|(_, allowed)| *allowed);
        let forbidden =
            FORBIDDEN_CRATES.iter().find(|(name, _)| *name == part).map_or(&[][..], |(_, list)| *list);
        let text: String = text.lines().flat_map(|line| [code(line), "\n"]).collect();
        let of = |name: &'static str| {
            named(&text, &format!("{name}::")).into_iter().map(move |(line, _)| (line, name))
        };
        let up = named(&text, "crate::").into_iter().chain(of("wire"));
        let up = up.filter(|(_, used)| allowed.is_some_and(|allowed| !allowed.contains(used)));
        for (line, used) in up.chain(forbidden.iter().flat_map(|name| of(name))) {
            wrong.push(format!("{path}:{line}: `{part}` may not know `{used}`"));
        }
    }
    report("an arrow of ARCHITECTURE.md is broken", &wrong);
}

#[test]
fn the_packages_depend_one_way() {
    let ours = |package: &str| {
        let tree = run(Command::new(env!("CARGO")).args([
            "tree",
            "--locked",
            "--package",
            package,
            "--edges",
            "normal",
            "--prefix",
            "none",
        ]));
        let mut names: Vec<_> = tree
            .lines()
            .filter_map(|line| line.split(' ').next())
            .filter(|name| name.starts_with("tocsin"))
            .collect();
        names.sort_unstable();
        names.dedup();
        names.join(" ")
    };
    assert_eq!(ours("tocsin-wire"), "tocsin-wire", "wire imports nothing of ours");
    assert_eq!(ours("tocsin-database"), "tocsin-database tocsin-wire");
    assert_eq!(ours("tocsin-web"), "tocsin-database tocsin-web tocsin-wire");
    assert_eq!(ours("tocsin-queue"), "tocsin-database tocsin-queue tocsin-wire");
    assert_eq!(ours("tocsin-notify"), "tocsin-database tocsin-notify tocsin-queue tocsin-web tocsin-wire");
    assert_eq!(
        ours("tocsin-server"),
        "tocsin-database tocsin-notify tocsin-queue tocsin-server tocsin-web tocsin-wire"
    );
    assert_eq!(ours("tocsin"), "tocsin tocsin-wire");
}

#[test]
fn the_app_carries_no_server_runtime() {
    let target =
        ["--target", "wasm32-unknown-unknown", "--edges", "normal,no-proc-macro", "--prefix", "none"];
    let tree =
        run(Command::new(env!("CARGO")).args(["tree", "--locked", "--package", "tocsin"]).args(target));
    assert!(tree.contains("leptos v"), "the tree of the app names Leptos:\n{tree}");
    for heavy in ["tokio v", "mio v", "hyper v", "chrono v", "time v", "jiff v", "utoipa v"] {
        assert!(!tree.lines().any(|line| line.starts_with(heavy)), "the app must not carry {heavy}");
    }
}

#[test]
fn every_module_says_what_it_is() {
    let silent: Vec<_> = files(&[".rs"])
        .into_iter()
        .filter(|(_, text)| {
            !text.lines().find(|line| !line.starts_with("#!")).is_some_and(|line| line.starts_with("//! "))
        })
        .map(|(path, _)| path)
        .collect();
    report("a module begins with `//!` and what it is", &silent);
}

#[test]
fn a_long_file_says_why() {
    let long: Vec<_> = files(&[".rs", ".css", ".js", ".ts", ".html"])
        .into_iter()
        .filter(|(_, text)| text.lines().count() > 300)
        .filter(|(_, text)| !text.lines().take(12).any(|line| line.contains("Long because")))
        .map(|(path, text)| format!("{path}: {} lines", text.lines().count()))
        .collect();
    report("over 300 lines want a sentence beginning `Long because` in the first twelve", &long);
}

#[test]
fn a_hand_written_binding_says_why() {
    let mut silent = Vec::new();
    for (path, text) in files(&[".rs"]).into_iter().filter(|(path, _)| path.starts_with("src/")) {
        let lines: Vec<_> = text.lines().collect();
        for at in (0..lines.len()).filter(|at| lines[*at].starts_with("extern \"C\"")) {
            let before = lines[..at].iter().rev().find(|line| !line.starts_with("#["));
            if !before.is_some_and(|line| line.starts_with("// ")) {
                silent.push(format!("{path}:{}", at + 1));
            }
        }
    }
    report("bindings come from web-sys; what it lacks is said above `extern \"C\"`", &silent);
}

#[test]
fn javascript_is_the_shell_and_the_service_worker() {
    let other: Vec<_> = files(&["s"])
        .into_iter()
        .map(|(path, _)| path)
        .filter(|path| [".js", ".mjs", ".cjs", ".ts"].iter().any(|end| path.ends_with(end)))
        .filter(|path| !path.starts_with("tests/"))
        .filter(|path| {
            !path.starts_with("public/shell/")
                && !["public/service-worker.js", "public/ticker.js"].contains(&path.as_str())
        })
        .collect();
    report("all else is Rust", &other);
}

#[test]
fn colours_stand_in_the_tokens_only() {
    let mut wrong = Vec::new();
    for (path, text) in files(&[".css", ".rs"]) {
        let of_the_app = path.starts_with("style/") || path.starts_with("src/");
        if !of_the_app || path == "style/tokens.css" {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            if let Some(colour) = colour(code(line)) {
                wrong.push(format!("{path}:{}: {colour}", number + 1));
            }
        }
    }
    report("a colour belongs into style/tokens.css", &wrong);
}

/// The first colour written out in a line.
fn colour(line: &str) -> Option<&str> {
    for function in ["rgb(", "rgba(", "hsl(", "hsla(", "oklch(", "oklab(", "lab(", "lch(", "color("] {
        if line.contains(function) {
            return Some(function);
        }
    }
    line.match_indices('#').find_map(|(at, _)| {
        let digits = line[at + 1..].bytes().take_while(u8::is_ascii_hexdigit).count();
        let ends =
            !line[at + 1 + digits..].starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_');
        (matches!(digits, 3 | 4 | 6 | 8) && ends).then(|| &line[at..at + 1 + digits])
    })
}

#[test]
fn no_path_of_one_machine_and_no_secret_stands_in_a_file() {
    // Written in pieces, so that this file does not find itself.
    let marks = [
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("C:", "\\Users"),
        concat!("PRIVATE ", "KEY-----"),
        concat!("AK", "IA"),
        concat!("gh", "p_"),
        concat!("xox", "b-"),
        concat!("\"eyJ", "hbGci"),
    ];
    let mut found = Vec::new();
    for (path, text) in files(&[]).into_iter().filter(|(path, _)| !path.ends_with("-lock.json")) {
        for (number, line) in text.lines().enumerate() {
            if let Some(mark) = marks.iter().find(|mark| line.contains(**mark)) {
                found.push(format!("{path}:{}: {mark}", number + 1));
            }
        }
    }
    report("a path of one machine, or a secret", &found);
}

#[test]
fn a_test_of_what_needs_a_browser_runs_in_one() {
    let (_, modules) = files(&[".rs"]).into_iter().find(|(path, _)| path == "src/lib.rs").expect("the app");
    let marked = modules.split("#[cfg(target_arch = \"wasm32\")]\npub mod ").skip(1);
    let browser: Vec<_> = marked.filter_map(|rest| rest.split(';').next()).collect();
    assert!(browser.contains(&"pages"), "{browser:?}");
    let never: Vec<_> = files(&[".rs"])
        .into_iter()
        .filter(|(path, text)| {
            part(path).is_some_and(|part| browser.contains(&part)) && text.contains("#[test]")
        })
        .map(|(path, _)| path)
        .collect();
    report("`#[test]` never runs here; write `#[wasm_bindgen_test]`", &never);
}

#[test]
fn every_stylesheet_is_linked() {
    let pages: String = files(&[".html", "script/bundle"]).into_iter().map(|(_, text)| text).collect();
    let styles: Vec<_> =
        files(&[".css"]).into_iter().filter(|(path, _)| path.starts_with("style/")).collect();
    let is_imported = |path: &str| {
        let import = format!("@import \"./{}\"", path.trim_start_matches("style/"));
        styles.iter().any(|(_, text)| text.contains(&import))
    };
    let unused: Vec<_> = styles
        .iter()
        .map(|(path, _)| path)
        .filter(|path| !pages.contains(path.as_str()) && !is_imported(path))
        .cloned()
        .collect();
    report("a stylesheet that no page links", &unused);
}

#[test]
fn nothing_unfinished_lands() {
    let marks =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("todo", "!("), concat!("unimplemented", "!(")];
    let unfinished: Vec<_> = files(&[".rs", ".css", ".js", ".ts", ".html"])
        .into_iter()
        .filter(|(_, text)| marks.iter().any(|mark| text.contains(mark)))
        .map(|(path, _)| path)
        .collect();
    report("finish it, or leave it out", &unfinished);
}

#[test]
fn the_reader_of_sources_finds_what_it_looks_for() {
    let names = |text, prefix| named(text, prefix).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert_eq!(names("use crate::{api, ui::{Age, Icon}, words};", "crate::"), ["api", "ui", "words"]);
    assert_eq!(
        names("use crate::{\n    api::{Fault, Form},\n    ui,\n};\nuse x::{a, b};", "crate::"),
        ["api", "ui"]
    );
    assert_eq!(names("let x = crate::session::user(a, b);", "crate::"), ["session"]);
    assert!(names("use leptos_wire::x; a::wire::y", "wire::").is_empty());
    assert!(names(code("use wire::Callout; // crate::api"), "crate::").is_empty());
    assert_eq!(named("a\nuse wire::Age;", "wire::"), [(2, "Age")]);
    assert_eq!(part("src/ui/age.rs"), Some("ui"));
    assert_eq!(part("src/ui.rs"), Some("ui"));
    assert_eq!(colour("color: #fff;"), Some("#fff"));
    assert_eq!(colour("href=\"#address\""), None);
    assert_eq!(colour("fill: rgb(1 2 3)"), Some("rgb("));
    assert!(Path::new(&root()).join("Cargo.toml").exists());
}
