//! `POST /api/v2/webhook-notifiers/{id}/rotate`: a new secret, shown once; the old one also signs for a day.

use axum::Json;
use axum::extract::State;
use sea_orm::EntityTrait;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::assistance::{NotifierKind, RotatedSecret};
use wire::id::NotifierId;
use wire::time::Timestamp;

use crate::assistance::store;
use crate::auth::staff::OrganisationAdmin;
use crate::deliveries::secret;
use crate::deliveries::secret::Signer;
use crate::state::AppState;
use database::entity::notifier;
use web::detail::{Detailed, Refusal};
use web::error::Error;
use web::parameters::Id;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(rotate_webhook_notifier))
}

/// Creates a new secret. For 24 hours each request is signed with both.
#[utoipa::path(post, path = "/api/v2/webhook-notifiers/{id}/rotate", tag = "assistance", params(("id" = i64, Path)),
    responses((status = 200, description = "id, secret, former_until", body = RotatedSecret), (status = 401), (status = 403), (status = 404)))]
async fn rotate_webhook_notifier(
    State(state): State<AppState>,
    Detailed(admin): Detailed<OrganisationAdmin>,
    Detailed(Id(id)): Detailed<Id>,
) -> Result<Json<RotatedSecret>, Refusal> {
    let transaction = state.write().await?;
    let row = notifier::Entity::find_by_id(id).one(&*transaction).await?.ok_or(Error::NotFound)?;
    store::find(&*transaction, admin.organisation_id, row.provider_id).await?;
    if row.kind() != NotifierKind::Webhook {
        return Err(Error::NotFound.into());
    }
    let secret = secret::rotate(&*transaction, &state, &Signer::Notifier(id)).await?;
    transaction.commit().await?;
    let former_until = Timestamp::from_millis(state.now() + secret::OVERLAP);
    Ok(Json(RotatedSecret { id: NotifierId(id), secret, former_until }))
}
