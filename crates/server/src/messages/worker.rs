//! Carries the outbox to the sender, and brings back what became of each message.
//!
//! A row is claimed with a lease and its try counted before anything is sent. One that was tried before is looked up by its
//! reference first: the answer may have been lost, and what the sender has is never sent again. So a server may die at any
//! point: what was claimed is taken up again when the lease is over, on SQLite at the next start already.

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

/// Longer than a request may take.
const LEASE: i64 = 60 * 1000;
const AT_ONCE: u64 = 50;
const IN_PARALLEL: usize = 8;
/// How often it looks when nobody says that there is something.
const IDLE: Duration = Duration::from_secs(1);

/// Works until the server stops. `address` is where this very server listens.
pub async fn run(state: Context, address: SocketAddr) {
    let client = match client(&state, address) {
        Ok(client) => client,
        Err(error) => return tracing::error!(%error, "messages cannot be sent"),
    };
    if let Err(error) = take_over(&state).await {
        tracing::warn!(%error, "messages of the last run wait for their lease");
    }
    loop {
        let mut changes = state.changes.subscribe();
        let mut decided = state.notify.changes.subscribe();
        match send_due(&state, &client).await {
            Ok(0) => {}
            Ok(_) => continue,
            Err(error) => tracing::warn!(%error, "sending stumbled; it goes on"),
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

/// To the operator's sender, or to the one inside the server that listens here.
pub fn client(state: &Context, mut address: SocketAddr) -> Result<NotifyClient, Error> {
    if address.ip().is_unspecified() {
        address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    let chosen = state.config.notify.as_ref();
    NotifyClient::at(chosen.map_or_else(|| format!("http://{address}"), |notify| notify.url.clone()))
}

/// A SQLite file has one server: whatever is claimed when it starts was claimed by one that is gone.
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

/// Sends or asks after what is due; says how many.
pub async fn send_due(state: &Context, client: &NotifyClient) -> Result<usize, Error> {
    let claimed = claim(state).await?;
    if claimed.is_empty() {
        return Ok(0);
    }
    // Group by group, each to its end before anything is written: a request left half done holds a connection to the
    // database, and enough of those would keep the writer waiting for one.
    for group in claimed.chunks(IN_PARALLEL) {
        let outcomes = join_all(group.iter().map(|message| work(state, client, message))).await;
        let transaction = state.write().await?;
        for (message, outcome) in group.iter().zip(outcomes) {
            let attempt = transaction.begin().await?;
            let done = write_down(&attempt, state, &message.id, outcome).await;
            // It is looked up by its reference when its claim is over, and never sent again.
            if let Err(error) = connection::settle(attempt, done).await? {
                tracing::error!(%error, id = message.id, "what became of a message could not be written down");
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
    // Looking costs nothing; the writer's turn is taken only when there is something.
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
            // After seven days the sender knows nothing more; what was last heard stays.
            Err(Failure::Unknown) => Outcome::Forgotten,
            // Its key opens nothing any more.
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
            Err(Failure::Unknown) => return Outcome::Wait("the sender is not there".to_owned()),
        }
    }
    match is_revoked(state, message).await {
        Ok(true) => return Outcome::Failed("the service that asked for it was switched off".to_owned()),
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
        Err(Failure::Unknown) => Outcome::Wait("the sender is not there".to_owned()),
    }
}

/// Whether the message's service was switched off since. What had gone out before is still followed.
async fn is_revoked(state: &Context, message: &message::Model) -> Result<bool, Error> {
    match &message.service_id {
        Some(id) => crate::auth::revoke::is_switched_off(&*state.db, id).await,
        None => Ok(false),
    }
}

/// At GOV.UK Notify the key that its service has there now, or the operator's; else the key that the message came with, or the
/// server's own.
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

/// The key of the server itself: the operator's at GOV.UK Notify, or its own in the embedded service.
pub(crate) async fn server_key(state: &Context) -> Result<String, Error> {
    match &state.config.notify {
        Some(notify) => Ok(notify.key.clone()),
        None => notify::own_key(&state.notify).await,
    }
}
