//! The content security policy of a page. It allows only our own files, and only the inline scripts and styles that the page was
//! built with.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::config::WebConfig;

/// The policy for a page, computed from its bytes and the operator's map tiles.
pub fn content_security_policy(page: &[u8], config: &WebConfig) -> String {
    // A browser hashes the parsed text, which has no carriage returns.
    let page = String::from_utf8_lossy(page).replace("\r\n", "\n");
    let scripts = hashes(&page, "script");
    let styles = hashes(&page, "style");
    let tiles = config.map_tiles.as_deref().and_then(origin).map(|origin| format!(" {origin}"));
    let tiles = tiles.unwrap_or_default();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'{styles}; \
         img-src 'self' data:{tiles}; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    )
}

/// Returns ` 'sha256-…'` for each inline element with this tag.
fn hashes(page: &str, tag: &str) -> String {
    let (open, close) = (format!("<{tag}"), format!("</{tag}"));
    let mut found = String::new();
    let mut rest = page;
    while let Some(start) = rest.find(&open) {
        rest = &rest[start + open.len()..];
        let Some((attributes, after)) = rest.split_once('>') else { break };
        if !attributes.is_empty() && !attributes.starts_with(char::is_whitespace) {
            continue;
        }
        let Some(end) = after.find(&close) else { break };
        let has_source = attributes.split_whitespace().any(|attribute| attribute.starts_with("src="));
        if !has_source {
            let hash = STANDARD.encode(Sha256::digest(&after.as_bytes()[..end]));
            found.push_str(&format!(" 'sha256-{hash}'"));
        }
        rest = &after[end..];
    }
    found
}

/// The origin `https://tile.example` of `https://tile.example/{z}/{x}/{y}.png`; a placeholder in the host becomes `*`.
fn origin(template: &str) -> Option<String> {
    let (scheme, rest) = template.split_once("://")?;
    let host = rest.split('/').next()?;
    let host = match host.split_once('}') {
        Some((placeholder, domain)) if placeholder.starts_with('{') => format!("*{domain}"),
        _ => host.to_owned(),
    };
    let plain =
        |text: &str| text.chars().all(|letter| letter.is_ascii_alphanumeric() || ".-:*[]".contains(letter));
    (matches!(scheme, "http" | "https") && plain(&host)).then(|| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_and_styles_are_allowed_by_their_hash_only() {
        let page = b"<style>a{}</style><script src=\"/a.js\"></script><script type=\"module\">go()</script><scripty>";
        let policy = content_security_policy(page, &WebConfig::default());
        let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
        assert!(
            policy.contains(&format!("script-src 'self' 'wasm-unsafe-eval' {};", hash("go()"))),
            "{policy}"
        );
        assert!(policy.contains(&format!("style-src 'self' {};", hash("a{}"))), "{policy}");
        assert!(!policy.contains("unsafe-inline"));
    }

    #[test]
    fn map_tiles_are_the_only_foreign_pictures() {
        let tiles = |address: &str| {
            let config = WebConfig { map_tiles: Some(address.to_owned()), ..WebConfig::default() };
            content_security_policy(b"", &config)
        };
        assert!(
            tiles("https://tile.example/{z}/{x}/{y}.png")
                .contains("img-src 'self' data: https://tile.example;")
        );
        assert!(tiles("https://{s}.tile.example/{z}").contains("data: https://*.tile.example;"));
        assert!(tiles("https://a; script-src */{z}").contains("img-src 'self' data:;"));
        assert!(tiles("/tiles/{z}/{x}/{y}.png").contains("img-src 'self' data:;"));
    }
}
