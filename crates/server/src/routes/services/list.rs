//! `GET /api/services` and `…/{id}`: the services and their statistics. For admins, and read-only for managers and officers.

use std::collections::HashMap;

use axum::extract::{Path, State};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder};
use wire::id::ServiceId;
use wire::service::Service;
use wire::session::Role;
use wire::time::Timestamp;

use crate::auth::caller::Person;
use crate::state::AppState;
use database::entity::service::{Column, Entity, Model};
use database::sql::Sql;
use web::error::Error;

/// The period over which messages are counted.
const COUNTED: i64 = 30 * 24 * 60 * 60 * 1000;

/// The caller's organisation, if they may read services; officers may, because they answer questions about what is sent.
pub(crate) fn may_look(person: &Person) -> Result<i64, Error> {
    match person.role {
        Role::Officer | Role::Manager | Role::Admin => Ok(person.user.organisation_id.unwrap_or_default()),
        _ => Err(Error::forbidden("This needs the role officer, manager or admin.")),
    }
}

/// The services of the organisation, by name.
#[utoipa::path(get, path = "/api/services", tag = "services",
    responses((status = 200, description = "An array", body = Vec<Service>), (status = 401), (status = 403)))]
pub(crate) async fn list_services(
    State(state): State<AppState>,
    person: Person,
) -> Result<axum::Json<Vec<Service>>, Error> {
    let organisation_id = may_look(&person)?;
    let rows = Entity::find()
        .filter(Column::OrganisationId.eq(organisation_id))
        .order_by_asc(Column::NameKey)
        .all(&*state.db)
        .await?;
    Ok(axum::Json(many(&*state.db, rows, state.now()).await?))
}

/// One service.
#[utoipa::path(get, path = "/api/services/{id}", tag = "services", params(("id" = String, Path)),
    responses((status = 200, description = "The service", body = Service), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn get_service(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
) -> Result<axum::Json<Service>, Error> {
    let row = own(&*state.db, may_look(&person)?, &id).await?;
    Ok(axum::Json(one(&*state.db, row, state.now()).await?))
}

/// A service of this organisation, or 404.
pub(crate) async fn own(db: &impl ConnectionTrait, organisation_id: i64, id: &str) -> Result<Model, Error> {
    let found = Entity::find_by_id(id).one(db).await?;
    found.filter(|service| service.organisation_id == organisation_id).ok_or(Error::NotFound)
}

pub(crate) async fn one(db: &impl ConnectionTrait, row: Model, now: i64) -> Result<Service, Error> {
    many(db, vec![row], now).await?.pop().ok_or(Error::NotFound)
}

#[derive(FromQueryResult)]
struct CountRow {
    service_id: String,
    n: i64,
}

async fn many(db: &impl ConnectionTrait, rows: Vec<Model>, now: i64) -> Result<Vec<Service>, Error> {
    let ids: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
    let sent = "FROM notification WHERE created_at >";
    let sent = counts(db, sent, now, &ids, "").await?;
    let failed = "FROM message WHERE created_at >";
    let failed =
        counts(db, failed, now, &ids, " AND status IN ('failed', 'permanent-failure', 'technical-failure')")
            .await?;
    let shown = rows.iter().map(|row| Service {
        id: ServiceId(row.id.clone()),
        name: row.name.clone(),
        callback_url: row.callback_url.clone(),
        contact: row.contact.clone(),
        active: row.active,
        read_callbacks: row.read_callbacks,
        created_at: Timestamp::from_millis(row.created_at),
        key_made_at: Timestamp::from_millis(row.key_made_at),
        notify_key_at: row.notify_key_at.map(Timestamp::from_millis),
        notify_key_name: row.notify_key_name.clone(),
        last_sent_at: row.last_sent_at.map(Timestamp::from_millis),
        sent_count: sent.get(&row.id).copied().unwrap_or_default(),
        failed_count: failed.get(&row.id).copied().unwrap_or_default(),
    });
    Ok(shown.collect())
}

async fn counts(
    db: &impl ConnectionTrait,
    from: &str,
    now: i64,
    ids: &[&str],
    and: &str,
) -> Result<HashMap<String, i64>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql = Sql::new(&format!("SELECT service_id, count(*) AS n {from} "));
    sql.bind(now - COUNTED).push(" AND service_id IN (").bind_all(ids.iter().copied());
    sql.push(&format!("){and} GROUP BY service_id"));
    Ok(sql.all::<CountRow>(db).await?.into_iter().map(|row| (row.service_id, row.n)).collect())
}
