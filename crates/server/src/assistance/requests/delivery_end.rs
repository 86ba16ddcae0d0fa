//! The effect of a delivery's result on its request.

use sea_orm::{ConnectionTrait, EntityTrait};
use wire::delivery::DeliveryState;
use wire::label::isolated;

use super::escalate;
use super::notify_provider::RequestMessage;
use crate::context::Context;
use database::entity::{assistance_request, delivery};
use web::error::Error;

/// A delivery of a request succeeded or was given up; called in the transaction that stores it. The officers and admins are
/// notified of a failure, and the next provider may be tried.
pub async fn end_delivery(
    state: &Context,
    db: &impl ConnectionTrait,
    delivery: &delivery::Model,
    end: &DeliveryState,
    why: Option<&str>,
) -> Result<(), Error> {
    // The failure of a replay concerns only the admin, who sees it in the list of deliveries.
    if *end != DeliveryState::Dead || delivery.replay_of.is_some() {
        return Ok(());
    }
    let Ok(id) = delivery.about_id.parse::<i64>() else { return Ok(()) };
    let Some(request) = assistance_request::Entity::find_by_id(id).one(db).await? else { return Ok(()) };
    let asked = RequestMessage::of(db, &request).await?.sentence(&request.label);
    let why = why.map(|why| format!(" {why}")).unwrap_or_default();
    let message =
        format!("{asked} {} could not be notified by {}.{why}", isolated(&delivery.name), delivery.kind);
    // The latest failure of an address supersedes those before it.
    let topic = format!("delivery-failed:{}:{}", delivery.provider_id.unwrap_or_default(), delivery.address);
    escalate::raise_failure(state, db, &request, delivery.id.clone(), message, Some(topic)).await?;
    escalate::look_again(state, db, &request).await
}
