//! What deliveries share in one process: the client that calls out, the way to ask for a name's addresses, and the bell
//! that wakes the worker.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::Client;
use reqwest::redirect::Policy;
use tokio::sync::{Notify, OnceCell};

use super::address::{self, Refusal};
use super::names::{self, BadName, Guard, Names, SystemNames};
use crate::error::Error;
use crate::push::Keys;
use crate::state::AppState;

/// What one try may take in all.
const PATIENCE: Duration = Duration::from_secs(10);

/// In the state of every server.
pub struct Deliveries {
    names: Arc<dyn Names>,
    allow_internal: bool,
    /// What one try may take in all.
    pub(super) patience: Duration,
    /// Rung by [`enqueue`](super::enqueue).
    pub(super) bell: Notify,
    client: OnceLock<Result<Client, String>>,
    push_keys: OnceCell<Keys>,
}

impl Deliveries {
    /// As operators get it.
    pub fn new(allow_internal: bool) -> Self {
        Self::with(Arc::new(SystemNames), PATIENCE, allow_internal)
    }

    /// With another way to ask for addresses, and another patience; for tests.
    pub fn with(names: Arc<dyn Names>, patience: Duration, allow_internal: bool) -> Self {
        Self {
            names,
            allow_internal,
            patience,
            bell: Notify::new(),
            client: OnceLock::new(),
            push_keys: OnceCell::new(),
        }
    }

    /// The client: made at the first use, since a machine without certificates must still be able to start. It follows no
    /// redirect, uses no proxy, and connects to checked addresses only.
    pub(crate) fn client(&self) -> Result<&Client, String> {
        let made = self.client.get_or_init(|| {
            // An error only says that it knows already.
            let _ = rustls::crypto::ring::default_provider().install_default();
            let guard = Guard { names: self.names.clone(), allow_internal: self.allow_internal };
            Client::builder()
                .no_proxy()
                .redirect(Policy::none())
                .dns_resolver(Arc::new(guard))
                .user_agent(concat!("Tocsin/", env!("CARGO_PKG_VERSION")))
                .pool_max_idle_per_host(4)
                .pool_idle_timeout(Duration::from_secs(20))
                .build()
                .map_err(|error| error.to_string())
        });
        made.as_ref().map_err(Clone::clone)
    }

    /// The public half of the key by which push services know this server, as browsers want it.
    pub async fn push_key(&self, state: &AppState) -> Result<String, Error> {
        Ok(self.push_keys(state).await?.public.clone())
    }

    /// The key by which push services know this server.
    pub(crate) async fn push_keys(&self, state: &AppState) -> Result<&Keys, Error> {
        self.push_keys.get_or_try_init(|| Keys::load(state)).await
    }

    /// Whether internal addresses may be called.
    pub(crate) fn allows_internal(&self) -> bool {
        self.allow_internal
    }
}

/// Checks an address that somebody registers, with every address of its name. `Ok` may hold a warning: a name that does not
/// resolve now may do so later, and is checked again whenever something is sent.
pub async fn check_address(state: &AppState, text: &str) -> Result<Option<&'static str>, Refusal> {
    let deliveries = &state.deliveries;
    let url = address::parse(text, deliveries.allow_internal)?;
    let Some(name) = url.domain() else { return Ok(None) };
    let lookup = names::resolve(deliveries.names.as_ref(), name, deliveries.allow_internal);
    match tokio::time::timeout(Duration::from_secs(3), lookup).await {
        Ok(Ok(_)) => Ok(None),
        Ok(Err(BadName::Internal)) => Err(Refusal::Internal),
        Ok(Err(BadName::Unresolved)) | Err(_) => {
            Ok(Some("No server is found under this name now. Check how it is written."))
        }
    }
}
