//! `POST /api/v2/assistance-request`: a resident chose a label on the phone or the television.

use axum::Json;
use axum::extract::{Request, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use sea_orm::{ActiveModelTrait, EntityTrait, QueryFilter, Set};
use serde_json::Value;
use wire::field_errors::FieldErrors;
use wire::session::Role;
use wire::target_type::TargetType;

use crate::assistance::requests::notify_provider::RequestMessage;
use crate::assistance::requests::{escalate, view};
use crate::assistance::visible;
use crate::auth::caller::Resident;
use crate::callouts::idempotency::{Key, Owner};
use crate::context::{Change, Context};
use crate::notifications;
use crate::notifications::{Audience, ServerNotification};
use crate::routes::callouts::create::still_in_flight;
use crate::state::AppState;
use database::entity::{assistance_provider, assistance_request, resident};
use web::detail::{Detailed, Refusal};
use web::error::Error;
use web::json;

/// Requests assistance from a provider. All its notifiers and the officers of the site are notified.
#[utoipa::path(post, path = "/api/v2/assistance-request", tag = "assistance",
    params(("Idempotency-Key" = Option<String>, Header, description = "A UUID that the client generates for each press; a repeated request with it creates no second one")),
    request_body(content = wire::assistance::NewAssistanceRequest, description = "provider", example = json!({ "provider": 10 })),
    responses((status = 201, description = "The request with its deliveries", body = wire::assistance::AssistanceRequest), (status = 400), (status = 401), (status = 403),
        (status = 404, description = "No such provider on this resident's television"),
        (status = 409, description = "A request with the same key is in progress; retry"),
        (status = 422, description = "The key was used with another body")))]
pub(crate) async fn create_assistance_request(
    State(state): State<AppState>,
    Detailed(own): Detailed<Resident>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Refusal> {
    let bytes = json::read_body(request, &state).await?;
    let wanted = provider_of(&json::parse(&bytes)?)?;
    let key = Key::read(&headers, &bytes);
    let transaction = state.write().await.map_err(|error| still_in_flight(error.into()))?;
    if let Some(key) = &key
        && let Some(stored) = key.stored(&*transaction, Owner::Assistance(own.id)).await?
    {
        return Ok(stored.again()?);
    }
    let who = resident::Entity::find_by_id(own.id).one(&*transaction).await?.ok_or(Error::NotFound)?;
    let provider = assistance_provider::Entity::find_by_id(wanted)
        .filter(visible::to_resident(&who))
        .one(&*transaction)
        .await?
        .ok_or(Error::NotFound)?;
    let row = assistance_request::ActiveModel {
        organisation_id: Set(who.organisation_id),
        site_id: Set(who.site_id),
        resident_id: Set(who.id),
        provider_id: Set(provider.id),
        label: Set(provider.label.clone()),
        created_at: Set(state.now()),
        ..Default::default()
    };
    let row = row.insert(&*transaction).await?;
    raise(&state, &*transaction, &row).await?;
    escalate::begin(&state, &*transaction, &row, &provider).await?;
    let shown = view::one(&*transaction, row).await?;
    if let Some(key) = key {
        let status = StatusCode::CREATED.as_u16();
        key.keep(&*transaction, Owner::Assistance(own.id), status, &shown, None, state.now()).await?;
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    let location = format!("/api/v2/assistance-request/{}", shown.id);
    Ok((StatusCode::CREATED, [(LOCATION, location)], Json(shown)).into_response())
}

fn provider_of(body: &Value) -> Result<i64, FieldErrors> {
    let number = &body["provider"];
    number.as_i64().or_else(|| number.as_str()?.trim().parse().ok()).ok_or_else(|| {
        let mut errors = FieldErrors::new();
        errors.add("provider", "Send the id of a provider.");
        errors
    })
}

/// Notifies the officers of the site; without a site, every officer of the organisation.
async fn raise(
    state: &Context,
    db: &impl sea_orm::ConnectionTrait,
    row: &assistance_request::Model,
) -> Result<(), Error> {
    let audience = match row.site_id {
        Some(site) => Audience::Patch(site),
        None => Audience::Role { organisation_id: row.organisation_id, role: Role::Officer },
    };
    let message = RequestMessage::of(db, row).await?.sentence(&row.label);
    let id = row.id.to_string();
    let mut raise = ServerNotification::new(
        row.organisation_id,
        TargetType::AssistanceRequested,
        id,
        message,
        vec![audience],
    );
    raise.site_id = row.site_id;
    notifications::raise(db, state, raise).await?;
    Ok(())
}
