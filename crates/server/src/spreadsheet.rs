//! Files that people open in a spreadsheet: how text is read from one and written for one.

/// Begins a file, so that spreadsheets read it as UTF-8 and not as the encoding of the machine.
pub const MARK: char = '\u{feff}';

/// What a cell may not begin with: spreadsheets take these for formulas, some also in their wide forms.
const FORMULAS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Keeps a spreadsheet from running a text. A text that begins with an apostrophe itself gets one more, so that
/// [`unguarded`] brings every text back.
pub fn guarded(text: &str) -> String {
    if is_at_risk(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text as it was before [`guarded`].
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_at_risk(rest)).unwrap_or(text)
}

fn is_at_risk(text: &str) -> bool {
    text.starts_with('\'') || text.starts_with(FORMULAS)
}

/// The text of a file, without its mark; what to do when it is in another encoding than UTF-8, or has lost letters to one.
pub fn decode(bytes: &[u8]) -> Result<&str, String> {
    let is_marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if is_marked || bytes.contains(&0) {
        return Err(format!("Line 1 is in UTF-16, which spreadsheets call \"Unicode text\". {SAVE}"));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = line_at(bytes, error.valid_up_to());
        format!("Line {line} is not in UTF-8 but in an older encoding, such as Windows-1252. {SAVE}")
    })?;
    if let Some(at) = text.find('\u{fffd}') {
        let line = line_at(bytes, at);
        return Err(format!(
            "Line {line} holds the sign \u{fffd} in the place of a letter that another program lost. Put the letter back. {SAVE}"
        ));
    }
    Ok(text.strip_prefix(MARK).unwrap_or(text))
}

const SAVE: &str = "Save the file as \"CSV UTF-8\" and choose it again. Nothing was stored.";

/// The line that a byte is on, the first being 1.
fn line_at(bytes: &[u8], at: usize) -> usize {
    let newlines = bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
    // Old machines end lines with a carriage return alone.
    let returns = bytes.windows(2).take(at).filter(|pair| pair[0] == b'\r' && pair[1] != b'\n').count();
    1 + newlines + returns
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn another_encoding_is_named_with_its_line() {
        let utf16: Vec<u8> = "name\nÉlan".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = [&[0xff, 0xfe][..], &utf16].concat();
        for (bytes, words) in [
            (&b"name\nGood\n\xc9lan\n"[..], &["Line 3", "Windows-1252", "CSV UTF-8"][..]),
            (b"name\rGood\r\xc9lan", &["Line 3", "Windows-1252"]),
            (&utf16, &["Line 1", "UTF-16"]),
            (&marked, &["Line 1", "UTF-16"]),
            ("name\n\u{fffd}lan".as_bytes(), &["Line 2", "lost"]),
        ] {
            let message = decode(bytes).unwrap_err();
            assert!(words.iter().all(|word| message.contains(word)), "{message}");
        }
        assert_eq!(decode("\u{feff}Élan".as_bytes()).unwrap(), "Élan");
    }

    proptest! {
        #[test]
        fn every_text_comes_back_and_none_is_a_formula(text in "['=+@\t\r＝-]{0,3}\\PC{0,12}") {
            let cell = guarded(&text);
            prop_assert!(!cell.starts_with(FORMULAS));
            prop_assert_eq!(unguarded(&cell), text);
        }
    }
}
