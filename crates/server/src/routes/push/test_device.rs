//! Tests whether a device can be reached: its service worker answers the push automatically.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::delivery::DeliveryCause;
use wire::push::PushDevice;

use super::devices::{find, to_wire};
use crate::auth::caller::Person;
use crate::deliveries;
use crate::deliveries::new_delivery::{DeliverySubject, NewDelivery, Target};
use crate::push::payload::{Payload, Urgency};
use crate::state::AppState;
use database::entity::push_subscription::{Column, Entity};
use web::error::Error;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(test_push_subscription)).routes(routes!(create_push_receipt))
}

/// Pushes to one of the caller's own devices. Its service worker posts to the path in `receipt`; after that `receivedAt` is later
/// than `testedAt`.
#[utoipa::path(post, path = "/api/push-subscriptions/{id}/test", tag = "push", params(("id" = String, Path)),
    responses((status = 202, description = "The device with its new testedAt; read it again for receivedAt", body = PushDevice), (status = 401), (status = 403), (status = 404)))]
async fn test_push_subscription(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<PushDevice>), Error> {
    let mut device = find(&state, &person, &id).await?;
    let (now, receipt) = (state.now(), state.new_secret());
    let payload = Payload {
        title: "This device can be reached".to_owned(),
        body: "You asked Tocsin to test it.".to_owned(),
        path: "/".to_owned(),
        tag: Some("test".to_owned()),
        receipt: Some(format!("/api/push-receipts/{receipt}")),
        urgency: Urgency::High,
        ..Payload::default()
    };
    let new = NewDelivery {
        event: "push.test".to_owned(),
        organisation_id: None,
        about: DeliverySubject { cause: DeliveryCause::Test, id: device.id.clone() },
        provider_id: None,
        notifier_id: None,
        service_id: None,
        target: Target::Device { device: device.clone(), payload },
    };
    let transaction = state.write().await?;
    Entity::update_many()
        .filter(Column::Id.eq(&device.id))
        .col_expr(Column::TestedAt, Expr::value(now))
        .col_expr(Column::TestHash, Expr::value(database::digest::hash(&receipt)))
        .exec(&*transaction)
        .await?;
    deliveries::enqueue(&*transaction, &state, new).await?;
    transaction.commit().await?;
    device.tested_at = Some(now);
    Ok((StatusCode::ACCEPTED, Json(to_wire(device))))
}

/// Confirms that a test arrived. Only the secret in the path is needed, because a service worker may run while nobody is signed
/// in.
#[utoipa::path(post, path = "/api/push-receipts/{receipt}", tag = "push", params(("receipt" = String, Path)),
    responses((status = 204, description = "Noted"), (status = 404, description = "There is no pending test")))]
async fn create_push_receipt(
    State(state): State<AppState>,
    Path(receipt): Path<String>,
) -> Result<StatusCode, Error> {
    let no_text: Option<String> = None;
    let is_it = Column::TestHash.eq(database::digest::hash(&receipt));
    // Anybody may call this, so a wrong guess must not take the write lock.
    Entity::find().filter(is_it.clone()).one(&*state.db).await?.ok_or(Error::NotFound)?;
    let transaction = state.write().await?;
    let noted = Entity::update_many()
        .filter(is_it)
        .col_expr(Column::ReceivedAt, Expr::value(state.now()))
        .col_expr(Column::TestHash, Expr::value(no_text))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    if noted.rows_affected == 0 { Err(Error::NotFound) } else { Ok(StatusCode::NO_CONTENT) }
}
