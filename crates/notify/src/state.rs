//! What the handlers and the workers of the service share.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRef;
use tokio::sync::broadcast;

use crate::smtp::Smtp;
use database::store::Store;
use web::config::WebConfig;
use web::throttle::Throttle;

/// Something that became known of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A message was accepted and waits to be sent.
    Accepted,
    /// What became of messages was decided.
    Decided,
}

/// Gives the HTTP client that calls services back, or why there is none.
pub type Callbacks = Arc<dyn Fn() -> Result<reqwest::Client, String> + Send + Sync>;

/// What the operator chose for this service.
#[derive(Clone, Debug, Default)]
pub struct NotifyConfig {
    /// The addresses of the server.
    pub web: WebConfig,
    /// Where e-mail goes out; without it only demonstrations send any.
    pub smtp: Option<Smtp>,
    /// Whether demo people exist, and the outbox may be looked at.
    pub demo: bool,
}

/// Shared by all handlers and workers; cheap to clone.
#[derive(Clone)]
pub struct NotifyState {
    /// The database, the clock, randomness and the seal.
    pub store: Store,
    /// Slows guesses at the addresses of files.
    pub throttle: Throttle,
    /// What the operator chose.
    pub config: Arc<NotifyConfig>,
    /// Calls services back.
    pub callbacks: Callbacks,
    /// Tells the workers of this process that something changed; nothing may depend on hearing it.
    pub changes: broadcast::Sender<Change>,
}

impl NotifyState {
    /// Spreads the news of a change; call it after the commit.
    pub fn tell(&self, change: Change) {
        // No receiver is no error: nobody may be listening.
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
