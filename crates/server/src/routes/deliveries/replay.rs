//! `POST /api/deliveries/{id}/replay`: sends the same content again, with a new time window of five minutes. The receiver
//! recognises it by its `webhook-id`; the old delivery is kept.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use wire::delivery::{Delivery, DeliveryKind, DeliveryState};

use super::ledger;
use crate::auth::caller::Admin;
use crate::context::Context;
use crate::deliveries::enqueue::host_key;
use crate::deliveries::secret::CLIENT;
use crate::state::AppState;
use database::entity::delivery::{ActiveModel, Model};
use database::entity::{client, notifier, push_subscription, service};
use web::error::Error;

/// Sends it again, to the current address of the notifier or service.
#[utoipa::path(post, path = "/api/deliveries/{id}/replay", tag = "deliveries", params(("id" = String, Path)),
    responses((status = 201, description = "The new delivery", body = Delivery), (status = 401), (status = 403), (status = 404), (status = 409, description = "It is still in progress, or its receiver was removed")))]
pub(crate) async fn replay_delivery(
    State(state): State<AppState>,
    Admin(person): Admin,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<Delivery>), Error> {
    let transaction = state.write().await?;
    let row = ledger::find(&*transaction, &person, &id).await?;
    if row.state == DeliveryState::Waiting.as_str() {
        return Err(Error::conflict(
            "This delivery is still in progress. Wait until it is delivered or given up.",
        ));
    }
    let first = if row.kind == DeliveryKind::Push.as_str() {
        push_again(&*transaction, &state, row).await?
    } else {
        let address = address(&*transaction, &row).await?;
        again(&state, row, address).insert(&*transaction).await?
    };
    transaction.commit().await?;
    state.wake_ups.deliveries.wake();
    Ok((StatusCode::CREATED, Json(ledger::one(&*state.db, first).await?)))
}

/// The current address, because an admin who corrected it wants to see it used.
async fn address(db: &impl ConnectionTrait, row: &Model) -> Result<String, Error> {
    let gone = || Error::conflict("Its receiver was removed. It cannot be sent again.");
    if let Some(id) = row.notifier_id {
        let notifier = notifier::Entity::find_by_id(id).one(db).await?.ok_or_else(gone)?;
        if notifier.disabled_at.is_some() {
            return Err(Error::conflict(
                "Its receiver answered 410 (gone). Enter its address again, then send it again.",
            ));
        }
        return Ok(notifier.address);
    }
    if let Some(id) = &row.service_id {
        let service = service::Entity::find_by_id(id).one(db).await?.ok_or_else(gone)?;
        return service.callback_url.ok_or_else(gone);
    }
    if row.signer_kind.as_deref() == Some(CLIENT) {
        let id = row.signer_id.as_deref().unwrap_or_default();
        let client = client::Entity::find_by_id(id).one(db).await?.filter(|client| client.active);
        return client.and_then(|client| client.webhook_url).ok_or_else(gone);
    }
    Ok(row.address.clone())
}

/// To the same device, or if that was removed, to the person's current ones.
async fn push_again(db: &impl ConnectionTrait, state: &Context, row: Model) -> Result<Model, Error> {
    let devices = push_subscription::Entity::find()
        .filter(push_subscription::Column::UserId.eq(&row.address))
        .order_by_asc(push_subscription::Column::Id)
        .all(db)
        .await?;
    let same = devices.iter().find(|device| Some(&device.id) == row.subscription_id.as_ref());
    let chosen: Vec<_> = same.map_or_else(|| devices.iter().collect(), |device| vec![device]);
    let mut first = None;
    for device in chosen {
        let mut new = again(state, row.clone(), row.address.clone());
        new.subscription_id = Set(Some(device.id.clone()));
        new.host_key = Set(host_key(&device.endpoint));
        let new = new.insert(db).await?;
        first.get_or_insert(new);
    }
    first.ok_or_else(|| Error::conflict("This person has no device that can be reached."))
}

fn again(state: &Context, row: Model, address: String) -> ActiveModel {
    let now = state.now();
    ActiveModel {
        id: Set(state.new_id().to_string()),
        webhook_id: Set(row.webhook_id),
        organisation_id: Set(row.organisation_id),
        event_type: Set(row.event_type),
        state: Set(DeliveryState::Waiting.as_str().to_owned()),
        about_kind: Set(row.about_kind),
        about_id: Set(row.about_id),
        provider_id: Set(row.provider_id),
        notifier_id: Set(row.notifier_id),
        service_id: Set(row.service_id),
        signer_kind: Set(row.signer_kind),
        signer_id: Set(row.signer_id),
        subscription_id: Set(row.subscription_id),
        message_id: Set(None),
        replay_of: Set(Some(row.id)),
        name: Set(row.name),
        host_key: Set(if row.kind == DeliveryKind::Webhook.as_str() {
            host_key(&address)
        } else {
            row.host_key
        }),
        address: Set(address),
        kind: Set(row.kind),
        content: Set(row.content),
        attempts: Set(0),
        created_at: Set(now),
        started_at: Set(None),
        due_at: Set(Some(now)),
        leased_until: Set(None),
        ended_at: Set(None),
    }
}
