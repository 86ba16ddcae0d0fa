//! The configuration table of the README names every flag of `serve`, with its environment variable and its default.

use super::{files, report};

/// Where the flags of `serve` are declared. `serve.rs` flattens the other four.
const SOURCES: [&str; 5] =
    ["cli/database_args.rs", "cli/serve.rs", "cli/limits.rs", "cli/outward.rs", "cli/reminders.rs"];

#[derive(Debug, PartialEq, Eq)]
struct Flag {
    flag: String,
    variable: String,
    /// The default as a reader types it; none when the flag has none, or one that is not a literal.
    default: Option<String>,
}

fn quoted<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.split_once(&format!("{key} = \""))?.1.split('"').next()
}

/// The flags that a source declares with `#[arg(long, …)]` above a field.
fn flags(text: &str) -> Vec<Flag> {
    let mut flags = Vec::new();
    for declared in text.split("#[arg(long").skip(1) {
        let (attribute, rest) = declared.split_once(")]\n").expect("an attribute ends in `)]`");
        let field = rest.trim_start().trim_start_matches("pub(crate) ").split(':').next().unwrap_or_default();
        let number = || attribute.split_once("default_value_t = ")?.1.split([',', ')']).next();
        let number = number().filter(|number| number.starts_with(|c: char| c.is_ascii_digit()));
        let number = number.map(|number| number.replace('_', "").trim_end_matches(".0").to_owned());
        flags.push(Flag {
            flag: format!("--{}", field.replace('_', "-")),
            variable: quoted(attribute, "env").unwrap_or_default().to_owned(),
            default: quoted(attribute, "default_value").map(str::to_owned).or(number),
        });
    }
    flags
}

/// The rows of the README's table: the flag, then the other cells.
fn rows(readme: &str) -> Vec<(String, Vec<String>)> {
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().replace('`', "")).collect::<Vec<_>>();
    let rows = readme.lines().filter(|line| line.starts_with("| `--")).map(cells);
    rows.map(|cells| (cells[1].clone(), cells[2..].to_vec())).collect()
}

#[test]
fn the_readme_lists_every_flag_of_serve() {
    let files = files(&[".rs", "README.md"]);
    let of = |end: &str| files.iter().find(|(path, _)| path.ends_with(end)).map(|(_, text)| text.as_str());
    let declared: Vec<_> = SOURCES
        .iter()
        .flat_map(|path| {
            flags(of(&format!("crates/server/src/{path}")).expect("the flags are declared here"))
        })
        .collect();
    let serve = of("crates/server/src/cli/serve.rs").unwrap_or_default();
    assert_eq!(
        serve.matches("#[command(flatten)]").count(),
        SOURCES.len() - 1,
        "a source is missing in SOURCES"
    );
    let (_, readme) = files.iter().find(|(path, _)| path == "README.md").expect("there is a README");
    let rows = rows(readme);
    let mut wrong = Vec::new();
    for Flag { flag, variable, default } in &declared {
        let Some((_, cells)) = rows.iter().find(|(listed, _)| listed == flag) else {
            wrong.push(format!("{flag} is not in the table"));
            continue;
        };
        if cells[0] != *variable {
            wrong.push(format!("{flag} is {variable}, not {}", cells[0]));
        }
        if default.as_ref().is_some_and(|default| cells[1] != *default) {
            wrong.push(format!("{flag} has the default {default:?}, not {}", cells[1]));
        }
    }
    let gone = rows.iter().filter(|(listed, _)| !declared.iter().any(|declared| declared.flag == *listed));
    wrong.extend(gone.map(|(listed, _)| format!("{listed} is no flag of serve")));
    report("the configuration table of the README", &wrong);
}

#[test]
fn the_reader_of_flags_reads_declarations() {
    let text = "/// x\n    #[arg(long, env = \"TOCSIN_A_B\", default_value_t = 10_000, value_parser = number(1, 4))]\n    a_b: u32,\n\
                #[arg(long, env = \"TOCSIN_C\", default_value = \"x\")]\n    pub(crate) c: Option<String>,\n";
    let flag = |flag: &str, variable: &str, default: &str| Flag {
        flag: flag.to_owned(),
        variable: variable.to_owned(),
        default: Some(default.to_owned()),
    };
    assert_eq!(flags(text), [flag("--a-b", "TOCSIN_A_B", "10000"), flag("--c", "TOCSIN_C", "x")]);
    assert_eq!(rows("| `--a-b` | `TOCSIN_A_B` | 10 | x |")[0].1[..2], ["TOCSIN_A_B", "10"]);
}
