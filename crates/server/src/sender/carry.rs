//! Carries what the sender accepted: hands e-mails to the mail server, writes letters, and decides what became of each.
//!
//! A message is claimed with a lease before anything is done with it, so that several copies of the server do not carry it
//! twice; one that a dying server had claimed is taken up again when the lease is over.

mod step;

use std::collections::HashMap;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};

use super::smtp::Mailer;
use super::{present, receipts};
use crate::error::Error;
use crate::state::{AppState, Change};
use crate::table::{sender_service, sent, sent_pdf};
use step::{Carrier, Outcome};

/// How long a claimed message is left alone.
const LEASE: i64 = 120 * 1000;
const AT_ONCE: u64 = 100;
/// E-mails on their way to the mail server at once.
const IN_PARALLEL: usize = 8;
/// How often it looks when nobody says that there is something.
const IDLE: Duration = Duration::from_secs(2);
const BUSY: Duration = Duration::from_millis(100);

/// Carries until the server stops.
pub async fn run(state: AppState) {
    let mailer = match state.config.smtp.as_ref().map(Mailer::new).transpose() {
        Ok(mailer) => mailer,
        Err(error) => return tracing::error!(%error, "the sender cannot start"),
    };
    loop {
        let mut changes = state.changes.subscribe();
        let done = match carry(&state, mailer.as_ref()).await {
            Ok(count) => count,
            Err(error) => {
                tracing::warn!(%error, "the sender stumbled; it goes on");
                0
            }
        };
        if let Err(error) = receipts::tell_receipts(&state).await {
            tracing::warn!(%error, "delivery receipts stumbled; they go on");
        }
        if done > 0 {
            tokio::time::sleep(BUSY).await;
            continue;
        }
        let news = async { while !matches!(changes.recv().await, Ok(Change::Sent) | Err(_)) {} };
        let _ = tokio::time::timeout(IDLE, news).await;
    }
}

/// Carries what is due once; says how many. For tests, which have no mail server.
pub async fn carry_due(state: &AppState) -> Result<usize, Error> {
    carry(state, None).await
}

async fn carry(state: &AppState, mailer: Option<&Mailer>) -> Result<usize, Error> {
    let claimed = claim(state).await?;
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
    let outcomes: Vec<(sent::Model, Outcome)> = stream::iter(claimed)
        .map(async |message| {
            let outcome = carrier.step(&message).await;
            (message, outcome)
        })
        .buffer_unordered(IN_PARALLEL)
        .collect()
        .await;
    let count = outcomes.len();
    let transaction = state.write().await?;
    for (message, outcome) in outcomes {
        write_down(&*transaction, state, message, outcome).await?;
    }
    transaction.commit().await?;
    state.tell(Change::MessageStatus);
    Ok(count)
}

async fn claim(state: &AppState) -> Result<Vec<sent::Model>, Error> {
    let now = state.now();
    let due = sent::Entity::find()
        .filter(sent::Column::DueAt.lte(now))
        .order_by_asc(sent::Column::DueAt)
        .limit(AT_ONCE);
    // Looking costs nothing; the writer's turn is taken only when there is something.
    if due.clone().one(&*state.db).await?.is_none() {
        return Ok(Vec::new());
    }
    let transaction = state.write().await?;
    let claimed = due.all(&*transaction).await?;
    let ids: Vec<&str> = claimed.iter().map(|message| message.id.as_str()).collect();
    sent::Entity::update_many()
        .filter(sent::Column::Id.is_in(ids))
        .col_expr(sent::Column::DueAt, Expr::value(now + LEASE))
        .col_expr(sent::Column::Attempts, Expr::col(sent::Column::Attempts).add(1))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(claimed)
}

/// Stores what happened, if nobody else was quicker.
async fn write_down(
    db: &impl ConnectionTrait,
    state: &AppState,
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
