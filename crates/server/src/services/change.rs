//! Registering a service, changing it, and giving it a new key. The admin sees a key once, when it is made.

use axum::extract::{Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
};
use serde_json::Value;
use wire::service::{Service, ServiceChange, ServiceSecrets};

use super::list::{one, own};
use super::{name_key, notify_key};
use crate::deliveries::{Signer, secret};
use crate::state::AppState;
use crate::viewer::Admin;
use crate::{deliveries, revoke};
use database::entity::service::{ActiveModel, Column, Entity, Model};
use web::error::Error;
use web::json;
use web::problem::{invalid, invalid_field};

/// Registers a service. Key and callback secret are in this answer and in no other.
#[utoipa::path(post, path = "/api/services", tag = "services",
    request_body(content = serde_json::Value, description = "name; callbackUrl; contact", example = json!({"name": "Income Services", "callbackUrl": "https://income.example/callbacks"})),
    responses((status = 201, description = "The service with its secrets"), (status = 400), (status = 401), (status = 403),
        (status = 409, description = "There is one of this name"), (status = 422)))]
pub(super) async fn create_service(
    State(state): State<AppState>,
    Admin(admin): Admin,
    request: Request,
) -> Result<Response, Error> {
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let new = ServiceChange::read_new(body).map_err(invalid)?;
    let callback_url = checked_url(&state, new.callback_url).await?.flatten();
    let transaction = state.write().await?;
    let customer_id = admin.user.customer_id.unwrap_or_default();
    let key = new_key(&state, new.name.as_deref().unwrap_or_default(), None);
    let name = new.name.unwrap_or_default();
    let mut row = insert(&*transaction, &state, customer_id, name, callback_url, &key).await?;
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

/// Stores a service with this key. 409 when its organisation has one of the same name.
pub(crate) async fn insert(
    transaction: &impl ConnectionTrait,
    state: &AppState,
    customer_id: i64,
    name: String,
    callback_url: Option<String>,
    key: &str,
) -> Result<Model, Error> {
    check_name_is_free(transaction, customer_id, &name, None).await?;
    let now = state.now();
    let row = ActiveModel {
        id: Set(id_in(key)),
        customer_id: Set(customer_id),
        name_key: Set(name_key(&name)),
        name: Set(name),
        key_hash: Set(database::digest::hash(key)),
        key_sealed: Set(state.seal(key)?),
        key_made_at: Set(now),
        callback_url: Set(callback_url),
        notify_key: Set(None),
        notify_key_name: Set(None),
        notify_key_at: Set(None),
        contact: Set(None),
        active: Set(true),
        read_callbacks: Set(false),
        last_sent_at: Set(None),
        created_at: Set(now),
    };
    let row = row.insert(transaction).await?;
    notify::mirror_service(transaction, state, (&row).into(), key).await?;
    Ok(row)
}

/// Changes name, callback, GOV.UK Notify key, whether it may send, and whether it is told of readings; what is left out stays.
#[utoipa::path(patch, path = "/api/services/{id}", tag = "services", params(("id" = String, Path)),
    request_body(content = serde_json::Value, description = "name, callbackUrl, contact, active, readCallbacks; notifyKey (an empty one takes it away)"),
    responses((status = 200, description = "The service as it is now"), (status = 400), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "There is one of this name"), (status = 422)))]
pub(super) async fn update_service(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
    request: Request,
) -> Result<axum::Json<Service>, Error> {
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let change = ServiceChange::read(body).map_err(invalid)?;
    let callback_url = checked_url(&state, change.callback_url).await?;
    let customer_id = admin.user.customer_id.unwrap_or_default();
    let transaction = state.write().await?;
    let row = own(&*transaction, customer_id, &id).await?;
    let mut row: ActiveModel = row.into();
    if let Some(name) = change.name {
        check_name_is_free(&*transaction, customer_id, &name, Some(&id)).await?;
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
    let row = own(&*transaction, customer_id, &id).await?;
    let service = one(&*transaction, row, state.now()).await?;
    transaction.commit().await?;
    Ok(axum::Json(service))
}

/// Gives the service a new key, and its callbacks a new secret; the old key ends at once, the old secret signs for a day more.
#[utoipa::path(post, path = "/api/services/{id}/rotate", tag = "services", params(("id" = String, Path)),
    responses((status = 200, description = "The service with its new secrets"), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn rotate_key(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Result<axum::Json<ServiceSecrets>, Error> {
    let transaction = state.write().await?;
    let row = own(&*transaction, admin.user.customer_id.unwrap_or_default(), &id).await?;
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
    let row = own(&*transaction, row.customer_id, &id).await?;
    let service = one(&*transaction, row, state.now()).await?;
    transaction.commit().await?;
    Ok(axum::Json(ServiceSecrets { service, service_key: key, callback_secret }))
}

/// `{name}-{service}-{secret}`, as the sender reads it. The name is for people; it loses what would not fit into a header.
fn new_key(state: &AppState, name: &str, id: Option<&str>) -> String {
    let name: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    let mut bytes = [0; 16];
    state.random.fill(&mut bytes);
    let secret = uuid::Builder::from_random_bytes(bytes).into_uuid();
    let id = id.map_or_else(|| state.new_id().to_string(), str::to_owned);
    format!("{name}-{id}-{secret}")
}

/// The service's id within its key.
pub(crate) fn id_in(key: &str) -> String {
    let end = key.len() - 37;
    key[end - 36..end].to_owned()
}

async fn check_name_is_free(
    db: &impl ConnectionTrait,
    customer_id: i64,
    name: &str,
    but: Option<&str>,
) -> Result<(), Error> {
    let mut others =
        Entity::find().filter(Column::CustomerId.eq(customer_id)).filter(Column::NameKey.eq(name_key(name)));
    if let Some(id) = but {
        others = others.filter(Column::Id.ne(id));
    }
    if others.count(db).await? > 0 {
        return Err(Error::conflict("There is a service of this name already. Choose another."));
    }
    Ok(())
}

/// What was said of the callback: nothing, none, or an address that may be called.
async fn checked_url(state: &AppState, said: Option<String>) -> Result<Option<Option<String>>, Error> {
    let Some(url) = said else { return Ok(None) };
    if url.is_empty() {
        return Ok(Some(None));
    }
    match deliveries::check_address(state, &url).await {
        Ok(_) => Ok(Some(Some(url))),
        Err(complaint) => Err(invalid_field("callbackUrl", complaint.to_string())),
    }
}
