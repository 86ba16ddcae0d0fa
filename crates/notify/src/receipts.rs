//! Delivery receipts: when a message reaches its final status, its service receives a POST with its bearer token. After a network
//! error, a 5xx or a 429 the POST is retried every five minutes, up to five times.

use std::time::Duration;

use futures_util::future::join_all;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set, TransactionTrait,
};
use serde_json::json;
use wire::time::Timestamp;

use super::present;
use crate::state::NotifyState;
use database::connection;
use database::entity::{receipt, sender_service, sent};
use web::error::Error;

const TIMEOUT: Duration = Duration::from_secs(5);
const AGAIN: i64 = 5 * 60 * 1000;
const TRIES: i64 = 6;
const AT_ONCE: u64 = 20;
/// The lease of a receipt in milliseconds, after which another server may send it.
const LEASE: i64 = 60 * 1000;

/// Stores the receipt of a message in the transaction that sets its final status.
pub(super) async fn add(
    db: &impl ConnectionTrait,
    state: &NotifyState,
    message: &sent::Model,
) -> Result<(), Error> {
    let service = sender_service::Entity::find_by_id(&message.service_id).one(db).await?;
    if service.is_none_or(|service| service.callback_url.is_none()) {
        return Ok(());
    }
    let time = |millis: i64| Timestamp::from_millis(millis).as_str().to_owned();
    let body = json!({
        "id": message.id,
        "reference": message.reference,
        "to": message.recipient,
        "status": present::status(&message.kind, &message.status),
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
        sent_id: Set(message.id.clone()),
        body: Set(body.to_string()),
        attempts: Set(0),
        due_at: Set(Some(now)),
        leased_until: Set(None),
        told_at: Set(None),
        created_at: Set(now),
    };
    row.insert(db).await?;
    Ok(())
}

/// Sends due receipts and returns the number of attempts.
pub async fn tell_receipts(state: &NotifyState) -> Result<usize, Error> {
    let now = state.now();
    let due = receipt::Entity::find()
        .filter(receipt::Column::DueAt.lte(now))
        .filter(database::claim::is_free(receipt::Column::LeasedUntil, state.clock.steady(), LEASE))
        .order_by_asc(receipt::Column::DueAt)
        .limit(AT_ONCE);
    if due.clone().one(&*state.db).await?.is_none() {
        return Ok(0);
    }
    let transaction = state.write().await?;
    let mut claimed = Vec::new();
    for row in due.all(&*transaction).await? {
        let attempts = row.attempts + 1;
        let mut row = row.into_active_model();
        row.attempts = Set(attempts);
        row.leased_until = Set(Some(state.clock.steady() + LEASE));
        claimed.push(row.update(&*transaction).await?);
    }
    transaction.commit().await?;
    let told = join_all(claimed.iter().map(|row| tell(state, row))).await;
    let transaction = state.write().await?;
    let count = claimed.len();
    for (row, told) in claimed.into_iter().zip(told) {
        let tried = row.attempts;
        let mut row = row.into_active_model();
        row.leased_until = Set(None);
        row.due_at = Set(match told {
            Told::Later if tried < TRIES => Some(state.now() + AGAIN),
            _ => None,
        });
        if told == Told::Taken {
            row.told_at = Set(Some(state.now()));
        }
        // A receipt whose result cannot be stored is sent again when its lease expires; the others are not affected.
        let attempt = transaction.begin().await?;
        let done = row.update(&attempt).await.map_err(Error::from);
        if let Err(error) = connection::settle(attempt, done).await? {
            tracing::error!(%error, "cannot store the result of a delivery receipt");
        }
    }
    transaction.commit().await?;
    Ok(count)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Taken,
    Later,
    Never,
}

async fn tell(state: &NotifyState, row: &receipt::Model) -> Told {
    let service = sender_service::Entity::find_by_id(&row.service_id).one(&*state.db).await;
    let Ok(Some(service)) = service else { return Told::Later };
    let Some(url) = service.callback_url.filter(|_| service.active) else { return Told::Never };
    let token = service.callback_token.as_deref().map(|token| state.unseal(token));
    let Ok(token) = token.transpose() else { return Told::Never };
    let Ok(client) = (state.callbacks)() else { return Told::Later };
    let request = client
        .post(url)
        .timeout(TIMEOUT)
        .header("content-type", "application/json")
        .bearer_auth(token.unwrap_or_default())
        .body(row.body.clone());
    match request.send().await {
        Ok(answer) if answer.status().is_success() => Told::Taken,
        Ok(answer) if answer.status().is_server_error() || answer.status().as_u16() == 429 => Told::Later,
        Ok(answer) => {
            tracing::info!(status = answer.status().as_u16(), "a service refused a delivery receipt");
            Told::Never
        }
        Err(_) => Told::Later,
    }
}
