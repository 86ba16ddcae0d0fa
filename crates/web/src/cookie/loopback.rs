//! Cookies over plain HTTP on loopback. WebKit stores no `Secure` cookie there. So responses send the names without their
//! `__Host-` prefix and without the attribute, and requests get the prefix back. Handlers only see the prefixed names.
//!
//! Everywhere else the prefix stays, and cookies without it are ignored.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{COOKIE, HOST, SET_COOKIE};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

use crate::config::WebConfig;
use crate::cookie::name::{NAME, PAIRING};

const PREFIX: &str = "__Host-";

/// Headers that show that a proxy is between the browser and the server.
const PROXY_HEADERS: [HeaderName; 3] = [
    HeaderName::from_static("forwarded"),
    HeaderName::from_static("x-forwarded-for"),
    HeaderName::from_static("x-forwarded-proto"),
];

/// Renames the cookies of requests from a browser on the same machine.
pub async fn rename_cookies(
    State(config): State<Arc<WebConfig>>,
    mut request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let authority = request.uri().authority().cloned();
    if !is_plain_loopback(peer, authority, request.headers(), &config) {
        return next.run(request).await;
    }
    add_prefixes(request.headers_mut());
    let mut answer = next.run(request).await;
    remove_prefixes(answer.headers_mut());
    answer
}

/// Whether the browser runs on this machine without a proxy: the connection is from loopback, the host name is a loopback name,
/// no proxy header is present, and the operator configured no `https` address.
fn is_plain_loopback(
    peer: Option<IpAddr>,
    authority: Option<Authority>,
    headers: &HeaderMap,
    config: &WebConfig,
) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).and_then(|host| host.parse().ok());
    let is_public = config.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    peer.is_some_and(|address| address.to_canonical().is_loopback())
        && authority.or(host).is_some_and(|host: Authority| is_loopback_name(host.host()))
        && !PROXY_HEADERS.iter().any(|name| headers.contains_key(name))
        && !is_public
}

fn is_loopback_name(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

/// Keeps one cookie for each name. A prefixed cookie of an earlier version is dropped; otherwise it would be valid again after
/// signing out.
fn add_prefixes(headers: &mut HeaderMap) {
    let pairs: Vec<String> = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| {
            let pair = pair.trim();
            let name = pair.split('=').next().unwrap_or_default();
            match name {
                NAME | PAIRING => None,
                _ if [NAME, PAIRING].iter().any(|known| known.strip_prefix(PREFIX) == Some(name)) => {
                    Some(format!("{PREFIX}{pair}"))
                }
                _ => Some(pair.to_owned()),
            }
        })
        .collect();
    headers.remove(COOKIE);
    if let Ok(value) = HeaderValue::from_str(&pairs.join("; ")) {
        headers.insert(COOKIE, value);
    }
}

fn remove_prefixes(headers: &mut HeaderMap) {
    let cookies: Vec<HeaderValue> = headers
        .get_all(SET_COOKIE)
        .iter()
        .map(|value| {
            let plain = value.to_str().ok().and_then(|text| text.strip_prefix(PREFIX));
            let plain = plain.map(|text| text.replace("; Secure", ""));
            plain.and_then(|text| HeaderValue::from_str(&text).ok()).unwrap_or_else(|| value.clone())
        })
        .collect();
    headers.remove(SET_COOKIE);
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(peer: &str, headers: &[(&'static str, &'static str)], public_url: Option<&str>) -> bool {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)))
            .collect();
        let config = WebConfig { public_url: public_url.map(str::to_owned), ..WebConfig::default() };
        is_plain_loopback(Some(peer.parse().unwrap()), None, &headers, &config)
    }

    #[test]
    fn only_a_browser_on_this_machine_gets_a_plain_cookie() {
        let local = [("host", "localhost:8080")];
        for (peer, host) in
            [("127.0.0.1", "localhost:8080"), ("::1", "[::1]:8080"), ("::ffff:127.0.0.1", "127.0.0.1")]
        {
            assert!(judge(peer, &[("host", host)], None), "{peer} {host}");
        }
        assert!(judge("127.0.0.1", &local, Some("http://localhost:8080")));
        assert!(!judge("127.0.0.1", &local, Some("https://alarm.example")), "the operator serves https");
        assert!(!judge("192.0.2.7", &local, None), "another machine");
        for host in ["alarm.example", "localhost.evil.example", "127.0.0.1.evil.example", "192.0.2.7"] {
            assert!(!judge("127.0.0.1", &[("host", host)], None), "{host}");
        }
        assert!(!judge("127.0.0.1", &[], None), "no name at all");
        for header in ["forwarded", "x-forwarded-for", "x-forwarded-proto"] {
            assert!(!judge("127.0.0.1", &[local[0], (header, "x")], None), "{header}");
        }
    }

    #[test]
    fn names_change_on_the_way_in_and_out() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("a=1; tocsin=new; __Host-tocsin=old"));
        headers.append(COOKIE, HeaderValue::from_static("tocsin-tv=code; tocsin-other=2"));
        add_prefixes(&mut headers);
        assert_eq!(headers[COOKIE], "a=1; __Host-tocsin=new; __Host-tocsin-tv=code; tocsin-other=2");
        let set = HeaderValue::from_static("__Host-tocsin=x; Path=/; Secure; HttpOnly; SameSite=Strict");
        headers.append(SET_COOKIE, set);
        remove_prefixes(&mut headers);
        assert_eq!(headers[SET_COOKIE], "tocsin=x; Path=/; HttpOnly; SameSite=Strict");
    }
}
