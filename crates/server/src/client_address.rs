//! Where a request comes from, as far as it can be believed.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::state::AppState;

/// The client's address: the connection's own, or what a trusted proxy says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        // Without a socket (in tests) everybody comes from the same place.
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Ok(Self(believe(peer, &parts.headers, &state.config.trusted_proxies)))
    }
}

/// Walks `X-Forwarded-For` from its end, where our own proxies wrote, to the first address that is not one of
/// them. What stands before it is the client's own claim.
fn believe(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    if !trusted.contains(&peer) {
        return peer;
    }
    let said: Vec<_> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|address| address.trim().parse::<IpAddr>())
        .collect();
    let mut last = peer;
    for address in said.into_iter().rev() {
        let Ok(address) = address else { return last };
        if !trusted.contains(&address) {
            return address;
        }
        last = address;
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(peer: &str, forwarded: &'static str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        let trusted = ["10.0.0.1".parse().unwrap(), "10.0.0.2".parse().unwrap()];
        believe(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn a_stranger_cannot_choose_an_address() {
        assert_eq!(from("203.0.113.9", "198.51.100.1"), "203.0.113.9");
        assert_eq!(from("10.0.0.1", "198.51.100.1, 203.0.113.9"), "203.0.113.9");
    }

    #[test]
    fn a_chain_of_our_own_proxies_is_followed() {
        assert_eq!(from("10.0.0.1", "203.0.113.9, 10.0.0.2"), "203.0.113.9");
        assert_eq!(from("10.0.0.1", "nonsense"), "10.0.0.1");
    }
}
