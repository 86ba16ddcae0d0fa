//! Registering a service, changing it, and giving it a new key. The admin sees a key once, when it is created.

use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};
use serde_json::Value;
use wire::service::{Service, ServiceChange, ServiceSecrets};

use super::list::{one, own};
use super::notify_key;
use crate::accounts::revoke;
use crate::auth::caller::Admin;
use crate::auth::service_key::name_key;
use crate::context::Context;
use crate::deliveries::{Signer, secret};
use crate::services::insert::{check_name_is_free, insert};
use crate::state::AppState;
use database::entity::service::{ActiveModel, Column, Entity};
use web::error::Error;
use web::json;
use web::problem::{invalid, invalid_field};

/// Registers a service. Only this response contains its key and its callback secret.
#[utoipa::path(post, path = "/api/services", tag = "services",
    request_body(content = wire::openapi::ServiceRequest, description = "name; callbackUrl; contact", example = json!({"name": "Income Services", "callbackUrl": "https://income.example/callbacks"})),
    responses((status = 201, description = "The service with its secrets", body = ServiceSecrets), (status = 400), (status = 401), (status = 403),
        (status = 409, description = "A service with this name exists already"), (status = 422)))]
pub(crate) async fn create_service(
    State(state): State<AppState>,
    Admin(admin): Admin,
    request: Request,
) -> Result<Response, Error> {
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let new = ServiceChange::read_new(body).map_err(invalid)?;
    let callback_url = checked_url(&state, new.callback_url).await?.flatten();
    let transaction = state.write().await?;
    let organisation_id = admin.user.organisation_id.unwrap_or_default();
    let key = new_key(&state, new.name.as_deref().unwrap_or_default(), None);
    let name = new.name.unwrap_or_default();
    let mut row = insert(&*transaction, &state, organisation_id, name, callback_url, &key).await?;
    if let Some(contact) = new.contact.filter(|contact| !contact.is_empty()) {
        let change = ActiveModel { contact: Set(Some(contact)), ..row.into() };
        row = change.update(&*transaction).await?;
    }
    let callback_secret =
        Some(secret::rotate(&*transaction, &state, &Signer::Service(row.id.clone())).await?);
    let service = one(&*transaction, row, state.now()).await?;
    transaction.commit().await?;
    let location = [(header::LOCATION, format!("/api/services/{}", service.id))];
    let secrets = ServiceSecrets { service, service_key: key, callback_secret };
    Ok((StatusCode::CREATED, location, axum::Json(secrets)).into_response())
}

/// Changes the name, callback, GOV.UK Notify key, whether it is active, and whether it receives callbacks about readings. Omitted
/// fields stay unchanged.
#[utoipa::path(patch, path = "/api/services/{id}", tag = "services", params(("id" = String, Path)),
    request_body(content = ServiceChange, description = "name, callbackUrl, contact, active, readCallbacks; notifyKey (an empty one removes it)"),
    responses((status = 200, description = "The current service", body = Service), (status = 400), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "A service with this name exists already"), (status = 422)))]
pub(crate) async fn update_service(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
    request: Request,
) -> Result<axum::Json<Service>, Error> {
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let change = ServiceChange::read(body).map_err(invalid)?;
    let callback_url = checked_url(&state, change.callback_url).await?;
    let organisation_id = admin.user.organisation_id.unwrap_or_default();
    let transaction = state.write().await?;
    let row = own(&*transaction, organisation_id, &id).await?;
    let mut row: ActiveModel = row.into();
    if let Some(name) = change.name {
        check_name_is_free(&*transaction, organisation_id, &name, Some(&id)).await?;
        row.name_key = Set(name_key(&name));
        row.name = Set(name);
    }
    if let Some(url) = callback_url {
        row.callback_url = Set(url);
    }
    if let Some(key) = change.notify_key {
        notify_key::set(&state, &mut row, &key)?;
    }
    if let Some(read_callbacks) = change.read_callbacks {
        row.read_callbacks = Set(read_callbacks);
    }
    if let Some(contact) = change.contact {
        row.contact = Set(Some(contact).filter(|contact| !contact.is_empty()));
    }
    if row.is_changed() {
        row.update(&*transaction).await?;
    }
    if let Some(active) = change.active {
        revoke::switch_service(&*transaction, &id, active).await?;
    }
    let row = own(&*transaction, organisation_id, &id).await?;
    let service = one(&*transaction, row, state.now()).await?;
    transaction.commit().await?;
    Ok(axum::Json(service))
}

/// Creates a new key for the service, and a new secret for its callbacks. The old key is revoked at once; the old secret also
/// signs for a day.
#[utoipa::path(post, path = "/api/services/{id}/rotate", tag = "services", params(("id" = String, Path)),
    responses((status = 200, description = "The service with its new secrets", body = ServiceSecrets), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn rotate_key(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Result<axum::Json<ServiceSecrets>, Error> {
    let transaction = state.write().await?;
    let row = own(&*transaction, admin.user.organisation_id.unwrap_or_default(), &id).await?;
    let key = new_key(&state, &row.name, Some(&row.id));
    Entity::update_many()
        .filter(Column::Id.eq(&row.id))
        .col_expr(Column::KeyHash, Expr::value(database::digest::hash(&key)))
        .col_expr(Column::KeySealed, Expr::value(state.seal(&key)?))
        .col_expr(Column::KeyMadeAt, Expr::value(state.now()))
        .exec(&*transaction)
        .await?;
    let callback_secret =
        Some(secret::rotate(&*transaction, &state, &Signer::Service(row.id.clone())).await?);
    notify::mirror_service(&*transaction, &state, (&row).into(), &key).await?;
    let row = own(&*transaction, row.organisation_id, &id).await?;
    let service = one(&*transaction, row, state.now()).await?;
    transaction.commit().await?;
    Ok(axum::Json(ServiceSecrets { service, service_key: key, callback_secret }))
}

/// `{name}-{service}-{secret}`, as notify expects it. The name is for people; characters that a header cannot contain are
/// removed.
fn new_key(state: &Context, name: &str, id: Option<&str>) -> String {
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let mut bytes = [0; 16];
    state.random.fill(&mut bytes);
    let secret = uuid::Builder::from_random_bytes(bytes).into_uuid();
    let id = id.map_or_else(|| state.new_id().to_string(), str::to_owned);
    format!("{name}-{id}-{secret}")
}

/// The given callback: omitted, removed, or a URL that may be called.
async fn checked_url(state: &Context, said: Option<String>) -> Result<Option<Option<String>>, Error> {
    let Some(url) = said else { return Ok(None) };
    if url.is_empty() {
        return Ok(Some(None));
    }
    match crate::deliveries::check::check_address(state, &url).await {
        Ok(_) => Ok(Some(Some(url))),
        Err(complaint) => Err(invalid_field("callbackUrl", complaint.to_string())),
    }
}
