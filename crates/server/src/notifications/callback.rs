//! The service that sent a notification is told of what was done with it: a signed POST to its callback, put down in the
//! transaction of the action.

use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Value, json};
use wire::delivery::DeliveryCause;
use wire::notification::{NewAction, NewVisitAnswer};
use wire::time::Timestamp;

use super::history::By;
use crate::deliveries::{self, About, NewDelivery, Signer, Target};
use crate::error::Error;
use crate::state::AppState;
use crate::table::{notification, service};

/// Tells of a decision, of a step towards one, and of a reading.
pub(super) async fn enqueue(
    transaction: &impl ConnectionTrait,
    state: &AppState,
    row: &notification::Model,
    by: &By,
    action: &NewAction,
) -> Result<(), Error> {
    let data = json!({"action": {
        "type": action.action_type,
        "note": action.action_note,
        "doneBy": by.sign_in_or_name(),
        "date": Timestamp::from_millis(state.now()),
    }});
    put(transaction, state, row, "notification.actioned", data).await
}

/// Tells what a resident said to a visit.
pub(super) async fn enqueue_visit(
    transaction: &impl ConnectionTrait,
    state: &AppState,
    row: &notification::Model,
    answer: &NewVisitAnswer,
) -> Result<(), Error> {
    let data = json!({"visit": {
        "answer": answer.answer,
        "note": answer.note,
        "date": Timestamp::from_millis(state.now()),
    }});
    put(transaction, state, row, "notification.visit-answered", data).await
}

async fn put(
    transaction: &impl ConnectionTrait,
    state: &AppState,
    row: &notification::Model,
    event: &str,
    mut data: Value,
) -> Result<(), Error> {
    let service = match &row.service_id {
        Some(id) => service::Entity::find_by_id(id).one(transaction).await?,
        None => None,
    };
    // One that was switched off is told nothing more.
    let service = service.filter(|service| service.active);
    let Some((service, url)) = service.and_then(|service| Some((service.clone(), service.callback_url?)))
    else {
        return Ok(());
    };
    data["notification"] = json!({"id": row.id, "targetId": row.target_id, "targetType": row.target_type});
    let delivery = NewDelivery {
        event: event.to_owned(),
        customer_id: Some(row.customer_id),
        about: About { cause: DeliveryCause::NotificationAction, id: row.id.clone() },
        provider_id: None,
        notifier_id: None,
        service_id: Some(service.id.clone()),
        target: Target::Webhook { name: service.name, url, signer: Signer::Service(service.id), data },
    };
    deliveries::enqueue(transaction, state, delivery).await?;
    Ok(())
}
