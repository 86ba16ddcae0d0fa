//! Plural forms. A text with a number contains both forms, `1 alarm waits|{count} alarms wait`.

/// Separates the singular from the plural.
pub const BETWEEN: char = '|';

/// The form for this number. A text with one form uses it for every number.
pub fn form(text: &str, count: i64) -> &str {
    match text.split_once(BETWEEN) {
        Some((one, _)) if count == 1 => one,
        Some((_, other)) => other,
        None => text,
    }
}

/// The form for this number, with the number in place of `{count}`.
pub fn counted(text: &str, count: i64) -> String {
    form(text, count).replace("{count}", &count.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_has_a_form_of_its_own_and_none_is_many() {
        let text = "1 alarm waits|{count} alarms wait";
        assert_eq!(
            [0, 1, 2].map(|count| counted(text, count)),
            ["0 alarms wait", "1 alarm waits", "2 alarms wait"]
        );
        assert_eq!(counted("{count} unread", 1), "1 unread");
    }
}
