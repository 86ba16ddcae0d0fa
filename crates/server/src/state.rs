//! What every handler shares: the database, the clock, randomness, the configuration and the news of changes.

use std::sync::Arc;

use axum::extract::FromRef;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::{broadcast, watch};
use uuid::Uuid;

use crate::app_files;
use crate::bulk::BulkGate;
use crate::carrier::Original;
use crate::config::Config;
use crate::deliveries::Deliveries;
use crate::deliveries::address::InternalAccess;
use crate::notifications::{TrayLooks, TrayRevisions};
use crate::password::Hashing;
use crate::tries::SlowTurns;
use database::clock::{Clock, Random, new_uuid};
use database::connection::{Db, WriteTransaction};
use database::seal::Sealer;
use web::config::WebConfig;
use web::error::Error;
use web::static_files::Source;
use web::streams::Streams;

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
    /// The embedded sender accepted a message.
    Sent,
    /// Something was put into the outbox of e-mails, texts and letters.
    Message,
    /// The embedded sender knows more of a message.
    MessageStatus,
}

/// Shared by all handlers and jobs; cheap to clone.
#[derive(Clone)]
pub struct AppState {
    /// The database: read through it, write through [`AppState::write`].
    pub db: Db,
    /// What time it is.
    pub clock: Arc<dyn Clock>,
    /// Where secrets and ids come from.
    pub random: Arc<dyn Random>,
    /// What the operator chose.
    pub config: Arc<Config>,
    /// Signs the tokens; kept in the database so that every copy of the server has the same.
    pub signing_key: Arc<[u8]>,
    /// Seals the secrets that the database keeps.
    pub sealer: Sealer,
    /// Calls out, and wakes the worker that does.
    pub deliveries: Arc<Deliveries>,
    /// GOV.UK Notify, when messages leave through it.
    pub original: Option<Arc<Original>>,
    /// The built app.
    pub app_files: Source,
    /// What `/metrics` shows; nothing in tests.
    pub metrics: Option<PrometheusHandle>,
    /// Hashes passwords, so many at a time.
    pub hashing: Hashing,
    /// Guesses that wait after too many wrong ones.
    pub slow_turns: SlowTurns,
    /// Bounds the requests of the bulk class.
    pub bulk: BulkGate,
    /// The event streams that are open, by person.
    pub streams: Streams,
    /// The revisions of the trays that somebody listens to.
    pub tray_revisions: TrayRevisions,
    /// What changed on them, found once for all streams of a session.
    pub tray_looks: TrayLooks,
    /// Tells jobs in this process that something changed; nothing may depend on hearing it.
    pub changes: broadcast::Sender<Change>,
    /// Turns true when the server stops, for answers that would never end by themselves.
    pub stopping: watch::Sender<bool>,
}

impl FromRef<AppState> for WebConfig {
    fn from_ref(state: &AppState) -> Self {
        state.config.web.clone()
    }
}

impl AppState {
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
        let app_files = app_files::choose(config.dist.clone());
        let deliveries = Arc::new(Deliveries::new(InternalAccess::new(
            config.allow_internal_webhooks,
            &config.allow_callbacks_to,
        )));
        let original = Original::of(&config)?.map(Arc::new);
        let limits = &config.limits;
        let hashing = Hashing::new(config.password_cost, limits);
        let slow_turns = SlowTurns::new(limits.guess_delay);
        let bulk = BulkGate::new(limits);
        let streams = Streams::new(limits.streams_per_person);
        let config = Arc::new(config);
        let state = Self {
            db,
            clock,
            random,
            config,
            signing_key,
            sealer,
            deliveries,
            original,
            app_files,
            metrics: None,
            hashing,
            slow_turns,
            bulk,
            streams,
            tray_revisions: TrayRevisions::default(),
            tray_looks: TrayLooks::default(),
            changes,
            stopping: watch::Sender::new(false),
        };
        crate::sender::ensure(&state).await?;
        Ok(state)
    }

    /// Milliseconds since 1970, UTC.
    pub fn now(&self) -> i64 {
        self.clock.now()
    }

    /// A new id, which sorts by the time it was made.
    pub fn new_id(&self) -> Uuid {
        new_uuid(self.clock.as_ref(), self.random.as_ref())
    }

    /// A new secret of 256 bits, safe in a URL and a cookie.
    pub fn new_secret(&self) -> String {
        let mut bytes = [0; 32];
        self.random.fill(&mut bytes);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Seals a secret for keeping.
    pub fn seal(&self, secret: &str) -> Result<String, Error> {
        Ok(self.sealer.seal(self.random.as_ref(), secret)?)
    }

    /// Opens what [`seal`](Self::seal) made.
    pub fn unseal(&self, sealed: &str) -> Result<String, Error> {
        let opened = self.sealer.open(sealed);
        opened.ok_or_else(|| Error::internal("a sealed secret cannot be opened; was --secrets-key changed?"))
    }

    /// Begins a writing transaction; see [`Db::write`].
    pub async fn write(&self) -> Result<WriteTransaction, Error> {
        Ok(self.db.write().await?)
    }

    /// Spreads the news of a change; call it after the commit.
    pub fn tell(&self, change: Change) {
        // No receiver is no error: nobody may be listening.
        let _ = self.changes.send(change);
    }
}
