//! `/api/cautions`: cautionary records, as reported by the systems that maintain them.

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect, Set,
};
use serde_json::Value;
use wire::target_type::TargetType;
use wire::visit::{Caution, NewCaution};

use crate::auth::caller::Caller;
use crate::context::{Change, Context};
use crate::notifications;
use crate::notifications::{Audience, ServerNotification, audience_of};
use crate::state::AppState;
use crate::visits::cautions::{CautionRecord, record_caution};
use crate::visits::{scope, view};
use database::entity::{caution, site};
use web::error::Error;
use web::json;
use web::problem::{invalid, invalid_field};

/// The most cautions in one list.
const LIST_LIMIT: u64 = 200;

/// The current cautions, newest first.
#[utoipa::path(get, path = "/api/cautions", tag = "visits",
    responses((status = 200, description = "An array, at most 200", body = Vec<Caution>), (status = 401), (status = 403)))]
pub(crate) async fn list_cautions(
    State(state): State<AppState>,
    caller: Caller,
) -> Result<axum::Json<Vec<Caution>>, Error> {
    let rows = caution::Entity::find()
        .filter(scope::cautions(&caller)?)
        .filter(caution::Column::EndedAt.is_null())
        .order_by_desc(caution::Column::CreatedAt)
        .order_by_desc(caution::Column::Id)
        .limit(LIST_LIMIT)
        .all(&*state.db)
        .await?;
    Ok(axum::Json(rows.into_iter().map(view::caution).collect()))
}

/// Stores a caution about a home or household. The household's officer is notified, or the officers of the site; and so is every
/// officer who is going to visit there.
#[utoipa::path(put, path = "/api/cautions/{id}", tag = "visits", params(("id" = String, Path)),
    request_body(content = NewCaution, description = "property or household, message, siteId, user: the officer of the household",
        example = json!({"property": "33-acacia-avenue", "message": "Visit in pairs.", "siteId": 5})),
    responses((status = 200, description = "The current caution", body = Caution), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(crate) async fn put_caution(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    request: Request,
) -> Result<axum::Json<Caution>, Error> {
    scope::check_keeps(&caller)?;
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let new = NewCaution::read(body).map_err(invalid)?;
    if id.chars().count() > 200 {
        return Err(invalid_field("id", "write at most 200 characters"));
    }
    let organisation_id = caller.organisation_id();
    let transaction = state.write().await?;
    let before = caution::Entity::find_by_id((organisation_id, id.clone())).one(&*transaction).await?;
    if before.is_some() {
        own(&*transaction, &caller, &id).await?;
    }
    if let Some(site) = new.site_id {
        let own = site::Entity::find_by_id(site.0).filter(site::Column::OrganisationId.eq(organisation_id));
        own.one(&*transaction).await?.ok_or_else(|| invalid_field("siteId", "there is no such site"))?;
    }
    notify_household(&*transaction, &state, organisation_id, &id, &new).await?;
    let (service_id, client_id) = match &before {
        Some(before) => (before.service_id.clone(), before.client_id.clone()),
        None => (caller.service().map(|service| service.id.clone()), caller.client_id()),
    };
    let record = CautionRecord {
        organisation_id,
        id,
        property: new.property,
        household: new.household,
        site_id: new.site_id.map(|site| site.0),
        message: new.message,
        service_id,
        client_id,
        known_to: new.user,
    };
    let row = record_caution(&*transaction, &state, record).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(axum::Json(view::caution(row)))
}

/// Notifies the household's officer: once, and again if the text changes.
async fn notify_household(
    transaction: &impl ConnectionTrait,
    state: &Context,
    organisation_id: i64,
    id: &str,
    new: &NewCaution,
) -> Result<(), Error> {
    let audience = match (&new.user, new.site_id) {
        (Some(user), _) => audience_of(transaction, organisation_id, user).await?,
        (None, Some(site)) => vec![Audience::Patch(site.0)],
        (None, None) => vec![Audience::Team { organisation_id, team: "housing".to_owned() }],
    };
    let place = new.property.as_ref().or(new.household.as_ref()).cloned().unwrap_or_default();
    let message = format!("{}: {}", wire::label::isolated(&place), new.message);
    let words = database::digest::hash(&message);
    let raise = ServerNotification {
        once: Some(format!("caution:{organisation_id}:{id}:{words}")),
        site_id: new.site_id.map(|site| site.0),
        follow_on_url: Some("/staff/visits".to_owned()),
        ..ServerNotification::new(
            organisation_id,
            TargetType::CautionaryContact,
            new.household.clone().unwrap_or_else(|| id.to_owned()),
            message,
            audience,
        )
    };
    notifications::raise(transaction, state, raise).await.map(drop)
}

async fn own(db: &impl ConnectionTrait, caller: &Caller, id: &str) -> Result<caution::Model, Error> {
    let own = caution::Entity::find_by_id((caller.organisation_id(), id.to_owned()))
        .filter(scope::cautions(caller)?);
    own.one(db).await?.ok_or(Error::NotFound)
}

/// Ends a caution: nobody else is notified of it.
#[utoipa::path(delete, path = "/api/cautions/{id}", tag = "visits", params(("id" = String, Path)),
    responses((status = 204, description = "The caution has ended"), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn end_caution(
    State(state): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    let row = own(&*transaction, &caller, &id).await?;
    if row.ended_at.is_none() {
        let mut row = row.into_active_model();
        row.ended_at = Set(Some(state.now()));
        row.updated_at = Set(state.now());
        row.update(&*transaction).await?;
    }
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
