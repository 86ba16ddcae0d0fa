//! The origin of a guess: an address, and a device that may have signed in before.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;

use crate::client_address::{ClientAddress, network};
use crate::config::WebConfig;
use crate::cookie;

/// The origin of a guess.
#[derive(Clone, Debug)]
pub struct Origin {
    address: IpAddr,
    /// The secret of the device's cookie, hashed.
    device: Option<String>,
    /// A program has no cookie, so its address identifies it.
    is_program: bool,
}

impl Origin {
    /// A program that calls the API from this address.
    pub fn program(address: IpAddr) -> Self {
        Self { address, device: None, is_program: true }
    }

    /// The same with the secret of a device, such as the cookie that the browser is about to receive.
    #[must_use]
    pub fn with_device(self, secret: &str) -> Self {
        Self { device: Some(format!("device {}", database::digest::hash(secret))), ..self }
    }

    /// The address, or the /64 network of an IPv6 address.
    pub(super) fn network(&self) -> String {
        network(self.address)
    }

    /// The identifiers by which this origin may be known.
    pub(super) fn knowable(&self) -> Vec<String> {
        let address = self.is_program.then(|| format!("program {}", self.network()));
        self.device.clone().into_iter().chain(address).collect()
    }
}

impl From<IpAddr> for Origin {
    fn from(address: IpAddr) -> Self {
        Self { address, device: None, is_program: false }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Origin
where
    WebConfig: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let ClientAddress(address) = ClientAddress::from_request_parts(parts, state).await?;
        let origin = Self::from(address);
        Ok(match cookie::named(&parts.headers, crate::cookie::name::DEVICE) {
            Some(secret) => origin.with_device(secret),
            None => origin,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(address: &str) -> String {
        network(address.parse().unwrap())
    }

    #[test]
    fn all_addresses_of_an_ipv6_network_count_as_one() {
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:203.0.113.9"), "203.0.113.9");
        assert_eq!(of("203.0.113.9"), "203.0.113.9");
    }
}
