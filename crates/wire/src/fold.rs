//! Text folding for comparison: names are equal regardless of accents and case.

use crate::sender::normal::{decomposed, is_invisible, is_mark};

/// The text without accents, case, ligatures and invisible characters.
pub fn fold(text: &str) -> String {
    let visible = decomposed(text);
    let small: String = visible.chars().filter(|c| !is_mark(*c) && !is_invisible(*c)).collect();
    // Lower-case letters may decompose once more, such as the Turkish capital I with a dot.
    let small = decomposed(&small.to_lowercase());
    let mut folded = String::with_capacity(small.len());
    for c in small.chars().filter(|c| !is_mark(*c)) {
        match c {
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            'ŧ' => folded.push('t'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'þ' => folded.push_str("th"),
            'ς' => folded.push('σ'),
            '‘' | '’' | 'ʼ' => folded.push('\''),
            '‐' | '‑' | '–' | '—' => folded.push('-'),
            c => folded.push(c),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_however_it_is_typed() {
        for (typed, folded) in [
            ("Élodie", "elodie"),
            ("E\u{301}LODIE", "elodie"),
            ("über", "uber"),
            ("ŴYN", "wyn"),
            ("w\u{302}yn", "wyn"),
            ("Nguyễn", "nguyen"),
            ("Łódź Straße Ærø", "lodz strasse aero"),
            ("İstanbul", "istanbul"),
            ("O’Hara", "o'hara"),
            ("ﬁ\u{200b}x\u{ad}", "fix"),
            ("ΌΔΟΣ", "οδοσ"),
            ("Żółć", "zolc"),
        ] {
            assert_eq!(fold(typed), folded, "{typed}");
            assert_eq!(fold(folded), folded, "folded twice");
        }
    }
}
