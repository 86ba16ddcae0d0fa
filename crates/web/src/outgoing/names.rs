//! What a name's addresses are, asked anew for every connection. One internal address refuses the whole name, and what is
//! handed on are the addresses that were checked: a name that changes its answer in between gains nothing.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::outgoing::access::InternalAccess;

/// Asks for the addresses of a name.
#[async_trait]
pub trait Names: Send + Sync {
    /// All its addresses; an error or nothing when there are none.
    async fn lookup(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// The machine's own way to ask.
pub struct SystemNames;

#[async_trait]
impl Names for SystemNames {
    async fn lookup(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.map(|address| address.ip()).collect())
    }
}

/// Why a name cannot be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadName {
    /// It has no address.
    #[error("No server was found under its name.")]
    Unresolved,
    /// It leads to an internal address.
    #[error("The name leads to an internal address.")]
    Internal,
}

/// The addresses of a name, all of them fit to be called.
pub async fn resolve(names: &dyn Names, name: &str, access: &InternalAccess) -> Result<Vec<IpAddr>, BadName> {
    let addresses = names.lookup(name).await.map_err(|_| BadName::Unresolved)?;
    if addresses.is_empty() {
        return Err(BadName::Unresolved);
    }
    if !addresses.iter().all(|address| access.allows(*address)) {
        return Err(BadName::Internal);
    }
    Ok(addresses)
}

/// What the HTTP client asks.
pub struct Guard {
    pub names: Arc<dyn Names>,
    pub access: InternalAccess,
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let (names, access) = (self.names.clone(), self.access.clone());
        Box::pin(async move {
            let addresses = resolve(names.as_ref(), name.as_str(), &access).await?;
            let addresses: Addrs = Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}
