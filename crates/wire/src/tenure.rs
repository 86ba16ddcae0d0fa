//! Tenures. Landlords use their own words, so any short text is valid; forms offer the usual ones.

use crate::label;

/// The tenures that forms offer.
pub const USUAL: [&str; 5] = ["tenant", "leaseholder", "shared owner", "licensee", "freeholder"];

/// Maximum length of a tenure in characters.
pub const LIMIT: usize = 60;

/// The tenure in the form that is stored and compared: lower case, single spaces. The error says what to do.
pub fn parse(text: &str) -> Result<String, String> {
    let empty = "Write how they hold their home, such as tenant or leaseholder.";
    let text = label::parse(text, LIMIT).map_err(|problem| problem.message(empty))?;
    Ok(text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The same for an optional tenure.
pub fn parse_optional(text: &str) -> Result<Option<String>, String> {
    if text.trim().is_empty() { Ok(None) } else { parse(text).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_tenure_is_one_word_however_it_is_written() {
        assert_eq!(parse(" Shared  Owner ").as_deref(), Ok("shared owner"));
        assert_eq!(parse_optional("  "), Ok(None));
        assert!(parse(&"a".repeat(61)).is_err());
        assert!(parse("ten\nant").is_err());
    }
}
