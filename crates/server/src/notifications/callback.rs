//! The service that sent a notification is told of what was done with it: a signed POST to its callback, put down in the
//! transaction of the action.

use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::{Value, json};
use wire::delivery::DeliveryCause;
use wire::notification::{NewAction, NewReply, NewVisitAnswer};
use wire::time::Timestamp;

use crate::auth::by::By;
use crate::auth::caller::Viewer;
use crate::context::Context;
use crate::deliveries;
use crate::deliveries::Signer;
use crate::deliveries::new_delivery::{About, NewDelivery, Target};
use database::entity::{notification, service, visit};
use web::error::Error;

/// Tells of a decision, of a step towards one, and of a reading.
pub(crate) async fn enqueue(
    transaction: &impl ConnectionTrait,
    state: &Context,
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

/// What was said to a visit, and by which side.
pub(crate) struct VisitNews<'a> {
    pub(crate) answer: &'a NewVisitAnswer,
    /// `resident` or `officer`.
    pub(crate) by: &'static str,
    /// When the visit is now.
    pub(crate) due_at: Option<i64>,
    /// It was moved there by this answer.
    pub(crate) moved: bool,
}

/// Tells the service that planned a visit what was said to it.
pub(crate) async fn tell_service_of_visit(
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

/// Tells what a resident replied, to a survey or after nobody could get in.
pub(crate) async fn enqueue_reply(
    transaction: &impl ConnectionTrait,
    state: &Context,
    row: &notification::Model,
    viewer: &Viewer,
    reply: &NewReply,
) -> Result<(), Error> {
    let data = json!({"reply": {
        "answer": reply.answer,
        "note": reply.note,
        "repliedBy": viewer.user.email,
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
