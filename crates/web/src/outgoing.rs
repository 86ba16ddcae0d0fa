//! What all deliveries of a process share: the HTTP client and the name resolver.

pub mod access;
pub mod address;
pub mod resolver;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::Client;
use reqwest::redirect::Policy;

use crate::outgoing::access::InternalAccess;
use crate::outgoing::resolver::{GuardedResolver, Resolver, SystemResolver};

/// The time limit of one attempt.
const PATIENCE: Duration = Duration::from_secs(10);

/// Part of every server's state.
pub struct Outgoing {
    /// Resolves host names to addresses.
    pub resolver: Arc<dyn Resolver>,
    access: InternalAccess,
    /// The time limit of one attempt.
    pub patience: Duration,
    client: OnceLock<Result<Client, String>>,
    push_client: OnceLock<Result<Client, String>>,
}

impl Outgoing {
    /// With the system's resolver and the default time limit.
    pub fn new(access: impl Into<InternalAccess>) -> Self {
        Self::with(Arc::new(SystemResolver), PATIENCE, access)
    }

    /// With another resolver and another time limit, for tests.
    pub fn with(resolver: Arc<dyn Resolver>, patience: Duration, access: impl Into<InternalAccess>) -> Self {
        Self {
            resolver,
            access: access.into(),
            patience,
            client: OnceLock::new(),
            push_client: OnceLock::new(),
        }
    }

    /// The HTTP client. It is created on first use, because a machine without certificates must still be able to start. It
    /// follows no redirect, uses no proxy, and connects to checked addresses only.
    pub fn client(&self) -> Result<&Client, String> {
        self.client.get_or_init(|| self.build(self.access.clone())).as_ref().map_err(Clone::clone)
    }

    /// The HTTP client for push services. Any browser can register a push service, so the operator's allow-list does not apply to
    /// them.
    pub fn push_client(&self) -> Result<&Client, String> {
        self.push_client.get_or_init(|| self.build(self.push_access())).as_ref().map_err(Clone::clone)
    }

    fn build(&self, access: InternalAccess) -> Result<Client, String> {
        // An error only means that a provider is installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let guard = GuardedResolver { resolver: self.resolver.clone(), access };
        Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .dns_resolver(Arc::new(guard))
            .user_agent(concat!("Tocsin/", env!("CARGO_PKG_VERSION")))
            .pool_max_idle_per_host(4)
            .pool_idle_timeout(Duration::from_secs(20))
            .build()
            .map_err(|error| error.to_string())
    }

    /// Which internal addresses webhooks may call.
    pub fn access(&self) -> &InternalAccess {
        &self.access
    }

    /// Which internal addresses push services may have.
    pub fn push_access(&self) -> InternalAccess {
        self.access.without_networks()
    }
}
