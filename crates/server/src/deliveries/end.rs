//! Notifies the cause of a delivery of its result, in the transaction that stores the result. A new cause needs a line here.

use sea_orm::{ConnectionTrait, EntityTrait};
use wire::delivery::{DeliveryCause, DeliveryState};
use wire::session::Role;
use wire::target_type::TargetType;

use super::Signer;
use crate::context::Context;
use crate::notifications::{Audience, ServerNotification};
use crate::{assistance, notifications};
use database::entity::delivery::Model;
use database::entity::service;
use web::error::Error;

/// The delivery succeeded or was given up; `why` is the last error.
pub(crate) async fn notify(
    db: &impl ConnectionTrait,
    state: &Context,
    delivery: &Model,
    end: &DeliveryState,
    why: Option<&str>,
) -> Result<(), Error> {
    let cause = DeliveryCause::from(delivery.about_kind.clone());
    tracing::info!(delivery = delivery.id, cause = cause.as_str(), end = end.as_str(), "delivery ended");
    match cause {
        DeliveryCause::AssistanceRequest => assistance::end_delivery(state, db, delivery, end, why).await,
        DeliveryCause::NotificationAction if *end == DeliveryState::Dead => {
            callback_failed(db, state, delivery, why).await
        }
        DeliveryCause::Callout if *end == DeliveryState::Dead => {
            webhook_failed(db, state, delivery, why).await
        }
        // A person who is not reached on a device still has the notification on the tray, and the author of a trial sees its
        // result.
        DeliveryCause::NotificationAction
        | DeliveryCause::Callout
        | DeliveryCause::Notification
        | DeliveryCause::Test
        | DeliveryCause::Unknown => Ok(()),
    }
}

/// A service did not receive a callback: the admins are notified, once while the failure lasts.
async fn callback_failed(
    db: &impl ConnectionTrait,
    state: &Context,
    delivery: &Model,
    why: Option<&str>,
) -> Result<(), Error> {
    let (Some(organisation_id), Some(service_id)) = (delivery.organisation_id, &delivery.service_id) else {
        return Ok(());
    };
    let service = service::Entity::find_by_id(service_id).one(db).await?;
    let name = service.map_or_else(|| "A service".to_owned(), |service| service.name);
    let message = format!("{name} did not receive a decision.");
    let link = format!("/staff/deliveries?service={service_id}&state=dead");
    let about = (format!("callback-failed:{service_id}"), link);
    notify_admins(db, state, delivery, organisation_id, message, why, about).await
}

/// An API client did not receive a webhook about a callout: the admins are notified, once while the failure lasts.
async fn webhook_failed(
    db: &impl ConnectionTrait,
    state: &Context,
    delivery: &Model,
    why: Option<&str>,
) -> Result<(), Error> {
    let (Some(organisation_id), Some(client_id)) = (delivery.organisation_id, &delivery.signer_id) else {
        return Ok(());
    };
    let message = format!("{} did not receive the news of callout {}.", delivery.name, delivery.about_id);
    let about = (format!("webhook-failed:{client_id}"), "/staff/deliveries?state=dead".to_owned());
    notify_admins(db, state, delivery, organisation_id, message, why, about).await
}

async fn notify_admins(
    db: &impl ConnectionTrait,
    state: &Context,
    delivery: &Model,
    organisation_id: i64,
    message: String,
    why: Option<&str>,
    (topic, link): (String, String),
) -> Result<(), Error> {
    let why = why.map(|why| format!(" {why}")).unwrap_or_default();
    let (message, audience) =
        (format!("{message}{why}"), vec![Audience::Role { organisation_id, role: Role::Admin }]);
    let mut raise = ServerNotification::new(
        organisation_id,
        TargetType::DeliveryFailed,
        delivery.id.clone(),
        message,
        audience,
    );
    raise.topic = Some(topic);
    raise.follow_on_url = Some(link);
    notifications::raise(db, state, raise).await?;
    Ok(())
}

/// The receiver answered 410 (gone): its notifier is disabled. A service's callback is not: only this delivery is given up,
/// because each callback is about another action.
pub(crate) async fn disable(
    db: &impl ConnectionTrait,
    state: &Context,
    delivery: &Model,
) -> Result<(), Error> {
    let kind = delivery.signer_kind.as_deref().unwrap_or_default();
    match Signer::read(kind, delivery.signer_id.as_deref().unwrap_or_default()) {
        Some(Signer::Notifier(id)) => assistance::disable_notifier(db, id, state.now()).await,
        Some(Signer::Service(_) | Signer::Client(_)) | None => Ok(()),
    }
}
