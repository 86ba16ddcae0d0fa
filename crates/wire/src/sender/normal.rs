//! Unicode normalisation: a letter may be one character or a base with marks, and both must compare equal.

/// Letters with their marks as single characters, where Unicode has them (NFC).
pub fn composed(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    normalise(text, Form::Composed)
}

/// Bases followed by their marks, with ligatures and styled letters as plain ones (NFKD).
pub fn decomposed(text: &str) -> String {
    if text.is_ascii() {
        return text.to_owned();
    }
    normalise(text, Form::Decomposed)
}

#[derive(Clone, Copy)]
enum Form {
    Composed,
    Decomposed,
}

#[cfg(not(target_arch = "wasm32"))]
fn normalise(text: &str, form: Form) -> String {
    use unicode_normalization::UnicodeNormalization;
    match form {
        Form::Composed => text.nfc().collect(),
        Form::Decomposed => text.nfkd().collect(),
    }
}

#[cfg(target_arch = "wasm32")]
fn normalise(text: &str, form: Form) -> String {
    let form = match form {
        Form::Composed => "NFC",
        Form::Decomposed => "NFKD",
    };
    js_sys::JsString::from(text).normalize(form).into()
}

/// Whether a character is a mark on the preceding letter.
pub fn is_mark(c: char) -> bool {
    matches!(u32::from(c),
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x5bf | 0x5c1 | 0x5c2 | 0x5c4 | 0x5c5 | 0x5c7
        | 0x610..=0x61a | 0x64b..=0x65f | 0x670 | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff
        | 0xfe20..=0xfe2f)
}

/// Whether a character is invisible: zero-width blanks, soft hyphens, direction and variation marks.
pub fn is_invisible(c: char) -> bool {
    matches!(u32::from(c),
        0xad | 0x34f | 0x61c | 0x115f | 0x1160 | 0x17b4 | 0x17b5 | 0x180b..=0x180e | 0x200b..=0x200f
        | 0x202a..=0x202e | 0x2060..=0x206f | 0x3164 | 0xfe00..=0xfe0f | 0xfeff | 0xffa0 | 0xfff9..=0xfffb
        | 0xe0000..=0xe0fff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_the_same_in_one_part_or_in_two() {
        assert_eq!(composed("Jose\u{301} \u{2126}"), "José Ω");
        assert_eq!(decomposed("ŵyn ﬁ"), "w\u{302}yn fi");
        assert!(is_mark('\u{301}') && !is_mark('e'));
        assert!(is_invisible('\u{200b}') && !is_invisible(' '));
    }
}
