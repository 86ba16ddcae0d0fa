//! UK postcodes, as the last line of a letter's address must be one.

/// Whether it has the form of a UK postcode, in either case, with or without its space.
pub fn is_uk_postcode(text: &str) -> bool {
    let code: Vec<u8> = text.bytes().filter(|b| *b != b' ').map(|b| b.to_ascii_uppercase()).collect();
    if !text.is_ascii() || !(5..=7).contains(&code.len()) {
        return false;
    }
    let (outward, inward) = code.split_at(code.len() - 3);
    let inward_fits = inward[0].is_ascii_digit() && inward[1..].iter().all(u8::is_ascii_uppercase);
    let letters = outward.iter().take_while(|b| b.is_ascii_uppercase()).count();
    let outward_fits = match (letters, &outward[letters.min(outward.len())..]) {
        // GIR 0AA, once the Girobank's own.
        (3, []) => outward == b"GIR",
        (1 | 2, [digit]) => digit.is_ascii_digit(),
        (1 | 2, [digit, last]) => digit.is_ascii_digit() && last.is_ascii_alphanumeric(),
        _ => false,
    };
    inward_fits && outward_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_known_and_nothing_else() {
        for code in ["SW1A 1AA", "sw1a1aa", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "EC1A 1BB", "W1A 0AX"]
        {
            assert!(is_uk_postcode(code), "{code}");
        }
        for text in
            ["", "2090", "SW1A", "SW1A 1A1", "1AA SW1A", "SWAA 1AA", "ABC1 1AA", "São1 1AA", "SW1A 1AAA"]
        {
            assert!(!is_uk_postcode(text), "{text}");
        }
    }
}
