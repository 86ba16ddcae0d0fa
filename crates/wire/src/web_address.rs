//! Web addresses, parsed by hand, because a crate would add 74 KB to the app. This checks only the form; the server checks what
//! an address resolves to.

/// Maximum size of an address in bytes.
pub const LONGEST: usize = 2000;

/// Whether the text is an `http` or `https` address with a host.
pub fn is_web_address(text: &str) -> bool {
    problem(text).is_none()
}

/// The message for a text that is not such an address.
pub fn problem(text: &str) -> Option<&'static str> {
    const FORM: &str = "Enter an address like https://example.com/alerts.";
    if text.len() > LONGEST {
        return Some("Use at most 2000 characters.");
    }
    if text.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c)) {
        return Some("Leave out blanks and the characters \" < > \\ ^ ` { | }.");
    }
    let Some((scheme, rest)) = text.split_once("://") else { return Some(FORM) };
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Some("Begin the address with https:// or http://.");
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') {
        return Some("Leave out the name and password before the @.");
    }
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((host, port)) => (host, port),
            None => return Some(FORM),
        },
        None => authority.find(':').map_or((authority, ""), |at| authority.split_at(at)),
    };
    if host.is_empty() || host.starts_with('.') || host.contains("..") {
        return Some(FORM);
    }
    match port.strip_prefix(':') {
        _ if port.is_empty() => None,
        Some(digits) if digits.parse::<u16>().is_ok_and(|port| port > 0) => None,
        _ => Some("Use a port from 1 to 65535."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_could_be_called_pass() {
        for text in [
            "https://acme.example/webhooks/assistance-requests",
            "HTTP://acme.example:8080?x=1",
            "https://[2001:db8::1]:443/",
            "https://münchen.example/ü",
        ] {
            assert_eq!(problem(text), None, "{text}");
        }
    }

    #[test]
    fn everything_else_is_told_what_to_do() {
        for text in [
            "",
            "acme.example",
            "ftp://acme.example",
            "javascript:alert(1)",
            "https://",
            "https:///path",
            "https://user:word@acme.example",
            "https://acme.example:0",
            "https://acme.example:99999",
            "https://acme.example:8o",
            "https://[::1",
            "https://acme example",
            "https://.example",
            "https://a..b",
        ] {
            assert!(problem(text).is_some(), "{text}");
        }
        assert!(problem(&format!("https://a.example/{}", "x".repeat(LONGEST))).is_some());
    }
}
