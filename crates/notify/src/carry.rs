//! Processes accepted messages: hands e-mails to the mail server, renders letters, and decides the final status of each.
//!
//! A worker leases a message before it does anything with it, so that several servers do not send it twice. When a server stops,
//! its leases expire, and another server continues.

mod step;

use std::collections::HashMap;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use sea_orm::sea_query::{Expr, Func, SimpleExpr};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    TransactionTrait,
};

use super::smtp::Mailer;
use super::{present, receipts};
use crate::state::{Change, NotifyState};
use database::connection;
use database::entity::{sender_service, sent, sent_pdf};
use step::{Carrier, Outcome};
use web::error::Error;

/// The lease of a claimed message in milliseconds.
const LEASE: i64 = 120 * 1000;
const AT_ONCE: u64 = 100;
const LETTERS_AT_ONCE: u64 = 10;
/// The most e-mails that are handed to the mail server at the same time.
const IN_PARALLEL: usize = 8;
/// How often the worker polls when no change is published.
const IDLE: Duration = Duration::from_secs(2);
const BUSY: Duration = Duration::from_millis(100);

/// The messages that a worker processes. Letters have a worker of their own: rendering a letter takes long, and e-mails must not
/// wait for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Queue {
    Letters,
    Messages,
}

impl Queue {
    fn filter(self) -> SimpleExpr {
        match self {
            Self::Letters => sent::Column::Kind.eq("letter"),
            Self::Messages => sent::Column::Kind.ne("letter"),
        }
    }

    /// A claimed letter waits for those before it, so a worker claims no more letters than it can render within the lease.
    fn at_once(self) -> u64 {
        match self {
            Self::Letters => LETTERS_AT_ONCE,
            Self::Messages => AT_ONCE,
        }
    }
}

/// Runs the workers until the server stops.
pub async fn run(state: NotifyState) {
    let mailer = match state.config.smtp.as_ref().map(Mailer::new).transpose() {
        Ok(mailer) => mailer,
        Err(error) => return tracing::error!(%error, "cannot start the notify workers"),
    };
    tokio::join!(
        work(&state, mailer.as_ref(), Queue::Messages),
        work(&state, mailer.as_ref(), Queue::Letters),
        tell(&state)
    );
}

/// Sends delivery receipts until the server stops.
async fn tell(state: &NotifyState) {
    loop {
        let mut changes = state.changes.subscribe();
        let told = receipts::tell_receipts(state).await.unwrap_or_else(|error| {
            tracing::warn!(%error, "delivery receipts failed; retrying");
            0
        });
        if told > 0 {
            tokio::time::sleep(BUSY).await;
            continue;
        }
        let news = async { while !matches!(changes.recv().await, Ok(Change::Decided) | Err(_)) {} };
        let _ = tokio::time::timeout(IDLE, news).await;
    }
}

async fn work(state: &NotifyState, mailer: Option<&Mailer>, queue: Queue) {
    loop {
        let mut changes = state.changes.subscribe();
        let done = match carry(state, mailer, queue).await {
            Ok(count) => count,
            Err(error) => {
                tracing::warn!(%error, ?queue, "message worker failed; retrying in {IDLE:?}");
                0
            }
        };
        if done > 0 {
            tokio::time::sleep(BUSY).await;
            continue;
        }
        let news = async { while !matches!(changes.recv().await, Ok(Change::Accepted) | Err(_)) {} };
        let _ = tokio::time::timeout(IDLE, news).await;
    }
}

/// Processes all due messages once and returns their number. For tests, which have no mail server.
pub async fn carry_due(state: &NotifyState) -> Result<usize, Error> {
    Ok(carry(state, None, Queue::Messages).await? + carry(state, None, Queue::Letters).await?)
}

async fn carry(state: &NotifyState, mailer: Option<&Mailer>, queue: Queue) -> Result<usize, Error> {
    let claimed = claim(state, queue).await?;
    if claimed.is_empty() {
        return Ok(0);
    }
    let services: HashMap<String, String> = sender_service::Entity::find()
        .select_only()
        .columns([sender_service::Column::Id, sender_service::Column::Name])
        .into_tuple()
        .all(&*state.db)
        .await?
        .into_iter()
        .collect();
    let carrier = Carrier { state, mailer, services: &services };
    let outcomes: Vec<Result<Option<(sent::Model, Outcome)>, Error>> = stream::iter(claimed)
        .map(async |id| {
            // Loaded one by one, because a hundred messages of the largest size would not fit into memory.
            let message = sent::Entity::find_by_id(id).one(&*state.db).await?;
            let Some(mut message) = message else { return Ok(None) };
            let outcome = carrier.step(&message).await;
            message.body = String::new();
            Ok(Some((message, outcome)))
        })
        .buffer_unordered(IN_PARALLEL)
        .collect()
        .await;
    let count = outcomes.len();
    let transaction = state.write().await?;
    // A message that could not be read is claimed again when its lease expires.
    for (message, outcome) in outcomes.into_iter().filter_map(|outcome| outcome.ok().flatten()) {
        let (attempt, id) = (transaction.begin().await?, message.id.clone());
        let done = write_down(&attempt, state, message, outcome).await;
        if let Err(error) = connection::settle(attempt, done).await? {
            tracing::error!(%error, id, "cannot store the status of a message");
        }
    }
    transaction.commit().await?;
    state.tell(Change::Decided);
    Ok(count)
}

/// Leases due messages and counts the attempt before anything is done, so that a message that crashes the server is not retried
/// without end.
async fn claim(state: &NotifyState, queue: Queue) -> Result<Vec<String>, Error> {
    let now = state.now();
    let due = sent::Entity::find()
        .select_only()
        .column(sent::Column::Id)
        .filter(sent::Column::DueAt.lte(now))
        .filter(database::claim::is_free(sent::Column::LeasedUntil, state.clock.steady(), LEASE))
        .filter(queue.filter())
        .order_by_asc(sent::Column::DueAt)
        .limit(queue.at_once());
    // A read takes no lock; the write lock is taken only when something is due.
    if due.clone().into_tuple::<String>().one(&*state.db).await?.is_none() {
        return Ok(Vec::new());
    }
    let transaction = state.write().await?;
    let size = Func::cust("octet_length").arg(Expr::col(sent::Column::Body));
    let found: Vec<(String, i64)> =
        due.column_as(Expr::expr(size).cast_as("bigint"), "size").into_tuple().all(&*transaction).await?;
    let claimed = database::claim::bounded(found);
    sent::Entity::update_many()
        .filter(sent::Column::Id.is_in(&claimed))
        .col_expr(sent::Column::LeasedUntil, Expr::value(state.clock.steady() + LEASE))
        .col_expr(sent::Column::Attempts, Expr::col(sent::Column::Attempts).add(1))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(claimed)
}

/// Stores the outcome unless another worker has stored one already.
async fn write_down(
    db: &impl ConnectionTrait,
    state: &NotifyState,
    message: sent::Model,
    outcome: Outcome,
) -> Result<(), Error> {
    let now = state.now();
    let is_over = present::is_over(&outcome.status);
    let mut change = sent::Entity::update_many()
        .filter(sent::Column::Id.eq(&message.id))
        .filter(sent::Column::Status.eq(&message.status))
        .col_expr(sent::Column::Status, Expr::value(outcome.status.clone()))
        .col_expr(sent::Column::UpdatedAt, Expr::value(now))
        .col_expr(sent::Column::LeasedUntil, Expr::value(None::<i64>))
        .col_expr(sent::Column::DueAt, Expr::value((!is_over).then_some(now + outcome.wait)));
    let sent_at = message.sent_at.or((outcome.status == "sending").then_some(now));
    change = change.col_expr(sent::Column::SentAt, Expr::value(sent_at));
    let pages = outcome.pages.or(message.pages);
    change = change.col_expr(sent::Column::Pages, Expr::value(pages));
    if change.exec(db).await?.rows_affected == 0 {
        return Ok(());
    }
    if let Some(bytes) = outcome.pdf {
        let row = sent_pdf::ActiveModel { sent_id: Set(message.id.clone()), bytes: Set(bytes) };
        sent_pdf::Entity::insert(row).exec_without_returning(db).await?;
    }
    if is_over {
        let message = sent::Model { status: outcome.status, updated_at: now, sent_at, pages, ..message };
        receipts::add(db, state, &message).await?;
    }
    Ok(())
}
