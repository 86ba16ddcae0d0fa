//! The simulator's API client: over loopback, like any other program.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use web::error::Error;

/// Calls the API of the server at one address.
pub(crate) struct Api {
    client: reqwest::Client,
    base: String,
    token: String,
}

impl Api {
    /// A client for this address; loopback for a server that listens on all addresses.
    pub(crate) fn new(mut address: SocketAddr, token: String) -> Result<Self, Error> {
        if address.ip().is_unspecified() {
            address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
        }
        // TLS is not used, but the client requires a provider. An error only means that one is installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(10))
            .build()
            .map_err(Error::internal)?;
        Ok(Self { client, base: format!("http://{address}"), token })
    }

    pub(crate) async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Error> {
        self.send(self.client.get(format!("{}{path}", self.base))).await
    }

    pub(crate) async fn post(&self, path: &str, body: &impl Serialize) -> Result<(), Error> {
        let _: serde_json::Value =
            self.send(self.client.post(format!("{}{path}", self.base)).json(body)).await?;
        Ok(())
    }

    async fn send<T: DeserializeOwned>(&self, request: reqwest::RequestBuilder) -> Result<T, Error> {
        let answer = request.bearer_auth(&self.token).send().await.map_err(Error::internal)?;
        let answer = answer.error_for_status().map_err(Error::internal)?;
        answer.json().await.map_err(Error::internal)
    }
}
