//! Telephone numbers, by the rules of GOV.UK Notify: UK mobiles in any notation, and foreign mobiles with their country code.
//!
//! This is the only parser of telephone numbers. [`parse`] accepts numbers that can receive texts: mobiles only. [`dialable`]
//! accepts numbers that a person calls: mobiles and landlines.

use crate::invisible::{is_hidden, is_space};

/// A number that can receive texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Digits only, with the country code.
    pub digits: String,
    /// Whether it is outside the UK.
    pub is_international: bool,
}

/// Why a number was refused, in GOV.UK Notify's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It contains characters that no number has.
    Letters,
    /// It has too few digits.
    TooShort,
    /// It has too many digits.
    TooLong,
    /// It is a landline, a pager or a service number.
    NotMobile,
    /// No country has this code.
    NoCountry,
}

impl Problem {
    /// The message of GOV.UK Notify's API.
    pub fn message(self) -> &'static str {
        match self {
            Self::Letters => "Must not contain letters or symbols",
            Self::TooShort => "Not enough digits",
            Self::TooLong => "Too many digits",
            Self::NotMobile => "Not a UK mobile number",
            Self::NoCountry => "Not a valid country prefix",
        }
    }
}

/// Country codes of one and two digits. All other codes have three.
const SHORT_CODES: &str = "1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 \
                           63 64 65 66 81 82 84 86 90 91 92 93 94 95 98";
/// The first two digits of the assigned three-digit codes.
const LONG_CODES: &str = "21 22 23 24 25 26 29 35 37 38 42 50 59 67 68 69 85 88 96 97 99";

/// The number in plain ASCII: every kind of space becomes a space, every kind of dash a hyphen, full-width brackets and plus
/// signs become narrow, and invisible characters are removed.
pub fn tidy(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}' => '-',
        '\u{ff0b}' => '+',
        '\u{ff08}' => '(',
        '\u{ff09}' => ')',
        c if is_space(c) => ' ',
        c => c,
    };
    let shown: String = text.chars().filter(|c| !is_hidden(*c)).map(plain).collect();
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number that a person can dial: 5 to 15 digits, in the form of [`tidy`].
pub fn dialable(text: &str) -> Result<String, Problem> {
    let typed = tidy(text);
    if parse(&typed).is_ok() {
        return Ok(typed);
    }
    match digits(&typed)?.len() {
        0..=4 => Err(Problem::TooShort),
        5..=15 => Ok(typed),
        _ => Err(Problem::TooLong),
    }
}

fn digits(typed: &str) -> Result<String, Problem> {
    if typed.chars().any(|c| !c.is_ascii_digit() && !" ()-+".contains(c)) {
        return Err(Problem::Letters);
    }
    Ok(typed.chars().filter(char::is_ascii_digit).collect())
}

/// Parses the number of a mobile as it was typed.
pub fn parse(text: &str) -> Result<Number, Problem> {
    let typed = tidy(text);
    let digits = digits(&typed)?;
    let has_plus = typed.starts_with('+') || typed.starts_with("(+");
    let says_country = has_plus || digits.starts_with("00");
    let rest = digits.trim_start_matches('0');
    if let Some(national) = rest.strip_prefix("44").filter(|rest| says_country || rest.len() >= 10) {
        return uk(national.trim_start_matches('0'));
    }
    // Spreadsheets drop a leading zero, and people put a plus before one.
    let is_local = !says_country || digits.starts_with('0') && has_plus;
    if is_local && (digits.starts_with('0') || rest.len() <= 10) {
        return uk(rest);
    }
    abroad(rest)
}

fn uk(national: &str) -> Result<Number, Problem> {
    match national.len() {
        0..=9 => Err(Problem::TooShort),
        11.. => Err(Problem::TooLong),
        // 70 is a personal number; 76 is a pager, except for mobiles of the Isle of Man.
        _ if !national.starts_with('7')
            || national.starts_with("70")
            || national.starts_with("76") && !national.starts_with("7624") =>
        {
            Err(Problem::NotMobile)
        }
        _ => Ok(Number { digits: format!("44{national}"), is_international: false }),
    }
}

fn abroad(digits: &str) -> Result<Number, Problem> {
    let begins = |codes: &str| codes.split(' ').any(|code| digits.starts_with(code));
    if digits.len() < 8 {
        return Err(Problem::TooShort);
    }
    if digits.len() > 15 {
        return Err(Problem::TooLong);
    }
    if !begins(SHORT_CODES) && !begins(LONG_CODES) {
        return Err(Problem::NoCountry);
    }
    Ok(Number { digits: digits.to_owned(), is_international: true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_uk_mobile_is_known_in_every_writing() {
        for text in [
            "07700900123",
            "07700 900123",
            "(07700) 900-123",
            "7700900123",
            "447700900123",
            "+447700900123",
            "+44 (0)7700 900 123",
            "00447700900123",
            "+07700900123",
            "0+447700900123",
            "\u{200b}07700900123",
            "07700\u{a0}900\u{a0}123",
            "07700\u{202f}900\u{2009}123",
            "\u{202a}+44 7700 900123\u{202c}",
            "07700\u{2011}900\u{2013}123",
            "\u{ff08}07700\u{ff09} 900\u{2212}123",
            "\u{ff0b}447700900123",
        ] {
            let number = parse(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
            assert_eq!((number.digits.as_str(), number.is_international), ("447700900123", false), "{text}");
        }
    }

    #[test]
    fn mobiles_of_other_countries_say_so() {
        for (text, digits) in [
            ("+27831234567", "27831234567"),
            ("0027 83 123 4567", "27831234567"),
            ("+1 500 555 1234", "15005551234"),
            ("+353871234567", "353871234567"),
            ("27831234567", "27831234567"),
        ] {
            let number = parse(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
            assert_eq!((number.digits.as_str(), number.is_international), (digits, true), "{text}");
        }
    }

    #[test]
    fn each_refusal_says_why() {
        for (text, problem) in [
            ("0770090012", Problem::TooShort),
            ("077009001234", Problem::TooLong),
            ("", Problem::TooShort),
            ("0123 456 7890", Problem::NotMobile),
            ("07700.900.123", Problem::Letters),
            ("ALPHANUM3R1C", Problem::Letters),
            ("07700 900123 ext 1", Problem::Letters),
            ("02079460123", Problem::NotMobile),
            ("07012345678", Problem::NotMobile),
            ("+21", Problem::TooShort),
            ("+80123456789", Problem::NoCountry),
            ("+2712345678901234", Problem::TooLong),
        ] {
            assert_eq!(parse(text), Err(problem), "{text}");
        }
    }

    #[test]
    fn a_landline_can_be_dialled_but_not_texted() {
        for text in ["020\u{a0}7946\u{2011}0018", "0123 456 7890", "+27 11 555 0199"] {
            assert!(dialable(text).is_ok(), "{text}");
        }
        assert_eq!(dialable("020\u{a0}7946\u{2011}0018").as_deref(), Ok("020 7946-0018"));
        assert_eq!(dialable("call me"), Err(Problem::Letters));
        assert_eq!(dialable("999"), Err(Problem::TooShort));
        assert_eq!(dialable("1234567890123456"), Err(Problem::TooLong));
    }

    proptest! {
        #[test]
        fn what_a_text_can_go_to_can_be_dialled(text in "[+0-9() \u{a0}\u{2011}-]{0,20}") {
            if parse(&text).is_ok() {
                prop_assert!(dialable(&text).is_ok());
            }
        }

        #[test]
        fn what_is_taken_is_digits_and_stays_the_same(text in "[+0-9() -]{0,20}") {
            if let Ok(number) = parse(&text) {
                prop_assert!(number.digits.bytes().all(|b| b.is_ascii_digit()));
                prop_assert_eq!(parse(&format!("+{}", number.digits)), Ok(number));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = parse(&text);
        }
    }
}
