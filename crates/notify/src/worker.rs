//! Processes accepted messages: hands e-mails to the mail server, renders letters, and decides the final status of each.

mod step;

use std::sync::Arc;
use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use tokio::sync::watch;

use super::smtp::Mailer;
use super::{receipts, view};
use crate::state::NotifyState;
use database::connection::WriteTransaction;
use database::entity::{notify_message, notify_pdf};
use database::store::Store;
use queue::{JobColumns, Limits, Queue, WakeUp};
use step::{Outcome, StepContext};
use web::error::Error;

/// The messages that a worker processes. Letters have a worker of their own: rendering a letter takes long, and e-mails must not
/// wait for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Letters,
    Messages,
}

/// The queue of accepted messages of a kind.
struct Accepted {
    context: StepContext,
    kind: Kind,
}

impl Queue for Accepted {
    type Table = notify_message::Entity;
    /// An id. Each message is loaded for its attempt, because a hundred messages of the largest size would not fit into memory.
    type Job = String;
    /// The message without its text, and what the step did; none when the message could not be read.
    type Outcome = Option<(notify_message::Model, Outcome)>;
    type Error = Error;

    const NAME: &'static str = "accepted messages";

    const COLUMNS: JobColumns<notify_message::Column> = JobColumns {
        id: notify_message::Column::Id,
        due_at: notify_message::Column::DueAt,
        leased_until: notify_message::Column::LeasedUntil,
        attempts: notify_message::Column::Attempts,
        host: None,
        body: Some(notify_message::Column::Body),
    };

    fn limits(&self) -> Limits {
        Limits {
            // E-mails on their way to the mail server, or letters being drawn.
            at_once: 8,
            // A leased letter waits for those before it, so fewer of them are leased.
            leased: if self.kind == Kind::Letters { 10 } else { 100 },
            per_host: usize::MAX,
            lease: 120_000,
            look_every: Duration::from_secs(20),
        }
    }

    fn store(&self) -> &Store {
        &self.context.state.store
    }

    fn wake_up(&self) -> &WakeUp {
        let wake_ups = &self.context.state.wake_ups;
        if self.kind == Kind::Letters { &wake_ups.letters } else { &wake_ups.messages }
    }

    fn filter(&self) -> Condition {
        let is_letter = match self.kind {
            Kind::Letters => notify_message::Column::Kind.eq("letter"),
            Kind::Messages => notify_message::Column::Kind.ne("letter"),
        };
        Condition::all().add(is_letter)
    }

    fn id(job: &String) -> &str {
        job
    }

    async fn load(&self, _: &WriteTransaction, ids: &[String]) -> Result<Vec<String>, Error> {
        Ok(ids.to_vec())
    }

    async fn work(&self, id: &String) -> Option<(notify_message::Model, Outcome)> {
        let found = notify_message::Entity::find_by_id(id).one(&*self.context.state.db).await;
        // A message that cannot be read is claimed again when its lease expires.
        let mut message =
            found.inspect_err(|error| tracing::warn!(%error, id, "cannot read a message")).ok()??;
        let outcome = self.context.step(&message).await;
        message.body = String::new();
        Some((message, outcome))
    }

    async fn record(
        &self,
        transaction: &DatabaseTransaction,
        _: String,
        outcome: Option<(notify_message::Model, Outcome)>,
    ) -> Result<(), Error> {
        match outcome {
            Some((message, outcome)) => record(transaction, &self.context.state, message, outcome).await,
            None => Ok(()),
        }
    }
}

/// Runs the workers until the server stops.
pub async fn run(state: NotifyState, stopping: watch::Receiver<bool>) {
    let mailer = match state.config.smtp.as_ref().map(Mailer::new).transpose() {
        Ok(mailer) => mailer.map(Arc::new),
        Err(error) => return tracing::error!(%error, "cannot start the notify workers"),
    };
    let context = StepContext { state: state.clone(), mailer };
    let accepted = |kind| Accepted { context: context.clone(), kind };
    tokio::join!(
        queue::run(accepted(Kind::Messages), stopping.clone()),
        queue::run(accepted(Kind::Letters), stopping.clone()),
        queue::run(receipts::Receipts(state), stopping),
    );
}

/// Processes all due messages once and returns their number. For tests, which have no mail server.
pub async fn work_through_due(state: &NotifyState) -> Result<usize, Error> {
    let context = StepContext { state: state.clone(), mailer: None };
    let accepted = |kind| Accepted { context: context.clone(), kind };
    Ok(queue::work_on_due(accepted(Kind::Messages)).await?
        + queue::work_on_due(accepted(Kind::Letters)).await?)
}

/// Records what the step did, unless another worker was faster.
async fn record(
    db: &impl ConnectionTrait,
    state: &NotifyState,
    message: notify_message::Model,
    outcome: Outcome,
) -> Result<(), Error> {
    let now = state.now();
    let is_over = view::is_over(&outcome.status);
    let mut change = notify_message::Entity::update_many()
        .filter(notify_message::Column::Id.eq(&message.id))
        .filter(notify_message::Column::Status.eq(&message.status))
        .col_expr(notify_message::Column::Status, Expr::value(outcome.status.clone()))
        .col_expr(notify_message::Column::UpdatedAt, Expr::value(now))
        .col_expr(notify_message::Column::LeasedUntil, Expr::value(None::<i64>))
        .col_expr(notify_message::Column::DueAt, Expr::value((!is_over).then_some(now + outcome.wait)));
    let sent_at = message.sent_at.or((outcome.status == "sending").then_some(now));
    change = change.col_expr(notify_message::Column::SentAt, Expr::value(sent_at));
    let pages = outcome.pages.or(message.pages);
    change = change.col_expr(notify_message::Column::Pages, Expr::value(pages));
    if change.exec(db).await?.rows_affected == 0 {
        return Ok(());
    }
    if let Some(bytes) = outcome.pdf {
        let row = notify_pdf::ActiveModel { notify_message_id: Set(message.id.clone()), bytes: Set(bytes) };
        notify_pdf::Entity::insert(row).exec_without_returning(db).await?;
    }
    if is_over {
        let message =
            notify_message::Model { status: outcome.status, updated_at: now, sent_at, pages, ..message };
        receipts::add(db, state, &message).await?;
    }
    Ok(())
}
