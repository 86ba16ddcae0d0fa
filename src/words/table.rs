//! How a table of words is written down: each field with its English, which is also its documentation.

/// Makes a struct of texts and the function that gives it in the reader's language. Each table is a static of its own, so
/// that an entry carries only the tables that its pages name.
macro_rules! table {
    ($(#[$doc:meta])* $name:ident $function:ident { $($field:ident: $english:literal,)* }) => {
        $(#[$doc])*
        pub struct $name {
            $(#[doc = $english] pub $field: &'static str,)*
        }

        $(#[$doc])*
        pub fn $function() -> &'static $name {
            static ENGLISH: $name = $name { $($field: $english,)* };
            &ENGLISH
        }
    };
}

pub(super) use table;

/// Puts values into a sentence: `fill("{name} presses", &[("name", "Ada")])`.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value));
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn values_are_put_in_once_and_never_read_again() {
        assert_eq!(
            fill("{name} pressed {count} times", &[("name", "{count}"), ("count", "2")]),
            "{count} pressed 2 times"
        );
        assert_eq!(fill("nothing", &[]), "nothing");
    }
}
