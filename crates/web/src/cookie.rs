//! The cookies of sessions, and of televisions before they are paired. The prefix `__Host-` binds each to this host, to TLS, and
//! to every path. Over plain HTTP on loopback they have other names; see `loopback`.

mod loopback;
pub mod name;

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use crate::cookie::name::{DEVICE, NAME, PAIRING};
use crate::error::Error;

pub use loopback::rename_cookies;

/// The session's secret, if the browser sent one.
pub fn read(headers: &HeaderMap) -> Option<&str> {
    named(headers, NAME)
}

/// The value of the cookie with this name.
pub fn named<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, secret)| secret)
}

/// `Set-Cookie` that signs in. Without `keep_days`, the browser deletes the cookie when it closes.
pub fn set(secret: &str, keep_days: Option<u32>) -> Result<HeaderValue, Error> {
    let age = keep_days.map(|days| format!("; Max-Age={}", u64::from(days) * 86_400)).unwrap_or_default();
    let text = format!("{NAME}={secret}; Path=/; Secure; HttpOnly; SameSite=Strict{age}");
    HeaderValue::from_str(&text).map_err(Error::internal)
}

/// `Set-Cookie` that marks a browser as known after it signed in. Signing out keeps it.
pub fn set_device(secret: &str, keep_days: u32) -> Result<HeaderValue, Error> {
    let age = u64::from(keep_days) * 86_400;
    let text = format!("{DEVICE}={secret}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={age}");
    HeaderValue::from_str(&text).map_err(Error::internal)
}

/// `Set-Cookie` for a television that waits to be paired.
pub fn set_pairing(secret: &str, seconds: i64) -> Result<HeaderValue, Error> {
    let text = format!("{PAIRING}={secret}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={seconds}");
    HeaderValue::from_str(&text).map_err(Error::internal)
}

/// `Set-Cookie` that signs out.
pub fn clear() -> HeaderValue {
    HeaderValue::from_static("__Host-tocsin=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")
}
