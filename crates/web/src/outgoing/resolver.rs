//! Resolves host names anew for every connection. One internal address refuses the whole name. The connection uses exactly the
//! addresses that were checked, so a name that changes its addresses in between gains nothing.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::outgoing::access::InternalAccess;

/// Resolves host names to addresses.
#[async_trait]
pub trait Resolver: Send + Sync {
    /// Returns all addresses of the name, or an error if there are none.
    async fn lookup(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// The resolver of the operating system.
pub struct SystemResolver;

#[async_trait]
impl Resolver for SystemResolver {
    async fn lookup(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.map(|address| address.ip()).collect())
    }
}

/// Why a host name cannot be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ResolveError {
    /// It has no address.
    #[error("No server was found under its name.")]
    Unresolved,
    /// It has an internal address.
    #[error("The name leads to an internal address.")]
    Internal,
}

/// The addresses of a name, all of which may be called.
pub async fn resolve(
    resolver: &dyn Resolver,
    name: &str,
    access: &InternalAccess,
) -> Result<Vec<IpAddr>, ResolveError> {
    let addresses = resolver.lookup(name).await.map_err(|_| ResolveError::Unresolved)?;
    if addresses.is_empty() {
        return Err(ResolveError::Unresolved);
    }
    if !addresses.iter().all(|address| access.allows(*address)) {
        return Err(ResolveError::Internal);
    }
    Ok(addresses)
}

/// The resolver that the HTTP client uses.
pub struct GuardedResolver {
    pub resolver: Arc<dyn Resolver>,
    pub access: InternalAccess,
}

impl Resolve for GuardedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (resolver, access) = (self.resolver.clone(), self.access.clone());
        Box::pin(async move {
            let addresses = resolve(resolver.as_ref(), name.as_str(), &access).await?;
            let addresses: Addrs = Box::new(addresses.into_iter().map(|address| SocketAddr::new(address, 0)));
            Ok(addresses)
        })
    }
}
