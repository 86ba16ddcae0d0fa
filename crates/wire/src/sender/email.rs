//! E-mail addresses as GOV.UK Notify takes them: stricter than mail itself, so that no provider chokes on one.

/// The address without blanks around it, or nothing when the sender would refuse it.
pub fn parse(text: &str) -> Option<String> {
    let address: String = text.trim().chars().filter(|c| !is_hidden(*c)).collect();
    let (local, host) = address.split_once('@')?;
    let local_fits = !local.is_empty()
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&b));
    let host_fits = !host.is_empty()
        && !host.starts_with('.')
        && !host.chars().any(|c| c == '@' || c.is_whitespace() || c.is_control());
    if !local_fits || !host_fits || address.len() > 320 || host.len() > 253 || address.contains("..") {
        return None;
    }
    let labels: Vec<&str> = host.split('.').collect();
    let (last, _) = labels.split_last()?;
    let fits = labels.len() >= 2 && labels.iter().all(|label| is_label(label)) && is_top(last);
    fits.then_some(address)
}

/// Blanks that nobody sees, pasted along with an address.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Letters of any script pass: their ASCII form has letters, digits and dashes only.
fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 63
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

fn is_top(label: &str) -> bool {
    label.starts_with("xn--") || (label.chars().count() >= 2 && label.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_are_told_from_what_only_looks_like_one() {
        for good in [
            "email@domain.com",
            "email@domain.COM",
            "firstname.o'lastname@domain.com",
            "firstname+lastname@domain.com",
            "1234567890@domain.com",
            "email@domain-one.com",
            "_______@domain.com",
            "email@domain.superlongtld",
            "email@例え.テスト",
            "email@xn--r8jz45g.xn--zckzah",
            " \u{200b}email@domain.com ",
        ] {
            assert!(parse(good).is_some(), "{good}");
        }
        for bad in [
            "email@123.123.123.123",
            "plainaddress",
            "@no-local-part.com",
            "no-at.domain.com",
            "no-tld@domain",
            ";beginning-semicolon@domain.co.uk",
            "two@at@domain.com",
            "two..dots@domain.com",
            "dot@.beginning.com",
            "email@-wrong.com",
            "space in@domain.com",
            "email@domain.com.",
            "Outlook Contact <outlook@domain.com>",
            "",
        ] {
            assert!(parse(bad).is_none(), "{bad}");
        }
        assert_eq!(parse(" a@b.co ").unwrap(), "a@b.co");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = parse(&text);
        }
    }
}
