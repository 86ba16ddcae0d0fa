//! UK postcodes. The last line of a letter's address must be one.

use crate::invisible::{is_hidden, is_space};

/// The postcode areas that Royal Mail delivers to, and British forces (BF).
const AREAS: &str = "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN \
                     EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML \
                     N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF \
                     TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE";

/// The postcode in its printed form: upper case, with the space. It is read in either case, with any kind of space or none.
pub fn parse(text: &str) -> Option<String> {
    let code: String =
        text.chars().filter(|c| !is_space(*c) && !is_hidden(*c)).map(|c| c.to_ascii_uppercase()).collect();
    if !code.is_ascii() || !(5..=7).contains(&code.len()) {
        return None;
    }
    let (outward, inward) = code.split_at(code.len() - 3);
    let area = outward.trim_end_matches(|c: char| c.is_ascii_digit());
    // W1A: the district may end in a letter.
    let area = if area == outward {
        outward[..outward.len() - 1].trim_end_matches(|c: char| c.is_ascii_digit())
    } else {
        area
    };
    let district = &outward.as_bytes()[area.len()..];
    let district_fits = match district {
        [digit] => digit.is_ascii_digit(),
        [digit, last] => digit.is_ascii_digit() && last.is_ascii_alphanumeric(),
        _ => false,
    };
    let inward_fits = match inward.as_bytes() {
        [digit, unit @ ..] => {
            digit.is_ascii_digit() && unit.iter().all(|b| b.is_ascii_uppercase() && !b"CIKMOV".contains(b))
        }
        [] => false,
    };
    let fits = AREAS.split(' ').any(|known| known == area) && district_fits && inward_fits;
    fits.then(|| format!("{outward} {inward}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_known_and_nothing_else() {
        for code in ["SW1A 1AA", "sw1a1aa", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "EC1A 1BB", "W1A 0AX"]
        {
            assert!(parse(code).is_some(), "{code}");
        }
        for text in [
            "",
            "2090",
            "SW1A",
            "SW1A 1A1",
            "1AA SW1A",
            "SWAA 1AA",
            "ABC1 1AA",
            "São1 1AA",
            "SW1A 1AAA",
            "ZZ1 1AA",
            "SW1A 1AC",
        ] {
            assert!(parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn every_kind_of_space_is_a_space() {
        for code in ["SW1A\u{a0}1AA", "sw1a\u{2009}1aa", "SW1A\u{200b}1AA", " SW1A1AA\u{202f}"] {
            assert_eq!(parse(code).as_deref(), Some("SW1A 1AA"), "{code:?}");
        }
    }
}
