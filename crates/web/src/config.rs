//! What the operator chose about the addresses of the server, and whom it believes.

use std::net::IpAddr;

use axum::http::HeaderMap;
use axum::http::header::HOST;

/// Where people reach the server, and whom it believes.
#[derive(Clone, Debug, Default)]
pub struct WebConfig {
    /// Where people reach the server from outside, without a slash at the end.
    pub public_url: Option<String>,
    /// Proxies that may say the client's address.
    pub trusted_proxies: Vec<IpAddr>,
    /// Address template of map tiles, such as `https://tile.example/{z}/{x}/{y}.png`.
    pub map_tiles: Option<String>,
}

impl WebConfig {
    /// Where people and programs reach this server, without a slash at the end: as the operator says, else as this request did.
    pub fn root(&self, headers: &HeaderMap) -> String {
        let host = headers.get(HOST).and_then(|value| value.to_str().ok()).unwrap_or("localhost");
        self.public_url.clone().unwrap_or_else(|| format!("http://{host}"))
    }
}
