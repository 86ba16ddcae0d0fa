//! Invisible characters. A name made of them alone is empty; pasted into an address, they make it fail for no visible reason.

/// Whether the text shows nothing: spaces, characters without a shape, marks without a letter.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(shows_nothing)
}

/// Whether a character changes the direction of the text around it (Unicode Standard Annex 9).
pub fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A space of any kind.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{180e}'
}

/// Characters that are removed from addresses and numbers, because people paste them without seeing them.
pub(crate) fn is_hidden(c: char) -> bool {
    is_direction(c)
        || matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

fn shows_nothing(c: char) -> bool {
    is_space(c) || c.is_control() || is_ignorable(c) || is_mark(c) || is_empty_shape(c)
}

/// `Default_Ignorable_Code_Point` of Unicode 16, and interlinear annotation characters.
fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffc}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Marks that are drawn onto the preceding letter.
fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{302a}'..='\u{302f}'
        | '\u{3099}'..='\u{309a}' | '\u{fe20}'..='\u{fe2f}')
}

/// Symbols with an empty shape (blank braille pattern, null note head, Khitan filler), and Unicode noncharacters.
fn is_empty_shape(c: char) -> bool {
    matches!(c, '\u{2800}' | '\u{1d159}' | '\u{16fe4}' | '\u{fdd0}'..='\u{fdef}')
        || (c as u32) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_blank() {
        for text in [
            "",
            " \t\n",
            "\u{200b}",
            "\u{3164}",
            "\u{ad}",
            "\u{2800}",
            "\u{fe0f}",
            "\u{e0041}\u{e007f}",
            "\u{202e}",
            "\u{301}",
            "\u{a0}\u{3000}",
            "\u{115f}\u{1160}\u{ffa0}",
            "\u{2063}",
            "\u{1d159}",
            "\u{feff}",
            "\0",
            "\u{85}",
            "\u{180e}",
            "\u{fffc}",
        ] {
            assert!(is_blank(text), "{text:?}");
        }
        for text in ["Rose", "\u{200b}R", "李", "ŵ", "e\u{301}", "روز", "👩\u{200d}🚒", "-", "Ω", "\u{0e01}"]
        {
            assert!(!is_blank(text), "{text:?}");
        }
    }
}
