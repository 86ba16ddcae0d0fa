//! What the whole domain shares: the database, the clock, randomness, the configuration and published changes.

use std::ops::Deref;
use std::sync::Arc;

use axum::extract::FromRef;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::{OnceCell, broadcast, watch};

use crate::auth::password::Hashing;
use crate::bulk::BulkGate;
use crate::config::Config;
use database::clock::{Clock, Random};
use database::connection::Db;
use database::store::Store;
use notify::original::Original;
use notify::state::{NotifyConfig, NotifyState};
use queue::WakeUp;
use web::config::WebConfig;
use web::error::Error;
use web::outgoing::Outgoing;
use web::outgoing::access::InternalAccess;
use web::streams::Streams;
use web::throttle::{SlowQueue, Throttle};
use web::vapid::Keys;

/// A published change, after which subscribers read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// This callout, or something shown with it.
    Callout(i64),
    /// The shifts in the control room.
    Duty,
    /// An organisation's escalation ladder.
    Ladder,
    /// Notifications on trays.
    Trays,
    /// Residents of a site or a tenure have to be messaged.
    Broadcast,
}

/// Waits for one of these changes, or until the receiver has missed some.
pub(crate) async fn changed(changes: &mut broadcast::Receiver<Change>, is_awaited: fn(Change) -> bool) {
    while let Ok(change) = changes.recv().await {
        if is_awaited(change) {
            return;
        }
    }
}

/// Wakes the workers of this process.
#[derive(Clone, Debug, Default)]
pub struct WakeUps {
    /// Of webhooks, pushes and e-mails that must arrive.
    pub deliveries: WakeUp,
    /// Of e-mails, texts and letters.
    pub messages: WakeUp,
}

/// Shared by the domain, the handlers and the jobs; cheap to clone.
#[derive(Clone)]
pub struct Context {
    /// The database, the clock, randomness and the sealer.
    pub store: Store,
    /// Throttles guesses of passwords, codes and secrets.
    pub throttle: Throttle,
    /// The embedded GOV.UK Notify compatible service.
    pub notify: NotifyState,
    /// The operator's configuration.
    pub config: Arc<Config>,
    /// Signs the tokens; stored in the database so that every server has the same key.
    pub signing_key: Arc<[u8]>,
    /// The HTTP client for deliveries.
    pub deliveries: Arc<Outgoing>,
    /// The key that identifies this server to push services, loaded on first use.
    pub push_keys: Arc<OnceCell<Keys>>,
    /// GOV.UK Notify, if messages are sent through it.
    pub original: Option<Arc<Original>>,
    /// The source of `/metrics`; `None` in tests.
    pub metrics: Option<PrometheusHandle>,
    /// Hashes passwords, a few at a time.
    pub hashing: Hashing,
    /// Limits bulk requests.
    pub bulk: BulkGate,
    /// Open event streams, by person.
    pub streams: Streams,
    /// Wakes the workers of the queues.
    pub wake_ups: WakeUps,
    /// Wakes jobs in this process after a change. Correctness must not depend on it.
    pub changes: broadcast::Sender<Change>,
    /// True when the server is stopping, so that endless responses end.
    pub stopping: watch::Sender<bool>,
}

/// Callbacks of notify use the HTTP client of deliveries.
fn callback_client(deliveries: &Arc<Outgoing>) -> notify::state::Callbacks {
    let deliveries = deliveries.clone();
    Arc::new(move || deliveries.client().cloned())
}

impl Deref for Context {
    type Target = Store;

    fn deref(&self) -> &Store {
        &self.store
    }
}

impl FromRef<Context> for WebConfig {
    fn from_ref(state: &Context) -> Self {
        state.config.web.clone()
    }
}

impl Context {
    /// Assembles the context around a migrated database.
    pub async fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        config: Config,
    ) -> Result<Self, Error> {
        let (signing_key, sealer) =
            database::settings::keys(&db, random.as_ref(), config.secrets_key.as_deref()).await?;
        let (changes, _) = broadcast::channel(256);
        let deliveries = Arc::new(Outgoing::new(InternalAccess::new(
            config.allow_internal_webhooks,
            &config.allow_callbacks_to,
        )));
        let original = Original::of(config.notify.as_ref().map(|notify| notify.url.as_str()))?.map(Arc::new);
        let limits = &config.limits;
        let hashing = Hashing::new(config.password_cost, limits);
        let store = Store { db, clock, random, sealer };
        let throttle = Throttle { store: store.clone(), slow: SlowQueue::new(limits.guess_delay) };
        let bulk = BulkGate::new(limits);
        let streams = Streams::new(limits.streams_per_person);
        let config = Arc::new(config);
        let notify = NotifyState {
            store: store.clone(),
            throttle: throttle.clone(),
            config: Arc::new(NotifyConfig {
                web: config.web.clone(),
                smtp: config.smtp.clone(),
                demo: config.demo,
            }),
            callbacks: callback_client(&deliveries),
            wake_ups: notify::state::WakeUps::default(),
        };
        notify::ensure(&notify).await?;
        Ok(Self {
            store,
            throttle,
            notify,
            config,
            signing_key,
            deliveries,
            push_keys: Arc::default(),
            original,
            metrics: None,
            hashing,
            bulk,
            streams,
            wake_ups: WakeUps::default(),
            changes,
            stopping: watch::Sender::new(false),
        })
    }

    /// Replaces the HTTP client for deliveries.
    pub fn deliver_by(&mut self, deliveries: Outgoing) {
        self.deliveries = Arc::new(deliveries);
        self.notify.callbacks = callback_client(&self.deliveries);
    }

    /// Publishes a change. Call it after the commit.
    pub fn publish(&self, change: Change) {
        // An error only means that nobody subscribes.
        let _ = self.changes.send(change);
    }
}
