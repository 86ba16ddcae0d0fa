//! What deliveries share in one process: the client that calls out, the way to ask for a name's addresses, and the bell
//! that wakes the worker.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::Client;
use reqwest::redirect::Policy;
use tokio::sync::{Notify, OnceCell};

use super::address::{InternalAccess, Refusal};
use super::names::{BadName, Guard, Names, SystemNames};
use super::{address, names};
use crate::push::Keys;
use crate::state::AppState;
use web::error::Error;

/// What one try may take in all.
const PATIENCE: Duration = Duration::from_secs(10);

/// In the state of every server.
pub struct Deliveries {
    names: Arc<dyn Names>,
    access: InternalAccess,
    /// What one try may take in all.
    pub(super) patience: Duration,
    /// Rung by [`enqueue`](super::enqueue).
    pub(super) bell: Notify,
    client: OnceLock<Result<Client, String>>,
    push_client: OnceLock<Result<Client, String>>,
    push_keys: OnceCell<Keys>,
}

impl Deliveries {
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
            push_keys: OnceCell::new(),
        }
    }

    /// The client: made at the first use, since a machine without certificates must still be able to start. It follows no
    /// redirect, uses no proxy, and connects to checked addresses only.
    pub(crate) fn client(&self) -> Result<&Client, String> {
        self.client.get_or_init(|| self.build(self.access.clone())).as_ref().map_err(Clone::clone)
    }

    /// The client for push services. Any browser registers one, so the operator's allow-list does not count for them.
    pub(crate) fn push_client(&self) -> Result<&Client, String> {
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

    /// The public half of the key by which push services know this server, as browsers want it.
    pub async fn push_key(&self, state: &AppState) -> Result<String, Error> {
        Ok(self.push_keys(state).await?.public.clone())
    }

    /// The key by which push services know this server.
    pub(crate) async fn push_keys(&self, state: &AppState) -> Result<&Keys, Error> {
        self.push_keys.get_or_try_init(|| Keys::load(state)).await
    }

    /// Which internal addresses webhooks may lead to.
    pub(crate) fn access(&self) -> &InternalAccess {
        &self.access
    }

    /// Which internal addresses push services may have.
    pub(crate) fn push_access(&self) -> InternalAccess {
        self.access.without_networks()
    }
}

/// Checks an address that somebody registers, with every address of its name. `Ok` may hold a warning: a name that does not
/// resolve now may do so later, and is checked again whenever something is sent.
pub async fn check_address(state: &AppState, text: &str) -> Result<Option<&'static str>, Refusal> {
    check(state, text, state.deliveries.access()).await
}

/// The same for the push service of somebody's browser.
pub async fn check_push_address(state: &AppState, text: &str) -> Result<Option<&'static str>, Refusal> {
    check(state, text, &state.deliveries.push_access()).await
}

async fn check(
    state: &AppState,
    text: &str,
    access: &InternalAccess,
) -> Result<Option<&'static str>, Refusal> {
    let deliveries = &state.deliveries;
    let url = address::parse(text, access)?;
    let Some(name) = url.domain() else { return Ok(None) };
    let lookup = names::resolve(deliveries.names.as_ref(), name, access);
    match tokio::time::timeout(Duration::from_secs(3), lookup).await {
        Ok(Ok(_)) => Ok(None),
        Ok(Err(BadName::Internal)) => Err(Refusal::Internal),
        Ok(Err(BadName::Unresolved)) | Err(_) => {
            Ok(Some("No server is found under this name now. Check how it is written."))
        }
    }
}
