//! `PUT|DELETE /api/records/{kind}/{id}`: a service reports a complete record that it maintains. People who were notified of the
//! record read it, decide, and follow its actions.

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use sea_orm::EntityTrait;
use serde_json::Value;
use wire::record::{NewRecord, Record};
use wire::target_type::TargetType;
use wire::time::Timestamp;

use crate::auth::caller::Caller;
use crate::context::Context;
use crate::notifications::links::record_kind;
use crate::records::keep::put;
use crate::state::AppState;
use database::entity::record::Entity;
use database::entity::service;
use web::error::Error;
use web::json;
use web::problem::{invalid, invalid_field};

/// Kinds of records that belong to Tocsin itself.
const OWN: [&str; 5] = ["callout", "assistance-request", "delivery", "guideline", "record"];

/// Creates or replaces a record. A change of its state is added to its events.
#[utoipa::path(put, path = "/api/records/{kind}/{id}", tag = "records", params(("kind" = String, Path), ("id" = String, Path)),
    request_body(content = NewRecord, description = "title, state, fields (name, value, at, link, staffOnly), actions (label, link, staffOnly)",
        example = json!({"title": "Work order 70412", "state": "variation asked for", "fields": [{"name": "Home", "value": "33 Acacia Avenue"}],
            "actions": [{"label": "Open in Repairs", "link": "https://repairs.example/70412"}]})),
    responses((status = 200, description = "The current record", body = Record), (status = 400), (status = 401), (status = 403),
        (status = 409, description = "Another service maintains this record"), (status = 422)))]
pub(crate) async fn put_record(
    State(state): State<AppState>,
    caller: Caller,
    Path((kind, id)): Path<(String, String)>,
    request: Request,
) -> Result<axum::Json<Record>, Error> {
    let service = keeper(caller)?;
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let new = NewRecord::read(body).map_err(invalid)?;
    check_address(&kind, &id)?;
    let transaction = state.write().await?;
    let known =
        Entity::find_by_id((service.organisation_id, kind.clone(), id.clone())).one(&*transaction).await?;
    if known.as_ref().and_then(|known| known.service_id.as_ref()).is_some_and(|keeper| *keeper != service.id)
    {
        return Err(Error::conflict("Another service maintains this record. Use another id."));
    }
    put(&*transaction, &service, (&kind, &id), &new, known, state.now()).await?;
    transaction.commit().await?;
    let record = find(&state, service.organisation_id, &kind, &id).await?;
    Ok(axum::Json(record.ok_or(Error::NotFound)?))
}

/// Deletes a record. After this, notifications about it link to its service.
#[utoipa::path(delete, path = "/api/records/{kind}/{id}", tag = "records", params(("kind" = String, Path), ("id" = String, Path)),
    responses((status = 204), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn delete_record(
    State(state): State<AppState>,
    caller: Caller,
    Path((kind, id)): Path<(String, String)>,
) -> Result<StatusCode, Error> {
    let service = keeper(caller)?;
    let transaction = state.write().await?;
    let key = (service.organisation_id, kind, id);
    let known = Entity::find_by_id(key.clone()).one(&*transaction).await?;
    known.filter(|known| known.service_id.as_ref() == Some(&service.id)).ok_or(Error::NotFound)?;
    Entity::delete_by_id(key).exec(&*transaction).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

fn keeper(caller: Caller) -> Result<service::Model, Error> {
    match caller {
        Caller::Service(service) => Ok(service),
        _ => Err(Error::forbidden(
            "Only services can maintain records. Send the service's key as bearer token.",
        )),
    }
}

fn check_address(kind: &str, id: &str) -> Result<(), Error> {
    let mut kinds: Vec<&str> =
        TargetType::ALL.iter().map(record_kind).filter(|kind| !OWN.contains(kind)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    if OWN.contains(&kind) {
        return Err(invalid_field("kind", "Tocsin maintains these itself"));
    }
    if !kinds.contains(&kind) {
        return Err(invalid_field("kind", format!("write one of {}", kinds.join(", "))));
    }
    if id.trim().is_empty() || id.chars().count() > 200 || id.chars().any(char::is_control) {
        return Err(invalid_field("id", "write 1 to 200 characters"));
    }
    Ok(())
}

/// A record as its service last reported it.
pub(crate) async fn find(
    state: &Context,
    organisation_id: i64,
    kind: &str,
    id: &str,
) -> Result<Option<Record>, Error> {
    let db = &*state.db;
    let row = Entity::find_by_id((organisation_id, kind.to_owned(), id.to_owned())).one(db).await?;
    let Some(row) = row else { return Ok(None) };
    let service = match &row.service_id {
        Some(id) => service::Entity::find_by_id(id).one(db).await?,
        None => None,
    };
    Ok(Some(Record {
        kind: row.kind,
        id: row.id,
        title: row.title,
        state: row.state,
        facts: serde_json::from_str(&row.facts).unwrap_or_default(),
        events: serde_json::from_str(&row.events).unwrap_or_default(),
        actions: serde_json::from_str(&row.actions).unwrap_or_default(),
        contact: service.as_ref().and_then(|service| service.contact.clone()),
        service: service.map(|service| service.name),
        updated_at: (row.updated_at > 0).then(|| Timestamp::from_millis(row.updated_at)),
        trouble: false,
        demo: state.config.demo,
    }))
}
