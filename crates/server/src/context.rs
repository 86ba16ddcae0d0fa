//! What the whole domain shares: the database, the clock, randomness, the configuration and the news of changes.

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
use web::config::WebConfig;
use web::error::Error;
use web::outgoing::Outgoing;
use web::outgoing::access::InternalAccess;
use web::streams::Streams;
use web::throttle::{SlowTurns, Throttle};
use web::vapid::Keys;

/// Something that others may want to look at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// This callout, or something it shows, changed.
    Callout(i64),
    /// Who is on duty in the control room.
    Duty,
    /// Something came onto trays, or changed on them.
    Trays,
    /// Residents of a site or a tenure have to be written to.
    Broadcast,
    /// Something was put into the outbox of e-mails, texts and letters.
    Message,
}

/// Shared by the domain, the handlers and the jobs; cheap to clone.
#[derive(Clone)]
pub struct Context {
    /// The database, the clock, randomness and the seal.
    pub store: Store,
    /// Slows guesses at passwords, codes and secrets.
    pub throttle: Throttle,
    /// The embedded GOV.UK Notify compatible service.
    pub notify: NotifyState,
    /// What the operator chose.
    pub config: Arc<Config>,
    /// Signs the tokens; kept in the database so that every copy of the server has the same.
    pub signing_key: Arc<[u8]>,
    /// Calls out, and wakes the worker that does.
    pub deliveries: Arc<Outgoing>,
    /// The key by which push services know this server, once it was needed.
    pub push_keys: Arc<OnceCell<Keys>>,
    /// GOV.UK Notify, when messages leave through it.
    pub original: Option<Arc<Original>>,
    /// What `/metrics` shows; nothing in tests.
    pub metrics: Option<PrometheusHandle>,
    /// Hashes passwords, so many at a time.
    pub hashing: Hashing,
    /// Bounds the requests of the bulk class.
    pub bulk: BulkGate,
    /// The event streams that are open, by person.
    pub streams: Streams,
    /// Tells jobs in this process that something changed; nothing may depend on hearing it.
    pub changes: broadcast::Sender<Change>,
    /// Turns true when the server stops, for answers that would never end by themselves.
    pub stopping: watch::Sender<bool>,
}

/// The client that tells services of their messages is the one that makes all deliveries.
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
    /// Puts the parts together around a migrated database.
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
        let throttle = Throttle { store: store.clone(), turns: SlowTurns::new(limits.guess_delay) };
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
            changes: broadcast::Sender::new(256),
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
            changes,
            stopping: watch::Sender::new(false),
        })
    }

    /// Calls out in another way from now on.
    pub fn deliver_by(&mut self, deliveries: Outgoing) {
        self.deliveries = Arc::new(deliveries);
        self.notify.callbacks = callback_client(&self.deliveries);
    }

    /// Spreads the news of a change; call it after the commit.
    pub fn tell(&self, change: Change) {
        // No receiver is no error: nobody may be listening.
        let _ = self.changes.send(change);
    }
}
