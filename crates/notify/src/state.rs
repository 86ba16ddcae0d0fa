//! State that the handlers and workers of notify share.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRef;
use tokio::sync::broadcast;

use crate::smtp::Smtp;
use database::store::Store;
use web::config::WebConfig;
use web::throttle::Throttle;

/// A change that workers and the server subscribe to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A message was accepted and is to be sent.
    Accepted,
    /// Messages reached their final status.
    Decided,
}

/// Creates the HTTP client for callbacks, or explains why there is none.
pub type Callbacks = Arc<dyn Fn() -> Result<reqwest::Client, String> + Send + Sync>;

/// The operator's configuration of notify.
#[derive(Clone, Debug, Default)]
pub struct NotifyConfig {
    /// The server's URL and its proxies.
    pub web: WebConfig,
    /// The mail server; without it e-mail is only simulated, in demonstrations.
    pub smtp: Option<Smtp>,
    /// Whether this is a demonstration, in which the outbox may be read.
    pub demo: bool,
}

/// Shared by all handlers and workers; cheap to clone.
#[derive(Clone)]
pub struct NotifyState {
    /// The database, the clock, randomness and the sealer.
    pub store: Store,
    /// Throttles guesses of the e-mail addresses that protect files.
    pub throttle: Throttle,
    /// The operator's configuration of notify.
    pub config: Arc<NotifyConfig>,
    /// Creates the HTTP client for callbacks.
    pub callbacks: Callbacks,
    /// Wakes the workers of this process after a change. Correctness must not depend on it.
    pub changes: broadcast::Sender<Change>,
}

impl NotifyState {
    /// Publishes a change. Call it after the commit.
    pub fn tell(&self, change: Change) {
        // An error only means that nobody subscribes.
        let _ = self.changes.send(change);
    }
}

impl Deref for NotifyState {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl FromRef<NotifyState> for WebConfig {
    fn from_ref(state: &NotifyState) -> Self {
        state.config.web.clone()
    }
}
