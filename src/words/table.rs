//! How a table of words is written: each field with its English, which is also its documentation.

use wire::label::isolated;

/// Makes a struct of texts and the function that returns it in the reader's language. Each table is a static of its
/// own, so that a chunk contains only the tables that its pages use.
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

/// Puts values into a sentence, and isolates right-to-left names: `fill("{name} presses", &[("name", "Ada")])`.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, after)) = after.split_once('}') else { break };
        filled.push_str(
            values
                .iter()
                .find(|(key, _)| *key == name)
                .map_or("".into(), |(_, value)| isolated(value))
                .as_ref(),
        );
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn values_are_inserted_once_and_never_as_placeholders() {
        assert_eq!(
            fill("{name} pressed {count} times", &[("name", "{count}"), ("count", "2")]),
            "{count} pressed 2 times"
        );
        assert_eq!(fill("nothing", &[]), "nothing");
    }

    #[test]
    fn a_right_to_left_name_does_not_reverse_its_sentence() {
        assert_eq!(fill("{name} presses", &[("name", "Rose \u{202e}txet")]), "Rose txet presses");
        assert_eq!(fill("{name} presses", &[("name", "روز")]), "\u{2068}روز\u{2069} presses");
    }
}
