//! Names and labels: one visible line of text that does not affect the text around it.
//!
//! This is the only rule for names: forms, every API, imports and the command line use it. New names with characters that change
//! the direction of text are refused; [`isolated`] isolates stored ones inside a sentence.

use crate::invisible::{is_blank, is_direction};
use std::borrow::Cow;

/// The message for a name that would reverse the text around it.
pub const NO_DIRECTION: &str = "Type it again by hand: it holds an invisible character that reverses text.";

/// The same message, as a clause after a field's name.
pub const NO_DIRECTION_IN_DETAIL: &str =
    "type it again by hand on one line, without invisible characters that reverse text";

/// Why a text cannot be a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It has no visible character.
    Empty,
    /// It has more characters than this.
    TooLong(usize),
    /// It has a line break or another control character.
    SeveralLines,
    /// It has a character that changes the direction of text.
    Direction,
}

impl Problem {
    /// The message for a person; `when_empty` is the message for an empty name.
    pub fn message(self, when_empty: &str) -> String {
        match self {
            Self::Empty => when_empty.to_owned(),
            Self::TooLong(limit) => format!("Use at most {limit} characters."),
            Self::SeveralLines => "Write it on one line.".to_owned(),
            Self::Direction => NO_DIRECTION.to_owned(),
        }
    }
}

/// The name, trimmed.
pub fn parse(text: &str, limit: usize) -> Result<String, Problem> {
    let text = text.trim();
    if is_blank(text) { Err(Problem::Empty) } else { check(text, limit).map(|()| text.to_owned()) }
}

/// The optional name: invisible text counts as missing.
pub fn parse_optional(text: &str, limit: usize) -> Result<Option<String>, Problem> {
    match parse(text, limit) {
        Ok(name) => Ok(Some(name)),
        Err(Problem::Empty) => Ok(None),
        Err(problem) => Err(problem),
    }
}

fn check(text: &str, limit: usize) -> Result<(), Problem> {
    if text.chars().count() > limit {
        Err(Problem::TooLong(limit))
    } else if text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        Err(Problem::SeveralLines)
    } else if text.chars().any(is_direction) {
        Err(Problem::Direction)
    } else {
        Ok(())
    }
}

/// A stored name for use inside a sentence: without characters that change the direction, and isolated (first strong isolate) if
/// it is written from right to left.
pub fn isolated(name: &str) -> Cow<'_, str> {
    let name = if name.contains(is_direction) {
        Cow::Owned(name.replace(is_direction, ""))
    } else {
        Cow::Borrowed(name)
    };
    if name.chars().any(is_right_to_left) { Cow::Owned(format!("\u{2068}{name}\u{2069}")) } else { name }
}

/// Hebrew, Arabic, Syriac, Thaana, N'Ko and neighbouring blocks; presentation forms; historic right-to-left scripts.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_says_why() {
        for (text, problem) in [
            ("\u{200b}\u{3164}", Problem::Empty),
            ("Rose\nMoll", Problem::SeveralLines),
            ("Rose\u{2028}Moll", Problem::SeveralLines),
            ("Rose \u{202e}txet", Problem::Direction),
            ("\u{200f}Rose", Problem::Direction),
            ("Rose\u{2066}", Problem::Direction),
            ("Rose Moll", Problem::TooLong(5)),
        ] {
            let limit = if let Problem::TooLong(limit) = problem { limit } else { 40 };
            assert_eq!(parse(text, limit), Err(problem), "{text:?}");
        }
        assert_eq!(parse(" Rose ", 4).as_deref(), Ok("Rose"));
        assert_eq!(parse_optional("\u{ad}", 4), Ok(None));
    }

    #[test]
    fn a_stored_name_leaves_its_sentence_alone() {
        assert_eq!(isolated("Rose \u{202e}txet"), "Rose txet");
        assert_eq!(isolated("روز"), "\u{2068}روز\u{2069}");
        assert!(matches!(isolated("Rose"), Cow::Borrowed("Rose")));
    }
}
