//! State that the handlers and workers of notify share.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRef;

use crate::smtp::Smtp;
use database::store::Store;
use queue::WakeUp;
use web::config::WebConfig;
use web::throttle::Throttle;

/// Wakes the workers of the service in this process.
#[derive(Clone, Debug, Default)]
pub struct WakeUps {
    /// Of accepted e-mails and texts.
    pub messages: WakeUp,
    /// Of accepted letters.
    pub letters: WakeUp,
    /// Of delivery receipts.
    pub receipts: WakeUp,
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
    /// Wakes the workers.
    pub wake_ups: WakeUps,
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
