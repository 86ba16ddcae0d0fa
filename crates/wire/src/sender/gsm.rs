//! How a text message is written and counted: in the alphabet of GSM, 160 characters for one part, 153 for each of more.

/// The most characters of one text.
pub const LIMIT: usize = 918;

const GSM: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Each of these takes two places.
const EXTENDED: &str = "^{}\\[~]|€";
/// Kept for Welsh although GSM lacks them: they make the whole text a larger one.
const WELSH: &str = "ẁỳÀÈÌÒÙẀỲáíóúẃýÁÍÓÚẂÝëïẅÿËÏẄŸâêîôûŵŷÂÊÎÔÛŴŶ";

/// What looks alike enough, each sign before what stands for it.
const ALIKE: &[(&str, &str)] = &[
    ("‑–—−", "-"),
    ("…", "..."),
    ("‘’‚", "'"),
    ("“”„", "\""),
    ("\u{180e}\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{2028}\u{2029}", ""),
    ("\u{a0}\u{202f}\t", " "),
    ("ãāăą", "a"),
    ("ÃĀĂĄ", "A"),
    ("çćčĉċ", "c"),
    ("ĆČĈĊ", "C"),
    ("ďđ", "d"),
    ("ĎĐ", "D"),
    ("ēĕėęě", "e"),
    ("ĒĔĖĘĚ", "E"),
    ("ğĝġģ", "g"),
    ("ĞĜĠĢ", "G"),
    ("ĩīĭįı", "i"),
    ("ĨĪĬĮİ", "I"),
    ("ĺļľł", "l"),
    ("ĹĻĽŁ", "L"),
    ("ńņň", "n"),
    ("ŃŅŇ", "N"),
    ("õōŏő", "o"),
    ("ÕŌŎŐ", "O"),
    ("ŕŗř", "r"),
    ("ŔŖŘ", "R"),
    ("śŝşšș", "s"),
    ("ŚŜŞŠȘ", "S"),
    ("ţťț", "t"),
    ("ŢŤȚ", "T"),
    ("ũūŭůűų", "u"),
    ("ŨŪŬŮŰŲ", "U"),
    ("źżž", "z"),
    ("ŹŻŽ", "Z"),
];

/// The text as it leaves: tidied, and in letters that every telephone has. What has none becomes a question mark.
pub fn written(text: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim().lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let line = words.join(" ");
        // One empty line between paragraphs is enough.
        if line.is_empty() && lines.last().is_some_and(String::is_empty) {
            continue;
        }
        lines.push(line);
    }
    lines.join("\n").chars().map(letter).collect()
}

fn letter(c: char) -> String {
    if GSM.contains(c) || EXTENDED.contains(c) || WELSH.contains(c) {
        return c.to_string();
    }
    ALIKE.iter().find(|(signs, _)| signs.contains(c)).map_or("?", |(_, alike)| alike).to_owned()
}

/// How many characters a written text has.
pub fn length(written: &str) -> usize {
    written.encode_utf16().count()
}

/// How many parts it takes: each is paid for.
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
            assert_eq!(letter(c), c.to_string());
        }
    }
}
