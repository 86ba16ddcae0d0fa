//! The characters that the typeface of letters has. A letter with any other character would be printed with empty boxes, so it is
//! refused.

use super::normal::{composed, is_invisible, is_mark};

/// First and last of each run of characters that the typeface has. Scripts that are written from right to left are excluded,
/// because they need more than glyphs.
#[rustfmt::skip]
const RUNS: &[(u32, u32)] = &[
    (0x20, 0x7e), (0xa0, 0xac), (0xae, 0x36f), (0x374, 0x375), (0x37a, 0x37e), (0x384, 0x38a),
    (0x38c, 0x38c), (0x38e, 0x3a1), (0x3a3, 0x3ce), (0x3d0, 0x487), (0x48a, 0x513), (0x51a, 0x51d),
    (0x1d00, 0x1dca), (0x1dfe, 0x1e9b), (0x1e9e, 0x1e9e), (0x1ea0, 0x1ef9), (0x1f00, 0x1f15),
    (0x1f18, 0x1f1d), (0x1f20, 0x1f45), (0x1f48, 0x1f4d), (0x1f50, 0x1f57), (0x1f59, 0x1f59),
    (0x1f5b, 0x1f5b), (0x1f5d, 0x1f5d), (0x1f5f, 0x1f7d), (0x1f80, 0x1fb4), (0x1fb6, 0x1fc4),
    (0x1fc6, 0x1fd3), (0x1fd6, 0x1fdb), (0x1fdd, 0x1fef), (0x1ff2, 0x1ff4), (0x1ff6, 0x1ffe),
    (0x2000, 0x200a), (0x2010, 0x2010), (0x2012, 0x2022), (0x2026, 0x2026), (0x202f, 0x2030),
    (0x2032, 0x2034), (0x2039, 0x203a), (0x203c, 0x203c), (0x203e, 0x203e), (0x2044, 0x2044),
    (0x205e, 0x205e), (0x2074, 0x2079), (0x207f, 0x2089), (0x2090, 0x2094), (0x20a0, 0x20b5),
    (0x20bf, 0x20bf), (0x20f0, 0x20f0), (0x2105, 0x2105), (0x2113, 0x2113), (0x2116, 0x2117),
    (0x2122, 0x2122), (0x2126, 0x2126), (0x212e, 0x212e), (0x214d, 0x214e), (0x2153, 0x2154),
    (0x215b, 0x215e), (0x2184, 0x2184), (0x2190, 0x2195), (0x21a8, 0x21a8), (0x21d4, 0x21d4),
    (0x2202, 0x2202), (0x2206, 0x2206), (0x220f, 0x220f), (0x2211, 0x2212), (0x2215, 0x2215),
    (0x2219, 0x221a), (0x221e, 0x221f), (0x2229, 0x2229), (0x222b, 0x222b), (0x2248, 0x2248),
    (0x2260, 0x2262), (0x2264, 0x2265), (0x2302, 0x2302), (0x2310, 0x2310), (0x2320, 0x2321),
    (0x2500, 0x2500), (0x2502, 0x2502), (0x250c, 0x250c), (0x2510, 0x2510), (0x2514, 0x2514),
    (0x2518, 0x2518), (0x251c, 0x251c), (0x2524, 0x2524), (0x252c, 0x252c), (0x2534, 0x2534),
    (0x253c, 0x253c), (0x2550, 0x256c), (0x2580, 0x2580), (0x2584, 0x2584), (0x2588, 0x2588),
    (0x258c, 0x258c), (0x2590, 0x2593), (0x25a0, 0x25a1), (0x25aa, 0x25ac), (0x25b2, 0x25b2),
    (0x25ba, 0x25ba), (0x25bc, 0x25bc), (0x25c4, 0x25c4), (0x25ca, 0x25cc), (0x25cf, 0x25d9),
    (0x25e6, 0x25e6), (0x263a, 0x263c), (0x263f, 0x2647), (0x2660, 0x2660), (0x2663, 0x2663),
    (0x2665, 0x2666), (0x2669, 0x266c), (0x266f, 0x266f), (0x2c60, 0x2c6d), (0x2c71, 0x2c77),
    (0x2e17, 0x2e17), (0xa717, 0xa721), (0xa788, 0xa78c), (0xfb01, 0xfb02), (0xfe20, 0xfe23),
];

/// Maximum number of marks on one letter; more would run into the lines above and below.
const MARKS_MOST: usize = 3;
/// Maximum number of characters that an error names.
const NAMED: usize = 10;

/// A text as it is printed: letters and their marks as single characters, without invisible characters.
pub fn printed(text: &str) -> String {
    let visible = |c: char| match c {
        '\u{2011}' => Some('-'),
        '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\n' | '\r' | '\t' => Some(c),
        c => (!c.is_control() && !is_invisible(c)).then_some(c),
    };
    composed(&text.chars().filter_map(visible).collect::<String>())
}

/// Whether the typeface has a glyph for this character.
pub fn is_printable(c: char) -> bool {
    let code = u32::from(c);
    let run = RUNS.partition_point(|(_, last)| *last < code);
    c.is_whitespace() || RUNS.get(run).is_some_and(|(first, _)| *first <= code)
}

/// The characters that cannot be printed, each once, in order.
pub fn unprintable(text: &str) -> Vec<char> {
    let mut found = Vec::new();
    let mut marks = 0;
    for c in printed(text).chars() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        if (!is_printable(c) || marks > MARKS_MOST) && !found.contains(&c) {
            found.push(c);
            if found.len() > NAMED {
                break;
            }
        }
    }
    found
}

/// The characters of a text that cannot be printed, for a sentence.
pub fn named(text: &str) -> Option<String> {
    let found: Vec<String> = unprintable(text).iter().map(char::to_string).collect();
    (!found.is_empty()).then(|| found.join(" "))
}

/// Why these texts cannot be part of a letter, with the characters.
pub fn problem(texts: &[&str]) -> Option<String> {
    let mut found: Vec<char> = texts.iter().flat_map(|text| unprintable(text)).collect();
    let mut known = std::collections::HashSet::new();
    found.retain(|c| known.insert(*c));
    if found.is_empty() {
        return None;
    }
    let named: Vec<String> =
        found.iter().take(NAMED).map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
    let more = if found.len() > NAMED { " and others" } else { "" };
    Some(format!("Letters cannot be printed with these characters: {}{more}", named.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn european_names_are_printed_as_they_are_written() {
        for text in ["Nguyễn", "José", "Łódź", "Ωmega", "Владимир", "ŵyn", "£5 – “yes” … €", "q\u{303}"]
        {
            assert!(unprintable(text).is_empty(), "{text}");
        }
        assert_eq!(printed("Jose\u{301} a\u{200b}b\u{ad}c\u{202e}d e\u{2011}f"), "José abcd e-f");
    }

    #[test]
    fn what_the_typeface_lacks_is_named() {
        for text in ["مرحبا", "漢字", "हिन्दी", "😀", "שלום", "\u{e000}", "ไทย"]
        {
            assert!(!unprintable(text).is_empty(), "{text}");
        }
        assert_eq!(
            problem(&["Dear 漢", "x 😀 漢"]).unwrap(),
            "Letters cannot be printed with these characters: 漢 (U+6F22), 😀 (U+1F600)"
        );
        assert_eq!(problem(&["Dear Rose"]), None);
    }

    #[test]
    fn a_tower_of_marks_is_no_letter() {
        assert!(unprintable("e\u{301}\u{302}\u{303}").is_empty());
        assert_eq!(unprintable(&format!("e{}", "\u{301}".repeat(9))), ['\u{301}']);
    }
}
