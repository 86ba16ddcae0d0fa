//! Postal addresses of letters, by the rules of GOV.UK Notify: three to seven lines, the last one a UK postcode.
//!
//! This is the only parser of postal addresses: the form, `POST /api/notifications` and the embedded API use it.

use super::placeholder::ValueIndex;
use crate::invisible::{is_hidden, is_space};
use crate::postcode;
use serde_json::{Map, Value};

/// Minimum number of lines.
pub const LINES_LEAST: usize = 3;
/// Maximum number of lines.
pub const LINES_MOST: usize = 7;

/// Characters that no line may begin with: the printer reads them as commands.
const NEVER_FIRST: &str = "@()=[]\"\\/,<>~";

/// Why an address was refused, in GOV.UK Notify's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Fewer than three lines.
    TooShort,
    /// More than seven lines.
    TooLong,
    /// One of the first two lines is empty.
    Empty,
    /// The last line is not a postcode.
    NoPostcode,
    /// A line begins with a forbidden character.
    Sign,
    /// It says that there is no fixed abode.
    Nowhere,
}

impl Problem {
    /// The message of GOV.UK Notify's API.
    pub fn message(self) -> &'static str {
        match self {
            Self::TooShort => "Address must be at least 3 lines",
            Self::TooLong => "Address must be no more than 7 lines",
            Self::Empty => {
                "The first 2 lines of the address must both include at least one alphanumeric character"
            }
            Self::NoPostcode => "Must be a real UK postcode",
            Self::Sign => {
                "Address lines must not start with any of the following characters: @ ( ) = [ ] ” \\ / , < >"
            }
            Self::Nowhere => "Must be a real address",
        }
    }
}

/// The lines as they are printed: without blank lines and trailing commas, and without a last line that names the UK.
pub fn parse(lines: &[&str]) -> Result<Vec<String>, Problem> {
    let mut lines: Vec<String> =
        lines.iter().map(|line| tidy(line)).filter(|line| !line.is_empty()).collect();
    while lines.last().is_some_and(|line| is_the_uk(line)) {
        lines.pop();
    }
    if lines.len() < LINES_LEAST {
        return Err(Problem::TooShort);
    }
    if lines.len() > LINES_MOST {
        return Err(Problem::TooLong);
    }
    if !lines[..2].iter().all(|line| line.chars().any(|c| c.is_ascii_alphanumeric())) {
        return Err(Problem::Empty);
    }
    let last = lines.last_mut().ok_or(Problem::TooShort)?;
    *last = postcode::parse(last).ok_or(Problem::NoPostcode)?;
    if lines.iter().any(|line| line.starts_with(|c| NEVER_FIRST.contains(c))) {
        return Err(Problem::Sign);
    }
    let nowhere = |line: &String| {
        let line = line.to_lowercase();
        line == "nfa" || line.contains("no fixed abode") || line.contains("no fixed address")
    };
    if lines.iter().any(nowhere) {
        return Err(Problem::Nowhere);
    }
    Ok(lines)
}

/// The address among a letter's values: `address_line_1` to `address_line_7`, or to `6` and `postcode`.
pub fn from_values(values: &Map<String, Value>) -> Result<Vec<String>, Problem> {
    let values = ValueIndex::new(values);
    let line = |name: &str| match values.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let mut lines: Vec<String> = (1..=6).map(|number| line(&format!("address_line_{number}"))).collect();
    let has_seventh = values.get("address_line_7").is_some();
    lines.push(line(if has_seventh { "address_line_7" } else { "postcode" }));
    let lines: Vec<&str> = lines.iter().flat_map(|line| line.lines()).collect();
    parse(&lines)
}

fn is_the_uk(line: &str) -> bool {
    let names =
        ["united kingdom", "uk", "great britain", "gb", "england", "scotland", "wales", "northern ireland"];
    names.contains(&line.to_lowercase().as_str())
}

/// Collapses spaces, removes those before a comma or full stop, and removes trailing commas.
fn tidy(line: &str) -> String {
    let shown: String = line.chars().filter(|c| !is_hidden(*c)).collect();
    let words: Vec<&str> = shown.split(is_space).filter(|word| !word.is_empty()).collect();
    words.join(" ").replace(" ,", ",").replace(" .", ".").trim_end_matches([' ', ',']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_address_is_tidied_for_printing() {
        let lines = parse(&["Joe  Bloggs,", "", "1 Example Street", "sw1a1aa", "United Kingdom"]).unwrap();
        assert_eq!(lines, ["Joe Bloggs", "1 Example Street", "SW1A 1AA"]);
        let lines = parse(&["Joe\u{a0}Bloggs", "\u{200b}", "1 Street , Leeds", "SW1A\u{a0}1AA"]).unwrap();
        assert_eq!(lines, ["Joe Bloggs", "1 Street, Leeds", "SW1A 1AA"]);
    }

    #[test]
    fn each_refusal_says_why() {
        for (lines, problem) in [
            (&["Joe", "SW1A 1AA"][..], Problem::TooShort),
            (&["1", "2", "3", "4", "5", "6", "7", "SW1A 1AA"], Problem::TooLong),
            (&["Joe", "…", "SW1A 1AA"], Problem::Empty),
            (&["Joe", "1 Street", "Paris"], Problem::NoPostcode),
            (&["Joe", "(1 Street)", "SW1A 1AA"], Problem::Sign),
            (&["(Flat 2)", "B St", "SW1A 1AA"], Problem::Sign),
            (&["Joe", "\u{a0}\u{200b}(Flat 2)", "SW1A 1AA"], Problem::Sign),
            (&["Joe", "1 Street", "ZZ1 1AA"], Problem::NoPostcode),
            (&["Joe", "NFA", "SW1A 1AA"], Problem::Nowhere),
            (&["Joe", "of no fixed abode", "SW1A 1AA"], Problem::Nowhere),
        ] {
            assert_eq!(parse(lines), Err(problem), "{lines:?}");
        }
    }

    #[test]
    fn both_spellings_of_the_last_line_are_read() {
        for last in ["postcode", "address_line_7", "address line 7"] {
            let values = json!({"address_line_1": "Joe", "address_line_2": "1 Street", last: "SW1A 1AA"});
            assert_eq!(from_values(values.as_object().unwrap()).unwrap().len(), 3, "{last}");
        }
    }
}
