//! What deliveries share in one process: the client that calls out, the way to ask for a name's addresses, and the bell
//! that wakes the worker.

pub mod access;
pub mod address;
pub mod names;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::Client;
use reqwest::redirect::Policy;
use tokio::sync::Notify;

use crate::outgoing::access::InternalAccess;
use crate::outgoing::names::{Guard, Names, SystemNames};

/// What one try may take in all.
const PATIENCE: Duration = Duration::from_secs(10);

/// In the state of every server.
pub struct Outgoing {
    /// How the addresses of a name are found.
    pub names: Arc<dyn Names>,
    access: InternalAccess,
    /// What one try may take in all.
    pub patience: Duration,
    /// Rung by [`enqueue`](super::enqueue).
    pub bell: Notify,
    client: OnceLock<Result<Client, String>>,
    push_client: OnceLock<Result<Client, String>>,
}

impl Outgoing {
    /// As operators get it.
    pub fn new(access: impl Into<InternalAccess>) -> Self {
        Self::with(Arc::new(SystemNames), PATIENCE, access)
    }

    /// With another way to ask for addresses, and another patience; for tests.
    pub fn with(names: Arc<dyn Names>, patience: Duration, access: impl Into<InternalAccess>) -> Self {
        Self {
            names,
            access: access.into(),
            patience,
            bell: Notify::new(),
            client: OnceLock::new(),
            push_client: OnceLock::new(),
        }
    }

    /// The client: made at the first use, since a machine without certificates must still be able to start. It follows no
    /// redirect, uses no proxy, and connects to checked addresses only.
    pub fn client(&self) -> Result<&Client, String> {
        self.client.get_or_init(|| self.build(self.access.clone())).as_ref().map_err(Clone::clone)
    }

    /// The client for push services. Any browser registers one, so the operator's allow-list does not count for them.
    pub fn push_client(&self) -> Result<&Client, String> {
        self.push_client.get_or_init(|| self.build(self.push_access())).as_ref().map_err(Clone::clone)
    }

    fn build(&self, access: InternalAccess) -> Result<Client, String> {
        // An error only says that it knows already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let guard = Guard { names: self.names.clone(), access };
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

    /// Which internal addresses webhooks may lead to.
    pub fn access(&self) -> &InternalAccess {
        &self.access
    }

    /// Which internal addresses push services may have.
    pub fn push_access(&self) -> InternalAccess {
        self.access.without_networks()
    }
}
