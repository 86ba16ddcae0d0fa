//! Sends queued messages and updates their status.
//!
//! A message with an earlier attempt is first looked up by its reference, because the response may have been lost; an accepted
//! message is never sent again. So a server may stop at any point.

pub(crate) mod outcome;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};

use super::request;
use crate::context::Context;
use database::connection::WriteTransaction;
use database::entity::message::{Column, Entity};
use database::entity::{message, service};
use database::store::Store;
use notify::client::{Failure, NotifyClient};
use outcome::{Outcome, record};
use queue::{JobColumns, Limits, Queue, WakeUp};
use web::error::Error;

/// The queue of messages.
struct Outbox {
    state: Context,
    client: NotifyClient,
}

impl Queue for Outbox {
    type Table = Entity;
    type Job = message::Model;
    type Outcome = Outcome;
    type Error = Error;

    const NAME: &'static str = "messages";

    const COLUMNS: JobColumns<Column> = JobColumns {
        id: Column::Id,
        due_at: Column::DueAt,
        leased_until: Column::LeasedUntil,
        attempts: Column::Attempts,
        host: None,
        body: Some(Column::Content),
    };

    fn limits(&self) -> Limits {
        Limits {
            // The embedded service is at this server's own address, whose connections are limited like any other's.
            at_once: 4,
            leased: 50,
            per_host: usize::MAX,
            // Longer than the time-out of a request.
            lease: 60_000,
            look_every: Duration::from_secs(10),
        }
    }

    fn store(&self) -> &Store {
        &self.state.store
    }

    fn wake_up(&self) -> &WakeUp {
        &self.state.wake_ups.messages
    }

    fn claim_columns(&self, now: i64) -> Vec<(Column, SimpleExpr)> {
        vec![(Column::AttemptedAt, Expr::value(now))]
    }

    fn id(job: &message::Model) -> &str {
        &job.id
    }

    async fn load(
        &self,
        transaction: &WriteTransaction,
        ids: &[String],
    ) -> Result<Vec<message::Model>, Error> {
        let claimed = Entity::find().filter(Column::Id.is_in(ids)).order_by_asc(Column::DueAt);
        Ok(claimed.all(&**transaction).await?)
    }

    async fn work(&self, job: &message::Model) -> Outcome {
        work(&self.state, &self.client, job).await
    }

    async fn record(
        &self,
        transaction: &DatabaseTransaction,
        job: message::Model,
        outcome: Outcome,
    ) -> Result<(), Error> {
        record(transaction, &self.state, &job.id, outcome).await
    }
}

/// Runs the worker until the server stops. `address` is where this server listens.
pub async fn run(state: Context, address: SocketAddr) {
    match client(&state, address) {
        Ok(client) => {
            let stopping = state.stopping.subscribe();
            queue::run(Outbox { state, client }, stopping).await;
        }
        Err(error) => tracing::error!(%error, "cannot start the message worker"),
    }
}

/// A client of the operator's GOV.UK Notify, or of the embedded service on this server.
pub fn client(state: &Context, mut address: SocketAddr) -> Result<NotifyClient, Error> {
    if address.ip().is_unspecified() {
        address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    let chosen = state.config.notify.as_ref();
    NotifyClient::at(chosen.map_or_else(|| format!("http://{address}"), |notify| notify.url.clone()))
}

/// Sends due messages or reads their status; returns their number.
pub async fn send_due(state: &Context, client: &NotifyClient) -> Result<usize, Error> {
    queue::work_on_due(Outbox { state: state.clone(), client: client.clone() }).await
}

async fn work(state: &Context, client: &NotifyClient, message: &message::Model) -> Outcome {
    let key = match key(state, message).await {
        Ok(key) => key,
        Err(error) => return Outcome::Wait(error.to_string()),
    };
    if let Some(id) = &message.sender_id {
        return match client.read(state, &key, id).await {
            Ok(found) => Outcome::learned(state, client, &key, message, &found).await,
            // After seven days GOV.UK Notify has deleted it; the last known status is kept.
            Err(Failure::Unknown) => Outcome::Forgotten,
            // Its key has been revoked.
            Err(Failure::Refused(_)) if is_revoked(state, message).await.unwrap_or(false) => {
                Outcome::Forgotten
            }
            Err(Failure::Refused(reason) | Failure::Later(reason) | Failure::Lost(reason)) => {
                Outcome::Wait(reason)
            }
        };
    }
    // The number includes this attempt.
    if message.attempts > 1 {
        match client.find(state, &key, &message.id).await {
            Ok(Some(found)) => return Outcome::learned(state, client, &key, message, &found).await,
            Ok(None) => {}
            Err(Failure::Refused(reason)) => return Outcome::Failed(reason),
            Err(Failure::Later(reason) | Failure::Lost(reason)) => return Outcome::Wait(reason),
            Err(Failure::Unknown) => return Outcome::Wait("GOV.UK Notify is unavailable".to_owned()),
        }
    }
    match is_revoked(state, message).await {
        Ok(true) => return Outcome::Failed("the service that requested it was deactivated".to_owned()),
        Ok(false) => {}
        Err(error) => return Outcome::Wait(error.to_string()),
    }
    let sent = match request::build(state, client, &key, message).await {
        Ok(request) => client.send(state, &key, request.kind, &request.body).await,
        Err(failure) => Err(failure),
    };
    match sent {
        Ok(answer) => Outcome::accepted(&answer),
        Err(Failure::Refused(reason)) => Outcome::Failed(reason),
        Err(Failure::Later(reason) | Failure::Lost(reason)) => Outcome::Wait(reason),
        Err(Failure::Unknown) => Outcome::Wait("GOV.UK Notify is unavailable".to_owned()),
    }
}

/// Whether the message's service was deactivated since. The status of messages sent before is still read.
async fn is_revoked(state: &Context, message: &message::Model) -> Result<bool, Error> {
    match &message.service_id {
        Some(id) => crate::auth::revoke::is_switched_off(&*state.db, id).await,
        None => Ok(false),
    }
}

/// With GOV.UK Notify: the service's current key there, or the operator's. Otherwise the key of the message, or the server's own.
async fn key(state: &Context, message: &message::Model) -> Result<String, Error> {
    if let (Some(id), Some(_)) = (&message.service_id, &state.config.notify) {
        let found = service::Entity::find_by_id(id).one(&*state.db).await?;
        if let Some(sealed) = found.and_then(|service| service.notify_key) {
            return Ok(state.unseal(&sealed)?);
        }
    }
    match &message.service_key {
        Some(sealed) => Ok(state.unseal(sealed)?),
        None => server_key(state).await,
    }
}

/// The key of the server: the operator's for GOV.UK Notify, or its own for the embedded service.
pub(crate) async fn server_key(state: &Context) -> Result<String, Error> {
    match &state.config.notify {
        Some(notify) => Ok(notify.key.clone()),
        None => notify::builtin_key(&state.notify).await,
    }
}
