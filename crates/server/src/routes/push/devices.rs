//! `/api/push-subscriptions`: the caller's own devices.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::USER_AGENT;
use axum::http::{HeaderMap, StatusCode};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, Set};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::label;
use wire::push::{DEVICE_LIMIT, NAME_LIMIT, NewPushDevice, PushDevice, PushDevices};
use wire::time::Timestamp;

use crate::auth::caller::Person;
use crate::context::Context;
use crate::deliveries::check::check_push_address;
use crate::push::send::keys;
use crate::state::AppState;
use database::entity::push_subscription::{ActiveModel, Column, Entity, Model};
use web::error::Error;
use web::json::JsonBody;

/// The routes of this file.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_push_subscriptions, create_push_subscription))
        .routes(routes!(get_push_subscription, delete_push_subscription))
}

/// The caller's own devices, and the key that a browser subscribes with.
#[utoipa::path(get, path = "/api/push-subscriptions", tag = "push",
    responses((status = 200, description = "key; devices: id, name, createdAt, deliveredAt, failedAt, testedAt, receivedAt", body = PushDevices), (status = 401), (status = 403)))]
async fn list_push_subscriptions(
    State(state): State<AppState>,
    person: Person,
) -> Result<Json<PushDevices>, Error> {
    let rows = Entity::find()
        .filter(Column::UserId.eq(&person.user.id))
        .order_by_asc(Column::Id)
        .all(&*state.db)
        .await?;
    let key = crate::push::keys::keys(&state).await?.public.clone();
    Ok(Json(PushDevices { key, devices: rows.into_iter().map(to_wire).collect() }))
}

/// Registers the calling browser. If it is registered already, its name and keys are updated, and its owner if another person has
/// signed in there since.
#[utoipa::path(post, path = "/api/push-subscriptions", tag = "push",
    request_body(content = NewPushDevice, description = "name, endpoint, keys: p256dh, auth; as PushSubscription.toJSON() returns them"),
    responses((status = 201, description = "The device", body = PushDevice), (status = 400), (status = 401), (status = 403), (status = 409, description = "The person has twenty devices already")))]
async fn create_push_subscription(
    State(state): State<AppState>,
    person: Person,
    headers: HeaderMap,
    JsonBody(new): JsonBody<NewPushDevice>,
) -> Result<(StatusCode, Json<PushDevice>), Error> {
    let name = check_name(&new.name)?.unwrap_or_else(|| named_after(&headers));
    if keys(&new.keys.p256dh, &new.keys.auth).is_none() {
        return Err(Error::bad_request("keys: send p256dh and auth as the browser provides them."));
    }
    check_push_address(&state, &new.endpoint)
        .await
        .map_err(|refusal| Error::bad_request(format!("endpoint: {refusal}")))?;
    let now = state.now();
    let transaction = state.write().await?;
    let known = Entity::find().filter(Column::Endpoint.eq(&new.endpoint)).one(&*transaction).await?;
    let mut row = ActiveModel {
        user_id: Set(person.user.id.clone()),
        name: Set(name),
        endpoint: Set(new.endpoint),
        p256dh: Set(new.keys.p256dh),
        auth: Set(new.keys.auth),
        ..Default::default()
    };
    let stored = match known {
        Some(known) => {
            row.id = Set(known.id);
            row.update(&*transaction).await?
        }
        None => {
            let own = Entity::find().filter(Column::UserId.eq(&person.user.id)).count(&*transaction).await?;
            if own >= DEVICE_LIMIT as u64 {
                let message = "You have twenty devices already. Remove one that you no longer use.";
                return Err(Error::conflict(message));
            }
            row.id = Set(state.new_id().to_string());
            row.created_at = Set(now);
            row.insert(&*transaction).await?
        }
    };
    transaction.commit().await?;
    Ok((StatusCode::CREATED, Json(to_wire(stored))))
}

/// One of the caller's own devices; `receivedAt` tells whether the latest test arrived.
#[utoipa::path(get, path = "/api/push-subscriptions/{id}", tag = "push", params(("id" = String, Path)),
    responses((status = 200, description = "The device", body = PushDevice), (status = 401), (status = 403), (status = 404)))]
async fn get_push_subscription(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Json<PushDevice>, Error> {
    Ok(Json(to_wire(find(&state, &person, &id).await?)))
}

/// Removes a device; it receives no more pushes.
#[utoipa::path(delete, path = "/api/push-subscriptions/{id}", tag = "push", params(("id" = String, Path)),
    responses((status = 204, description = "Removed"), (status = 401), (status = 403), (status = 404)))]
async fn delete_push_subscription(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    let deleted = Entity::delete_many()
        .filter(Column::Id.eq(id))
        .filter(Column::UserId.eq(person.user.id))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    if deleted.rows_affected == 0 { Err(Error::NotFound) } else { Ok(StatusCode::NO_CONTENT) }
}

/// One of the caller's own devices, or 404.
pub(crate) async fn find(state: &Context, person: &Person, id: &str) -> Result<Model, Error> {
    let row = Entity::find_by_id(id).one(&*state.db).await?;
    row.filter(|row| row.user_id == person.user.id).ok_or(Error::NotFound)
}

/// Validates the name of a device; `None` if it is empty.
fn check_name(name: &str) -> Result<Option<String>, Error> {
    let complain = |problem: label::Problem| Error::bad_request(format!("name: {}", problem.message("")));
    label::parse_optional(name, NAME_LIMIT).map_err(complain)
}

/// A default name from the browser's own description: "Chrome on Android".
fn named_after(headers: &HeaderMap) -> String {
    let said = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let first = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| said.contains(mark)).map(|(_, name)| *name)
    };
    // In this order, because each also names those before it.
    let browser = first(&[
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "A device".to_owned(),
    }
}

pub(crate) fn to_wire(row: Model) -> PushDevice {
    let time = |millis: Option<i64>| millis.map(Timestamp::from_millis);
    PushDevice {
        id: row.id,
        name: row.name,
        created_at: Timestamp::from_millis(row.created_at),
        delivered_at: time(row.delivered_at),
        failed_at: time(row.failed_at),
        tested_at: time(row.tested_at),
        received_at: time(row.received_at),
    }
}
