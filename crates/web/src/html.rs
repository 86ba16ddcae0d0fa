//! HTML pages that the server renders itself, without app or script, for people who follow a link.

use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};

use crate::config::WebConfig;
use crate::content_security_policy::content_security_policy;

const STYLE: &str = include_str!("html.css");

/// A page with this title and this HTML as its content.
pub fn page(config: &WebConfig, title: &str, main: &str) -> Response {
    let title = escape(title);
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><meta name=\"robots\" content=\"noindex\">\
         <style>{STYLE}</style></head><body><main><h1>{title}</h1>{main}</main></body></html>"
    );
    let policy = content_security_policy(html.as_bytes(), config);
    let mut answer = Html(html).into_response();
    let headers = answer.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // The page's URL contains the key of the file.
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    answer
}

/// Escapes text for use in HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
