//! The client address of a request, using `X-Forwarded-For` only from trusted proxies.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::config::WebConfig;

/// The client's address: of the connection, or as a trusted proxy reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for ClientAddress
where
    WebConfig: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        // Tests have no socket, so all their requests come from one address.
        let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        Ok(Self(believe(peer, &parts.headers, &WebConfig::from_ref(state).trusted_proxies)))
    }
}

/// Reads `X-Forwarded-For` from its end, where our own proxies append, to the first address that is not one of them. The entries
/// before it are the client's unproven claim.
///
/// A listener on `[::]` sees IPv4 callers as `::ffff:192.0.2.1`, and proxies may write either form, so all addresses are compared
/// in their canonical form.
fn believe(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let peer = peer.to_canonical();
    if !is_trusted(peer, trusted) {
        return peer;
    }
    let said: Vec<_> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|address| parse(address.trim()))
        .collect();
    let mut last = peer;
    for address in said.into_iter().rev() {
        let Some(address) = address else { return last };
        if !is_trusted(address, trusted) {
            return address;
        }
        last = address;
    }
    last
}

/// Whether this address is one of the operator's proxies.
pub fn is_trusted(address: IpAddr, trusted: &[IpAddr]) -> bool {
    trusted.iter().any(|proxy| proxy.to_canonical() == address.to_canonical())
}

/// Parses an address, with a port or in brackets as some proxies write it.
fn parse(text: &str) -> Option<IpAddr> {
    let address = text.parse::<IpAddr>().ok().or_else(|| Some(text.parse::<SocketAddr>().ok()?.ip()));
    let address = address.or_else(|| text.strip_prefix('[')?.strip_suffix(']')?.parse().ok());
    address.map(|address| address.to_canonical())
}

/// The network part of an IPv6 address in bits. A client that has one address of a /64 usually has all of them.
pub const NETWORK_BITS: u32 = 64;

/// The address as text. For IPv6 it is the /64 network, because an internet provider assigns a whole /64 to each subscriber.
pub fn network(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let network = address.to_bits() >> (128 - NETWORK_BITS) << (128 - NETWORK_BITS);
            format!("{}/{NETWORK_BITS}", Ipv6Addr::from_bits(network))
        }
    }
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
    fn an_ipv4_proxy_is_recognised_in_its_ipv6_form_too() {
        assert_eq!(from("::ffff:10.0.0.1", "203.0.113.9"), "203.0.113.9");
        assert_eq!(from("10.0.0.1", "203.0.113.9, ::ffff:10.0.0.2"), "203.0.113.9");
        assert_eq!(from("10.0.0.1", "::ffff:203.0.113.9"), "203.0.113.9");
        assert_eq!(from("::ffff:203.0.113.9", "198.51.100.1"), "203.0.113.9");
        let mapped = ["::ffff:10.0.0.1".parse().unwrap()];
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "[2001:db8::1]:4711".parse().unwrap());
        let peer = "10.0.0.1".parse().unwrap();
        assert_eq!(believe(peer, &headers, &mapped).to_string(), "2001:db8::1");
    }

    #[test]
    fn a_chain_of_our_own_proxies_is_followed() {
        assert_eq!(from("10.0.0.1", "203.0.113.9, 10.0.0.2"), "203.0.113.9");
        assert_eq!(from("10.0.0.1", "nonsense"), "10.0.0.1");
    }
}
