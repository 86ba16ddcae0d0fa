//! Callbacks to the service that sent a notification: a signed POST about each action, queued in the transaction of the action.

use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Value, json};
use wire::delivery::DeliveryCause;
use wire::notification::{NewAction, NewReply, NewVisitAnswer};
use wire::time::Timestamp;

use crate::auth::author::Author;
use crate::auth::caller::Person;
use crate::context::Context;
use crate::deliveries;
use crate::deliveries::Signer;
use crate::deliveries::new_delivery::{DeliverySubject, NewDelivery, Target};
use database::entity::{notification, service, visit};
use web::error::Error;

/// Queues a callback about a decision, a step towards one, or a reading.
pub(crate) async fn enqueue(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
    by: &Author,
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

/// An answer to a visit, with the party that gave it.
pub(crate) struct VisitNews<'a> {
    pub(crate) answer: &'a NewVisitAnswer,
    /// The party: `resident` or `officer`.
    pub(crate) by: &'static str,
    /// The current time of the visit.
    pub(crate) due_at: Option<i64>,
    /// Whether this answer moved the visit.
    pub(crate) moved: bool,
}

/// Queues a callback about an answer to a visit, for the service that planned it.
pub(crate) async fn notify_service_of_visit(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
    visit: Option<&visit::Model>,
    news: VisitNews<'_>,
) -> Result<(), Error> {
    let data = json!({"visit": {
        "id": row.target_id,
        "resident": visit.and_then(|visit| visit.resident_email.as_ref()).or(row.user_email.as_ref()),
        "answer": news.answer.answer,
        "slot": news.answer.slot,
        "note": news.answer.note,
        "by": news.by,
        "moved": news.moved,
        "dueAt": news.due_at.map(Timestamp::from_millis),
        "date": Timestamp::from_millis(state.now()),
    }});
    let planner = visit.and_then(|visit| visit.service_id.clone());
    let row = notification::Model { service_id: planner.or(row.service_id.clone()), ..row.clone() };
    put(transaction, state, &row, "notification.visit-answered", data).await
}

/// Queues a callback about a resident's reply, to a survey or after nobody could get in.
pub(crate) async fn enqueue_reply(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
    person: &Person,
    reply: &NewReply,
) -> Result<(), Error> {
    let data = json!({"reply": {
        "answer": reply.answer,
        "note": reply.note,
        "repliedBy": person.user.email,
        "date": Timestamp::from_millis(state.now()),
    }});
    put(transaction, state, row, "notification.replied", data).await
}

async fn put(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
    event: &str,
    mut data: Value,
) -> Result<(), Error> {
    let service = match &row.service_id {
        Some(id) => service::Entity::find_by_id(id).one(transaction).await?,
        None => None,
    };
    // An inactive service receives no callbacks.
    let service = service.filter(|service| service.active);
    let Some((service, url)) = service.and_then(|service| Some((service.clone(), service.callback_url?)))
    else {
        return Ok(());
    };
    data["notification"] = json!({"id": row.id, "targetId": row.target_id, "targetType": row.target_type});
    let delivery = NewDelivery {
        event: event.to_owned(),
        organisation_id: Some(row.organisation_id),
        about: DeliverySubject { cause: DeliveryCause::NotificationAction, id: row.id.clone() },
        provider_id: None,
        notifier_id: None,
        service_id: Some(service.id.clone()),
        target: Target::Webhook { name: service.name, url, signer: Signer::Service(service.id), data },
    };
    deliveries::enqueue(transaction, state, delivery).await?;
    Ok(())
}
