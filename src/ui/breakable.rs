//! Long words break after their punctuation first: an e-mail address after its `@`, a web address after a slash.

use leptos::prelude::*;

/// Shorter words fit into every column.
const LONG: usize = 18;

/// `text`, in which a long word may break after its punctuation.
pub fn breakable(text: &str) -> impl IntoView + use<> {
    let mut pieces = pieces(text).into_iter().map(str::to_owned);
    let first = pieces.next();
    let rest = pieces.map(|piece| view! { <wbr/>{piece} }).collect_view();
    view! { {first}{rest} }
}

/// Between two pieces the text may break.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for word in text.split_inclusive(' ') {
        if word.chars().count() > LONG {
            pieces.extend(word.split_inclusive(['@', '.', '/', '-', '_', '?', '&', '=']));
        } else {
            pieces.push(word);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn only_long_words_break_and_nothing_is_lost() {
        assert_eq!(pieces("born 1975-11-02"), ["born ", "1975-11-02"]);
        assert_eq!(pieces("repairs-manager@demo.example"), ["repairs-", "manager@", "demo.", "example"]);
        let text = "see https://hooks.example/a/very/long/path?with=query now";
        assert_eq!(pieces(text).concat(), text);
    }
}
