//! Delivery receipts: when the fate of a message is decided, its service receives a POST with its bearer token. It is retried every
//! five minutes, five times, when the service does not answer, fails, or asks to wait.

use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set,
};
use serde_json::json;
use wire::time::Timestamp;

use super::view;
use crate::state::NotifyState;
use database::connection::WriteTransaction;
use database::entity::receipt::{Column, Entity, Model};
use database::entity::{notify_message, notify_service, receipt};
use database::store::Store;
use queue::{JobColumns, Limits, Queue, WakeUp};
use web::error::Error;

/// Time-out of one attempt.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Milliseconds between two attempts.
const RETRY: i64 = 5 * 60 * 1000;

const MOST_ATTEMPTS: i64 = 6;

/// The queue of receipts.
pub(super) struct Receipts(pub(super) NotifyState);

impl Queue for Receipts {
    type Table = Entity;
    type Job = Model;
    type Outcome = ReceiptOutcome;
    type Error = Error;

    const NAME: &'static str = "delivery receipts";

    const COLUMNS: JobColumns<Column> = JobColumns {
        id: Column::Id,
        due_at: Column::DueAt,
        leased_until: Column::LeasedUntil,
        attempts: Column::Attempts,
        host: None,
        body: None,
    };

    fn limits(&self) -> Limits {
        Limits {
            at_once: 20,
            leased: 20,
            per_host: usize::MAX,
            lease: 60_000,
            look_every: Duration::from_secs(20),
        }
    }

    fn store(&self) -> &Store {
        &self.0.store
    }

    fn wake_up(&self) -> &WakeUp {
        &self.0.wake_ups.receipts
    }

    fn id(job: &Model) -> &str {
        &job.id
    }

    async fn load(&self, transaction: &WriteTransaction, ids: &[String]) -> Result<Vec<Model>, Error> {
        Ok(Entity::find().filter(Column::Id.is_in(ids)).all(&**transaction).await?)
    }

    async fn work(&self, job: &Model) -> ReceiptOutcome {
        post_receipt(&self.0, job).await
    }

    async fn record(
        &self,
        transaction: &DatabaseTransaction,
        job: Model,
        outcome: ReceiptOutcome,
    ) -> Result<(), Error> {
        let now = self.0.now();
        let due_at =
            (outcome == ReceiptOutcome::Retry && job.attempts < MOST_ATTEMPTS).then_some(now + RETRY);
        Entity::update_many()
            .filter(Column::Id.eq(&job.id))
            .col_expr(Column::LeasedUntil, Expr::value(None::<i64>))
            .col_expr(Column::DueAt, Expr::value(due_at))
            .col_expr(Column::DeliveredAt, Expr::value((outcome == ReceiptOutcome::Accepted).then_some(now)))
            .exec(transaction)
            .await?;
        Ok(())
    }
}

/// Sends due receipts and returns the number of attempts.
pub async fn send_receipts(state: &NotifyState) -> Result<usize, Error> {
    queue::work_on_due(Receipts(state.clone())).await
}

/// Stores the receipt of a message in the transaction that sets its final status.
pub(super) async fn add(
    db: &impl ConnectionTrait,
    state: &NotifyState,
    message: &notify_message::Model,
) -> Result<(), Error> {
    let service = notify_service::Entity::find_by_id(&message.service_id).one(db).await?;
    if service.is_none_or(|service| service.callback_url.is_none()) {
        return Ok(());
    }
    let time = |millis: i64| Timestamp::from_millis(millis).as_str().to_owned();
    let body = json!({
        "id": message.id,
        "reference": message.reference,
        "to": message.recipient,
        "status": view::status(&message.kind, &message.status),
        "created_at": time(message.created_at),
        "completed_at": time(message.updated_at),
        "sent_at": message.sent_at.map(time),
        "notification_type": message.kind,
        "template_id": message.template_id,
        "template_version": message.template_version,
    });
    let now = state.now();
    let row = receipt::ActiveModel {
        id: Set(state.new_id().to_string()),
        service_id: Set(message.service_id.clone()),
        notify_message_id: Set(message.id.clone()),
        body: Set(body.to_string()),
        attempts: Set(0),
        due_at: Set(Some(now)),
        leased_until: Set(None),
        delivered_at: Set(None),
        created_at: Set(now),
    };
    row.insert(db).await?;
    state.wake_ups.receipts.wake();
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ReceiptOutcome {
    Accepted,
    Retry,
    GiveUp,
}

async fn post_receipt(state: &NotifyState, row: &Model) -> ReceiptOutcome {
    let service = notify_service::Entity::find_by_id(&row.service_id).one(&*state.db).await;
    let Ok(Some(service)) = service else { return ReceiptOutcome::Retry };
    let Some(url) = service.callback_url.filter(|_| service.active) else { return ReceiptOutcome::GiveUp };
    let token = service.callback_token.as_deref().map(|token| state.unseal(token));
    let Ok(token) = token.transpose() else { return ReceiptOutcome::GiveUp };
    let Ok(client) = (state.callbacks)() else { return ReceiptOutcome::Retry };
    let request = client
        .post(url)
        .timeout(TIMEOUT)
        .header("content-type", "application/json")
        .bearer_auth(token.unwrap_or_default())
        .body(row.body.clone());
    match request.send().await {
        Ok(answer) if answer.status().is_success() => ReceiptOutcome::Accepted,
        Ok(answer) if answer.status().is_server_error() || answer.status().as_u16() == 429 => {
            ReceiptOutcome::Retry
        }
        Ok(answer) => {
            tracing::info!(status = answer.status().as_u16(), "a service refused a delivery receipt");
            ReceiptOutcome::GiveUp
        }
        Err(_) => ReceiptOutcome::Retry,
    }
}
