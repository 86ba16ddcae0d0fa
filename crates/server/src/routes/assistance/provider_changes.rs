//! `POST|PUT|PATCH|DELETE /api/v2/assistance-provider`: changes of providers by admins.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::IntoResponse;
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::assistance::{Provider, ProviderDraft};

use crate::assistance::check::check;
use crate::assistance::view::Secrets;
use crate::assistance::{store, view};
use crate::auth::staff::OrganisationAdmin;
use crate::context::Context;
use crate::state::AppState;
use database::entity::assistance_provider;
use web::detail::{AnyJson, Detailed, Refusal};
use web::error::Error;
use web::parameters::Id;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(create_provider)).routes(routes!(
        replace_provider,
        update_provider,
        delete_provider
    ))
}

/// Adds a provider. Only this response contains the secrets of its webhooks.
#[utoipa::path(post, path = "/api/v2/assistance-provider", tag = "assistance",
    request_body(content = wire::openapi::ProviderRequest, description = "name, label (at most 40 characters), content_type (customer, site or resident), object_id, and 1 to 20 of email_notifiers (name, email), webhook_notifiers (name, url), push_notifiers (name, user)"),
    responses((status = 201, description = "The provider", body = Provider), (status = 400, description = "The problem of each field, at its path"),
        (status = 401), (status = 403)))]
async fn create_provider(
    State(state): State<AppState>,
    Detailed(admin): Detailed<OrganisationAdmin>,
    AnyJson(body): AnyJson,
) -> Result<impl IntoResponse, Refusal> {
    let new = check(&state, admin.organisation_id, None, ProviderDraft::default(), &body).await?;
    let transaction = state.write().await?;
    let (row, secrets) = store::insert(&state, &*transaction, admin.organisation_id, new).await?;
    let location = format!("/api/v2/assistance-provider/{}", row.id);
    let shown = one(&*transaction, row, &secrets).await?;
    transaction.commit().await?;
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(shown)))
}

/// Replaces a provider. Notifiers with a known `id`, or with an address that one had before, keep their secret; all others are
/// replaced, and the secrets of new webhooks are shown once.
#[utoipa::path(put, path = "/api/v2/assistance-provider/{id}", tag = "assistance", params(("id" = i64, Path)),
    request_body(content = wire::openapi::ProviderRequest, description = "As for POST; notifiers may have their id"),
    responses((status = 200, description = "The provider", body = Provider), (status = 400), (status = 401), (status = 403), (status = 404)))]
async fn replace_provider(
    State(state): State<AppState>,
    Detailed(admin): Detailed<OrganisationAdmin>,
    Detailed(Id(id)): Detailed<Id>,
    AnyJson(body): AnyJson,
) -> Result<Json<Provider>, Refusal> {
    store::find(&*state.db, admin.organisation_id, id).await?;
    change(&state, admin.organisation_id, id, ProviderDraft::default(), &body).await
}

/// Changes a provider. Omitted fields stay unchanged; a list of notifiers replaces the old list.
#[utoipa::path(patch, path = "/api/v2/assistance-provider/{id}", tag = "assistance", params(("id" = i64, Path)),
    request_body(content = wire::openapi::ProviderPatch, description = "Any of the fields of POST", example = json!({ "label": "Duty Manager" })),
    responses((status = 200, description = "The provider", body = Provider), (status = 400), (status = 401), (status = 403), (status = 404)))]
async fn update_provider(
    State(state): State<AppState>,
    Detailed(admin): Detailed<OrganisationAdmin>,
    Detailed(Id(id)): Detailed<Id>,
    AnyJson(body): AnyJson,
) -> Result<Json<Provider>, Refusal> {
    let row = store::find(&*state.db, admin.organisation_id, id).await?;
    let draft = one(&*state.db, row, &Secrets::new()).await?.to_draft();
    change(&state, admin.organisation_id, id, draft, &body).await
}

/// Deletes a provider. Its deliveries are kept.
#[utoipa::path(delete, path = "/api/v2/assistance-provider/{id}", tag = "assistance", params(("id" = i64, Path)),
    responses((status = 204, description = "Removed"), (status = 401), (status = 403), (status = 404)))]
async fn delete_provider(
    State(state): State<AppState>,
    Detailed(admin): Detailed<OrganisationAdmin>,
    Detailed(Id(id)): Detailed<Id>,
) -> Result<StatusCode, Refusal> {
    let transaction = state.write().await?;
    store::find(&*transaction, admin.organisation_id, id).await?;
    store::delete(&*transaction, id).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn change(
    state: &Context,
    organisation_id: i64,
    id: i64,
    draft: ProviderDraft,
    body: &Value,
) -> Result<Json<Provider>, Refusal> {
    let new = check(state, organisation_id, Some(id), draft, body).await?;
    let transaction = state.write().await?;
    let row = store::find(&*transaction, organisation_id, id).await?;
    let (row, secrets) = store::replace(state, &*transaction, row, new).await?;
    let shown = one(&*transaction, row, &secrets).await?;
    transaction.commit().await?;
    Ok(Json(shown))
}

async fn one(
    db: &impl sea_orm::ConnectionTrait,
    row: assistance_provider::Model,
    secrets: &Secrets,
) -> Result<Provider, Error> {
    view::whole(db, vec![row], secrets).await?.pop().ok_or(Error::NotFound)
}
