//! E-mail addresses, by the rules of GOV.UK Notify. They are stricter than e-mail itself, so that no mail provider refuses an
//! address later.
//!
//! This is the only parser of e-mail addresses: forms, every API, imports, the command line and the embedded API use it, so that
//! messages can be sent to every registered address. Host names outside ASCII need tables that are too large for the app. The
//! server has them (feature `idna`) and decides; the app checks only the form.

use crate::invisible::{is_hidden, is_space};

/// Maximum size in bytes of the part before the `@` (RFC 5321, 4.5.3.1.1). Mail libraries refuse more.
const LOCAL_LIMIT: usize = 64;

/// The address without invisible characters, or nothing if it cannot receive mail.
///
/// A host name outside ASCII is returned in its Unicode form, so that one mailbox has one spelling.
pub fn parse(text: &str) -> Option<String> {
    let (local, host) = split(text)?;
    let host = host::check(&host)?;
    (local.len() + 1 + host.len() <= 320).then(|| format!("{local}@{host}"))
}

/// The address by which accounts are looked up: in lower case. A text that is not an address is only trimmed, because old
/// accounts may have such names.
pub fn identity(text: &str) -> String {
    parse(text).unwrap_or_else(|| text.trim().to_owned()).to_lowercase()
}

/// The address for mail servers: the host in its ASCII form (A-labels, RFC 5890), because many servers lack SMTPUTF8.
#[cfg(feature = "idna")]
pub fn envelope(text: &str) -> Option<String> {
    let (local, host) = split(text)?;
    Some(format!("{local}@{}", host::to_ascii(&host)?))
}

/// The two sides of the `@`. The local part is checked, the host is not.
fn split(text: &str) -> Option<(String, String)> {
    let shown: String = text.chars().filter(|c| !is_hidden(*c)).collect();
    let (local, host) = shown.trim_matches(is_space).split_once('@')?;
    let is_atom = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+/=?^_`{|}~-".contains(&byte);
    let fits = (1..=LOCAL_LIMIT).contains(&local.len())
        && local.bytes().all(is_atom)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..");
    fits.then(|| (local.to_owned(), host.to_owned()))
}

mod host {
    /// The host in the form that is stored: unchanged if it is plain ASCII.
    pub(super) fn check(host: &str) -> Option<String> {
        #[cfg(feature = "idna")]
        {
            let ascii = to_ascii(host)?;
            let is_plain = host.is_ascii() && !ascii.split('.').any(|label| label.starts_with("xn--"));
            if is_plain {
                return Some(host.to_owned());
            }
            let (unicode, read) = idna::domain_to_unicode(&ascii);
            read.ok().map(|()| unicode)
        }
        #[cfg(not(feature = "idna"))]
        {
            let labels: Vec<&str> = host.split('.').collect();
            let is_unicode =
                |label: &str| !label.is_ascii() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
            let fits = |label: &&str| is_label(label) || is_unicode(label);
            let is_top = labels.last().is_some_and(|last| is_top(last) || is_unicode(last));
            let is_host = host.len() <= 253 && labels.len() >= 2 && labels.iter().all(fits) && is_top;
            is_host.then(|| host.to_owned())
        }
    }

    /// The host in letters, digits and hyphens alone (UTS 46, strict), or nothing if no host can have this name.
    #[cfg(feature = "idna")]
    pub(super) fn to_ascii(host: &str) -> Option<String> {
        use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
        let mapped =
            Uts46::new().to_ascii(host.as_bytes(), AsciiDenyList::STD3, Hyphens::Allow, DnsLength::Verify);
        let ascii = mapped.ok()?.into_owned();
        let labels: Vec<&str> = ascii.split('.').collect();
        let is_host = labels.len() >= 2
            && labels.iter().all(|label| is_label(label))
            && labels.last().is_some_and(|last| is_top(last));
        is_host.then_some(ascii)
    }

    /// Letters and digits, joined by one or two hyphens.
    fn is_label(label: &str) -> bool {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(fits)
            && !label.starts_with('-')
            && !label.ends_with('-')
            && !label.contains("---")
    }

    fn is_top(label: &str) -> bool {
        let is_ascii_form = label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"));
        is_ascii_form || (label.len() >= 2 && label.bytes().all(|byte| byte.is_ascii_alphabetic()))
    }
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
            "\u{a0}email@domain.com\u{a0}",
            "\u{202a}email@domain.com\u{202c}",
            "post@bücher.example",
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
            "o\u{2019}hara@domain.com",
            "duty@acme.e",
            ".first@domain.com",
            "last.@domain.com",
            "a@xn---something.com",
            "a@under_score.com",
            "a b@domain.com",
            "a@domain.com\nBcc: b@domain.com",
            "",
        ] {
            assert!(parse(bad).is_none(), "{bad}");
        }
        let long = format!("{}@domain.com", "a".repeat(65));
        assert!(parse(&long).is_none(), "mail libraries refuse more than 64 characters before the @");
        assert_eq!(parse(" a@b.co ").unwrap(), "a@b.co");
    }

    #[cfg(feature = "idna")]
    #[test]
    fn one_mailbox_has_one_spelling_and_its_envelope_is_ascii() {
        for typed in [
            "post@bücher.example",
            "post@BÜCHER.example",
            "post@xn--bcher-kva.example",
            "post@bu\u{308}cher.example",
        ] {
            assert_eq!(parse(typed).as_deref(), Some("post@bücher.example"), "{typed}");
            assert_eq!(envelope(typed).as_deref(), Some("post@xn--bcher-kva.example"), "{typed}");
        }
        assert_eq!(envelope("Post@Domain.com").as_deref(), Some("Post@domain.com"));
        for none in ["a@xn--a.com", "a@xn--zzzzzzzzz999.com", "a@\u{301}a.example", "a@a\u{200d}b..example"] {
            assert_eq!((parse(none), envelope(none)), (None, None), "{none}");
        }
    }

    proptest! {
        #[test]
        fn what_is_taken_is_taken_again_and_stays_the_same(text in "[a-z.'+]{1,8}@[a-zü0-9-]{1,8}[.](com|example|xn--p1ai)") {
            if let Some(address) = parse(&text) {
                prop_assert_eq!(parse(&address), Some(address));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            let _ = parse(&text);
        }
    }
}
