//! The encoding and length of text messages: the GSM alphabet, 160 characters for one part, 153 for each of several parts.

use super::normal::{composed, decomposed, is_invisible, is_mark};

/// Maximum length of one text in characters.
pub const LIMIT: usize = 918;

const GSM: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Each of these takes two places.
const EXTENDED: &str = "^{}\\[~]|€";
/// Kept for Welsh although GSM lacks them; they switch the whole text to an encoding with fewer characters per part.
const WELSH: &str = "ẁỳÀÈÌÒÙẀỲáíóúẃýÁÍÓÚẂÝëïẅÿËÏẄŸâêîôûŵŷÂÊÎÔÛŴŶ";

/// Characters without a decomposition that are replaced by a similar one: each with its replacement.
const ALIKE: &[(&str, &str)] = &[
    ("‐‑‒–—―−⁃•·", "-"),
    ("‘’‚‛′‹›ʹʻʼʽˈ´`", "'"),
    ("“”„‟″«»", "\""),
    ("⁄∕", "/"),
    ("\u{85}\u{2028}\u{2029}", "\n"),
    ("đð", "d"),
    ("ĐÐ", "D"),
    ("ħ", "h"),
    ("Ħ", "H"),
    ("ı", "i"),
    ("ĸ", "k"),
    ("ł", "l"),
    ("Ł", "L"),
    ("ŋ", "n"),
    ("Ŋ", "N"),
    ("œ", "oe"),
    ("Œ", "OE"),
    ("ẞ", "ß"),
    ("ŧ", "t"),
    ("Ŧ", "T"),
    ("þ", "th"),
    ("Þ", "Th"),
    ("×", "x"),
];

/// The text as it is sent: normalised, and in characters that every telephone has. A character without a replacement becomes a
/// question mark.
pub fn written(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    composed(text).chars().for_each(|c| write(&mut letters, c));
    let mut lines: Vec<String> = Vec::new();
    for line in letters.trim().lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let line = words.join(" ");
        // One empty line between paragraphs is enough.
        if line.is_empty() && lines.last().is_some_and(String::is_empty) {
            continue;
        }
        lines.push(line);
    }
    lines.join("\n")
}

fn write(text: &mut String, c: char) {
    if GSM.contains(c) || EXTENDED.contains(c) || WELSH.contains(c) {
        text.push(c);
    } else if let Some(alike) = alike(c) {
        text.push_str(alike);
    } else if c.is_whitespace() {
        text.push(' ');
    } else if !is_invisible(c) && !is_mark(c) {
        text.push_str(&plainer(c).unwrap_or_else(|| "?".to_owned()));
    }
}

fn alike(c: char) -> Option<&'static str> {
    ALIKE.iter().find(|(signs, _)| signs.contains(c)).map(|(_, alike)| *alike)
}

/// A character in the GSM alphabet: each base with as many of its marks as the alphabet has. Welsh letters are excluded, because
/// they would reduce the characters per part.
fn plainer(c: char) -> Option<String> {
    let parts: Vec<char> = decomposed(c.encode_utf8(&mut [0; 4])).chars().collect();
    let mut plain = String::new();
    let mut rest = parts.as_slice();
    while let [base, ..] = rest {
        let marks = rest[1..].iter().take_while(|c| is_mark(**c)).count();
        let known = (0..=marks).rev().find_map(|kept| {
            let letter = composed(&rest[..=kept].iter().collect::<String>());
            let mut letters = letter.chars();
            let (first, more) = (letters.next()?, letters.next());
            (more.is_none() && (GSM.contains(first) || EXTENDED.contains(first))).then_some(letter)
        });
        match known {
            Some(letter) => plain.push_str(&letter),
            None if base.is_whitespace() => plain.push(' '),
            None => plain.push_str(alike(*base)?),
        }
        rest = &rest[1 + marks..];
    }
    Some(plain)
}

/// The length of an encoded text.
pub fn length(written: &str) -> usize {
    written.encode_utf16().count()
}

/// The number of parts; each is charged.
pub fn parts(written: &str) -> usize {
    let (one, more, length) = if written.chars().any(|c| WELSH.contains(c)) {
        (70, 67, length(written))
    } else {
        (160, 153, length(written) + written.chars().filter(|c| EXTENDED.contains(*c)).count())
    };
    if length <= one { 1 } else { length.div_ceil(more) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_telephone_has_is_replaced() {
        assert_eq!(written("“It’s late” – see…\u{200b}"), "\"It's late\" - see...");
        assert_eq!(written("Łódź 漢"), "Lódz ?");
        assert_eq!(written("  a\t b \n\n\n\n c  "), "a b\n\nc");
        assert_eq!(written("ŵ é ç"), "ŵ é c");
    }

    #[test]
    fn a_letter_with_marks_keeps_its_base_and_the_marks_that_telephones_have() {
        for (typed, sent) in [
            ("Nguyễn", "Nguyen"),
            ("NGUYỄN", "NGUYEN"),
            ("Jose\u{301}", "José"),
            ("Zoe\u{308}", "Zoë"),
            ("\u{2126}mega", "Ωmega"),
            ("\u{212b}ngström", "Ångström"),
            ("ǘ ā ș ţ ż ğ İ ő ů", "ü a s t z g I o u"),
            ("q\u{303}", "q"),
            ("ﬁ m² ½ № ① Ａ ™", "fi m2 1/2 No 1 A TM"),
            ("Þóra Œuvre đ ł ı ẞ", "Thóra OEuvre d l i ß"),
            ("漢 ж é", "? ? é"),
        ] {
            assert_eq!(written(typed), sent, "{typed}");
        }
    }

    #[test]
    fn what_is_pasted_from_a_word_processor_is_told_from_blanks_and_quotes() {
        let typed = "‘a’ “b” «c» – — ‑ …\u{a0}\u{202f}\u{2009}d\u{ad}e\u{feff}f\u{2060} \u{200b} \u{202e}g";
        assert_eq!(written(typed), "'a' \"b\" \"c\" - - - ... def g");
        assert_eq!(written("a\u{2028}b"), "a\nb");
    }

    #[test]
    fn writing_a_second_time_changes_nothing() {
        for text in ["Nguyễn “x” … ½", "ŵ \u{200b} q\u{303}", "  a \n\n\n b"] {
            assert_eq!(written(&written(text)), written(text));
        }
    }

    #[test]
    fn parts_are_counted_as_they_are_paid() {
        for (text, count) in [
            ("a".repeat(160), 1),
            ("a".repeat(161), 2),
            ("a".repeat(306), 2),
            ("a".repeat(307), 3),
            ("€".repeat(80), 1),
            ("€".repeat(81), 2),
            ("ŵ".repeat(70), 1),
            ("ŵ".repeat(71), 2),
            (String::new(), 1),
        ] {
            assert_eq!(parts(&text), count, "{} characters", text.chars().count());
        }
    }

    #[test]
    fn every_letter_of_the_alphabet_stays() {
        for c in GSM.chars().filter(|c| !c.is_whitespace()).chain(EXTENDED.chars()).chain(WELSH.chars()) {
            assert_eq!(written(&c.to_string()), c.to_string());
        }
    }
}
