//! Which URLs may be called. People enter the URLs of webhooks, and the server is inside a network that those people are not in:
//! no webhook may reach that network.

use std::net::IpAddr;

use reqwest::Url;

use super::access::InternalAccess;

/// Host names that always mean a local machine, as do all names below them.
const NEAR: [&str; 8] =
    ["localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain", "corp"];

/// Ports of protocols other than HTTP, from the Fetch standard: their servers might take a request for a command.
/// <https://fetch.spec.whatwg.org/#port-blocking>
const NOT_HTTP: &[u16] = &[
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103,
    104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514,
    515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723,
    2049, 3659, 4045, 4190, 5060, 5061, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
    11211,
];

/// Why a URL is refused. Each text tells what to write instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not a URL.
    #[error("Enter a URL such as https://example.com/webhooks.")]
    NoUrl,
    /// It is too long to store.
    #[error("Use at most 2000 characters.")]
    TooLong,
    /// It is neither http nor https.
    #[error("Begin with https:// or http://.")]
    Scheme,
    /// It contains a name and password.
    #[error("Leave out the name and password before the @. The signature identifies this server.")]
    UserInfo,
    /// Its port belongs to another protocol.
    #[error("Use another port: this one belongs to another protocol.")]
    Port,
    /// It points into the server's internal network.
    #[error("Use an address that can be reached from the internet: this one is internal.")]
    Internal,
}

/// Parses a URL and checks everything that can be checked without resolving the name.
pub fn parse(text: &str, access: &InternalAccess) -> Result<Url, Refusal> {
    if text.len() > 2000 {
        return Err(Refusal::TooLong);
    }
    let url = Url::parse(text.trim()).map_err(|_| Refusal::NoUrl)?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Refusal::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refusal::UserInfo);
    }
    if url.port().is_some_and(|port| NOT_HTTP.contains(&port)) {
        return Err(Refusal::Port);
    }
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or(Refusal::NoUrl)?;
    if !may_call(host, access) {
        return Err(Refusal::Internal);
    }
    Ok(url)
}

/// Whether the host of a URL may be called, as far as this is known without resolving it.
fn may_call(host: &str, access: &InternalAccess) -> bool {
    let host = host.trim_end_matches('.');
    let literal = host.trim_start_matches('[').trim_end_matches(']');
    match literal.parse::<IpAddr>() {
        Ok(address) => access.allows(address),
        Err(_) => access.looks_up_near() || !is_near(host),
    }
}

/// Whether a name means a local machine.
fn is_near(host: &str) -> bool {
    let ends_so =
        |name: &str| host.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    // A name without a dot is resolved in the local network.
    !host.contains('.') || NEAR.iter().any(|name| ends_so(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corpus_of_disguises_is_refused_whole() {
        for text in [
            "http://localhost/",
            "http://LOCALHOST/",
            "http://localhost./",
            "http://a.localhost/",
            "http://printer.local/",
            "http://metadata.google.internal/",
            "http://intranet/",
            "http://db:5432/",
            "http://router.home.arpa./",
            "http://127.0.0.1/",
            "http://127.0.0.1./",
            "http://127.1/",
            "http://127.0.1/",
            "http://2130706433/",
            "http://017700000001/",
            "http://0177.0.0.1/",
            "http://0x7f.0.0.1/",
            "http://0x7f000001/",
            "http://0/",
            "http://0.0.0.0/",
            "http://１２７.0.0.1/",
            "http://127。0。0。1/",
            "http://%31%32%37.0.0.1/",
            "http://①②⑦.⓪.⓪.①/",
            "http://10.0.0.1/",
            "http://10.1/",
            "http://100.64.0.1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://0xa9fea9fe/",
            "http://2852039166/",
            "http://172.16.0.1/",
            "http://172.31.255.255/",
            "http://192.168.1.1/",
            "http://192.0.0.1/",
            "http://192.0.2.1/",
            "http://192.88.99.1/",
            "http://198.18.0.1/",
            "http://198.51.100.1/",
            "http://203.0.113.1/",
            "http://224.0.0.1/",
            "http://240.0.0.1/",
            "http://255.255.255.255/",
            "http://[::]/",
            "http://[::1]/",
            "http://[0:0:0:0:0:0:0:1]/",
            "http://[::127.0.0.1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[::ffff:10.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[64:ff9b::10.0.0.1]/",
            "http://[64:ff9b:1::1]/",
            "http://[2002:7f00:1::]/",
            "http://[2002:c0a8:101::1]/",
            "http://[2001::1]/",
            "http://[2001:db8::1]/",
            "http://[3fff::1]/",
            "http://[fc00::1]/",
            "http://[fd12:3456:789a::1]/",
            "http://[fe80::1]/",
            "http://[fec0::1]/",
            "http://[ff02::1]/",
            "http://[100::1]/",
        ] {
            assert_eq!(parse(text, &false.into()), Err(Refusal::Internal), "{text}");
        }
    }

    #[test]
    fn what_is_no_plain_web_address_is_refused_even_where_internal_ones_are_allowed() {
        for (text, refusal) in [
            ("", Refusal::NoUrl),
            ("example.com/hook", Refusal::NoUrl),
            ("http://", Refusal::NoUrl),
            ("http://[::1/", Refusal::NoUrl),
            ("http://[fe80::1%25eth0]/", Refusal::NoUrl),
            ("http://1.2.3.4.5/", Refusal::NoUrl),
            ("http://256.1.1.1/", Refusal::NoUrl),
            ("http://example.com:99999/", Refusal::NoUrl),
            ("ftp://example.com/", Refusal::Scheme),
            ("file:///etc/passwd", Refusal::Scheme),
            ("gopher://example.com/", Refusal::Scheme),
            ("javascript:alert(1)", Refusal::Scheme),
            ("data:text/plain,hello", Refusal::Scheme),
            ("http://user@example.com/", Refusal::UserInfo),
            ("http://user:secret@example.com/", Refusal::UserInfo),
            ("http://example.com@127.0.0.1/", Refusal::UserInfo),
            ("http://example.com:25/", Refusal::Port),
            ("http://example.com:6379/", Refusal::Port),
            ("http://example.com:0/", Refusal::Port),
        ] {
            assert_eq!(parse(text, &true.into()), Err(refusal), "{text}");
        }
        let long = format!("https://example.com/{}", "a".repeat(2000));
        assert_eq!(parse(&long, &true.into()), Err(Refusal::TooLong));
    }

    #[test]
    fn public_addresses_pass() {
        for text in [
            "https://acme.example/webhooks/assistance-requests",
            "https://acme.example:8443/?a=b",
            "http://93.184.215.14/",
            "http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
            "http://[::ffff:93.184.215.14]/",
            "https://bücher.example/",
            "https://localhost.example/",
            "https://mylocal.example./",
        ] {
            assert!(parse(text, &false.into()).is_ok(), "{text}");
        }
        assert!(parse("http://127.0.0.1:9999/", &true.into()).is_ok());
    }

    #[test]
    fn an_allow_list_opens_its_own_networks_and_no_others() {
        let networks = ["10.1.0.0/16", "fd12:3456::/32"].map(|network| network.parse().unwrap());
        let access = InternalAccess::new(false, &networks);
        for text in [
            "http://10.1.2.3/callbacks",
            "https://10.1.255.255:8443/",
            "http://[::ffff:10.1.2.3]/",
            "http://[fd12:3456::9]/",
            "http://167838211/",
            // Its addresses are checked when it is called.
            "http://income.internal/callbacks",
            "http://93.184.215.14/",
        ] {
            assert!(parse(text, &access).is_ok(), "{text}");
        }
        for text in [
            "http://10.2.0.1/",
            "http://127.0.0.1/",
            "http://169.254.169.254/",
            "http://[::1]/",
            "http://[fd12:3457::9]/",
            "http://192.168.1.1/",
        ] {
            assert_eq!(parse(text, &access), Err(Refusal::Internal), "{text}");
        }
        let pushed = access.without_networks();
        assert_eq!(parse("http://10.1.2.3/", &pushed), Err(Refusal::Internal));
        assert_eq!(parse("http://income.internal/", &pushed), Err(Refusal::Internal));
    }
}
