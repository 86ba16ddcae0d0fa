//! Carries what the sender accepted: hands e-mails to the mail server, writes letters, and decides what became of each.
//!
//! A message is claimed with a lease before anything is done with it, so that several copies of the server do not carry it
//! twice; one that a dying server had claimed is taken up again when the lease is over.

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

/// How long a claimed message is left alone.
const LEASE: i64 = 120 * 1000;
const AT_ONCE: u64 = 100;
const LETTERS_AT_ONCE: u64 = 10;
/// E-mails on their way to the mail server at once.
const IN_PARALLEL: usize = 8;
/// How often it looks when nobody says that there is something.
const IDLE: Duration = Duration::from_secs(2);
const BUSY: Duration = Duration::from_millis(100);

/// Which messages a worker carries. Letters have a worker of their own: drawing one takes long, and no e-mail waits for it.
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

    /// A claimed letter waits for those before it, so a worker claims no more of them than it draws within the lease.
    fn at_once(self) -> u64 {
        match self {
            Self::Letters => LETTERS_AT_ONCE,
            Self::Messages => AT_ONCE,
        }
    }
}

/// Carries until the server stops.
pub async fn run(state: NotifyState) {
    let mailer = match state.config.smtp.as_ref().map(Mailer::new).transpose() {
        Ok(mailer) => mailer,
        Err(error) => return tracing::error!(%error, "the sender cannot start"),
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

/// Carries what is due once; says how many. For tests, which have no mail server.
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
            // Read one by one: a hundred of the longest would not fit into memory.
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
    // One that could not be read is claimed again when its lease ends.
    for (message, outcome) in outcomes.into_iter().filter_map(|outcome| outcome.ok().flatten()) {
        let (attempt, id) = (transaction.begin().await?, message.id.clone());
        let done = write_down(&attempt, state, message, outcome).await;
        if let Err(error) = connection::settle(attempt, done).await? {
            tracing::error!(%error, id, "what became of a message could not be written down");
        }
    }
    transaction.commit().await?;
    state.tell(Change::Decided);
    Ok(count)
}

/// Leases what is due, and counts the attempt before anything is done with it: a message that ends the server is not tried for
/// ever.
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
    // Looking costs nothing; the writer's turn is taken only when there is something.
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

/// Stores what happened, if nobody else was quicker.
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
