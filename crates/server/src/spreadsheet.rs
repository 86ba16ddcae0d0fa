//! Text from and for files that people open in a spreadsheet.

/// The byte order mark at the start of a file, by which spreadsheets recognise UTF-8.
pub const MARK: char = '\u{feff}';

/// Characters that must not start a cell: spreadsheets take them for the start of a formula, some also in their full-width forms.
const FORMULAS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Prevents a spreadsheet from interpreting a text as a formula. A text that begins with an apostrophe gets another one, so that
/// [`unguarded`] restores every text.
pub fn guarded(text: &str) -> String {
    if is_at_risk(text) { format!("'{text}") } else { text.to_owned() }
}

/// The text before [`guarded`] changed it.
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_at_risk(rest)).unwrap_or(text)
}

fn is_at_risk(text: &str) -> bool {
    text.starts_with('\'') || text.starts_with(FORMULAS)
}

/// The text of a file without its byte order mark. The error tells what to do if the file is not in UTF-8, or lost characters in
/// a conversion.
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
            "Line {line} contains the character \u{fffd} in place of a letter that another program lost. Restore the letter. {SAVE}"
        ));
    }
    Ok(text.strip_prefix(MARK).unwrap_or(text))
}

const SAVE: &str = "Save the file as \"CSV UTF-8\" and choose it again. Nothing was stored.";

/// The line number of a byte, counted from 1.
fn line_at(bytes: &[u8], at: usize) -> usize {
    let newlines = bytes.iter().take(at).filter(|byte| **byte == b'\n').count();
    // Files of old Macs end lines with a carriage return alone.
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
