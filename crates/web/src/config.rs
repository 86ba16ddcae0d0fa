//! The operator's settings about the server's URL, trusted proxies and map tiles.

use std::net::IpAddr;

use axum::http::HeaderMap;
use axum::http::header::HOST;

/// The server's URL, trusted proxies and map tiles.
#[derive(Clone, Debug, Default)]
pub struct WebConfig {
    /// The server's public URL, without a slash at the end.
    pub public_url: Option<String>,
    /// Proxies whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: Vec<IpAddr>,
    /// The URL template of map tiles, such as `https://tile.example/{z}/{x}/{y}.png`.
    pub map_tiles: Option<String>,
}

impl WebConfig {
    /// The server's URL without a slash at the end: the configured one, otherwise the one of this request.
    pub fn root(&self, headers: &HeaderMap) -> String {
        let host = headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or("localhost");
        self.public_url.clone().unwrap_or_else(|| format!("http://{host}"))
    }
}
