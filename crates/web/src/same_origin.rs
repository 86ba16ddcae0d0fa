//! Refuses changes that another website makes with a person's cookie (CSRF).

use axum::http::{HeaderMap, Method, header};

use crate::config::WebConfig;
use crate::error::Error;

/// A change with a cookie must come from our own pages; a read may come from anywhere.
pub fn check_origin(method: &Method, headers: &HeaderMap, config: &WebConfig) -> Result<(), Error> {
    if method.is_safe() || is_ours(headers, config) == Some(true) {
        return Ok(());
    }
    Err(refusal())
}

/// For requests that need no cookie: refused only if the browser states that another website sent them.
pub fn check_origin_if_said(headers: &HeaderMap, config: &WebConfig) -> Result<(), Error> {
    if is_ours(headers, config) == Some(false) { Err(refusal()) } else { Ok(()) }
}

fn refusal() -> Error {
    Error::forbidden("This request does not come from this website. Open the app and try there.")
}

/// `None` if the request does not state its origin.
fn is_ours(headers: &HeaderMap, config: &WebConfig) -> Option<bool> {
    let text = |name| headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    if let Some(site) = text(header::HeaderName::from_static("sec-fetch-site")) {
        return Some(site == "same-origin");
    }
    let origin = text(header::ORIGIN)?;
    if config.public_url.as_deref() == Some(origin) {
        return Some(true);
    }
    let host = text(header::HOST)?;
    Some(["http://", "https://"].iter().any(|scheme| origin.strip_prefix(scheme) == Some(host)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| {
                (header::HeaderName::from_static(name), header::HeaderValue::from_static(value))
            })
            .collect()
    }

    #[test]
    fn a_change_needs_to_say_that_it_is_ours() {
        let config = WebConfig::default();
        let check = |pairs: &[_]| check_origin(&Method::POST, &headers(pairs), &config).is_ok();
        assert!(check(&[("host", "localhost:8080"), ("origin", "http://localhost:8080")]));
        assert!(check(&[("sec-fetch-site", "same-origin")]));
        assert!(!check(&[("host", "localhost:8080")]));
        assert!(!check(&[("host", "localhost:8080"), ("origin", "https://evil.example")]));
        assert!(!check(&[("host", "localhost:8080"), ("origin", "null")]));
        assert!(!check(&[("sec-fetch-site", "same-site")]));
    }

    #[test]
    fn the_public_address_counts_behind_a_proxy() {
        let config =
            WebConfig { public_url: Some("https://alarm.example".to_owned()), ..WebConfig::default() };
        let sent = headers(&[("host", "10.0.0.1:8080"), ("origin", "https://alarm.example")]);
        assert!(check_origin(&Method::DELETE, &sent, &config).is_ok());
    }

    #[test]
    fn reading_needs_no_origin() {
        assert!(check_origin(&Method::GET, &HeaderMap::new(), &WebConfig::default()).is_ok());
    }
}
