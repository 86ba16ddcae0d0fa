//! Sends queued messages and updates their status.
//!
//! A row is leased, and its attempt counted, before anything is sent. A message with an earlier attempt is first looked up by its
//! reference, because the response may have been lost; an accepted message is never sent again. So a server may stop at any
//! point: leased messages are claimed again when the lease expires, on SQLite at the next start.

pub(crate) mod outcome;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use futures_util::future::join_all;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ColumnTrait, DbBackend, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, TransactionTrait,
};

use super::request;
use crate::context::{Change, Context};
use database::connection;
use database::entity::message::{Column, Entity};
use database::entity::{message, service};
use notify::client::{Failure, NotifyClient};
use outcome::{Outcome, write_down};
use web::error::Error;

/// Longer than the time-out of a request.
const LEASE: i64 = 60 * 1000;
const AT_ONCE: u64 = 50;
const IN_PARALLEL: usize = 8;
/// How often the worker polls when no change is published.
const IDLE: Duration = Duration::from_secs(1);

/// Runs the worker until the server stops. `address` is where this server listens.
pub async fn run(state: Context, address: SocketAddr) {
    let client = match client(&state, address) {
        Ok(client) => client,
        Err(error) => return tracing::error!(%error, "cannot start the message worker"),
    };
    if let Err(error) = take_over(&state).await {
        tracing::warn!(%error, "cannot release the leases of the last run");
    }
    loop {
        let mut changes = state.changes.subscribe();
        let mut decided = state.notify.changes.subscribe();
        match send_due(&state, &client).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => tracing::warn!(%error, "message worker failed; retrying"),
        }
        let enqueued = async { while !matches!(changes.recv().await, Ok(Change::Message) | Err(_)) {} };
        let decided =
            async { while !matches!(decided.recv().await, Ok(notify::state::Change::Decided) | Err(_)) {} };
        let news = async {
            tokio::select! {
                () = enqueued => {}
                () = decided => {}
            }
        };
        let _ = tokio::time::timeout(IDLE, news).await;
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

/// A SQLite file has one server, so leases that exist at its start belong to a stopped one.
async fn take_over(state: &Context) -> Result<(), Error> {
    if state.db.get_database_backend() != DbBackend::Sqlite {
        return Ok(());
    }
    let transaction = state.write().await?;
    Entity::update_many()
        .filter(Column::LeasedUntil.is_not_null())
        .col_expr(Column::LeasedUntil, Expr::value(None::<i64>))
        .exec(&*transaction)
        .await?;
    Ok(transaction.commit().await?)
}

/// Sends due messages or reads their status; returns their number.
pub async fn send_due(state: &Context, client: &NotifyClient) -> Result<usize, Error> {
    let claimed = claim(state).await?;
    if claimed.is_empty() {
        return Ok(0);
    }
    // Each group is finished before anything is written: an unfinished request holds a database connection, and many of them
    // would leave none for the writer.
    for group in claimed.chunks(IN_PARALLEL) {
        let outcomes = join_all(group.iter().map(|message| work(state, client, message))).await;
        let transaction = state.write().await?;
        for (message, outcome) in group.iter().zip(outcomes) {
            let attempt = transaction.begin().await?;
            let done = write_down(&attempt, state, &message.id, outcome).await;
            // It is looked up by its reference when its lease expires, and never sent twice.
            if let Err(error) = connection::settle(attempt, done).await? {
                tracing::error!(%error, id = message.id, "cannot store the status of a message");
            }
        }
        transaction.commit().await?;
    }
    Ok(claimed.len())
}

async fn claim(state: &Context) -> Result<Vec<message::Model>, Error> {
    let now = state.now();
    let until = state.clock.steady() + LEASE;
    let due = Entity::find()
        .filter(Column::DueAt.lte(now))
        .filter(database::claim::is_free(Column::LeasedUntil, state.clock.steady(), LEASE))
        .order_by_asc(Column::DueAt)
        .limit(AT_ONCE);
    // A read takes no lock; the write lock is taken only when something is due.
    if due.clone().one(&*state.db).await?.is_none() {
        return Ok(Vec::new());
    }
    let transaction = state.write().await?;
    let content = Func::coalesce([Expr::col(Column::Content), Expr::val("")]);
    let size = Func::cust("octet_length").arg(content);
    let found = due.select_only().column(Column::Id).column_as(Expr::expr(size).cast_as("bigint"), "size");
    let ids: Vec<String> = database::claim::bounded(found.into_tuple().all(&*transaction).await?);
    let claimed =
        Entity::find().filter(Column::Id.is_in(&ids)).order_by_asc(Column::DueAt).all(&*transaction).await?;
    Entity::update_many()
        .filter(Column::Id.is_in(ids))
        .col_expr(Column::LeasedUntil, Expr::value(until))
        .col_expr(Column::TriedAt, Expr::value(now))
        .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(claimed)
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
    if message.attempts > 0 {
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
        None => notify::own_key(&state.notify).await,
    }
}
