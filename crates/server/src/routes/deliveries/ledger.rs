//! `GET /api/deliveries`: the list of deliveries for staff, by provider, request, service or API client.

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};
use serde::Deserialize;
use wire::delivery::{Delivery, DeliveryCause, DeliveryState};
use wire::session::Role;

use crate::auth::caller::Person;
use crate::auth::scopes;
use crate::deliveries::secret::CLIENT;
use crate::deliveries::view::delivery_views;
use crate::state::AppState;
use database::entity::delivery::{Column, Entity, Model};
use database::entity::delivery_attempt;
use web::error::Error;
use web::parameters::Query;

/// The most rows on one page.
const PAGE: u64 = 200;

/// The filters of the list.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct LedgerFilter {
    /// Only of this provider.
    provider: Option<i64>,
    /// Only of this notifier.
    notifier: Option<i64>,
    /// Only of this assistance request.
    request: Option<i64>,
    /// Only of this notification.
    notification: Option<String>,
    /// Only of this service.
    service: Option<String>,
    /// Only to the webhook of this API client.
    client: Option<String>,
    /// Only of this callout.
    callout: Option<i64>,
    /// `waiting`, `delivered` or `dead`.
    state: Option<String>,
    /// Only deliveries older than this one.
    before: Option<String>,
    /// The page size: 50 by default, 200 at most.
    limit: Option<u64>,
}

/// 403 for roles that may not read deliveries.
fn check_reader(person: &Person) -> Result<(), Error> {
    if !matches!(person.role, Role::Officer | Role::Manager | Role::Admin) {
        return Err(Error::forbidden(
            "This needs the role officer, manager or admin. Sign in with such an account.",
        ));
    }
    let organisation = person.user.organisation_id;
    organisation.map(|_| ()).ok_or_else(|| Error::forbidden("This account belongs to no organisation."))
}

/// The deliveries of the caller's organisation, or of an officer's patch, newest first, each with its attempts.
#[utoipa::path(get, path = "/api/deliveries", tag = "deliveries", params(LedgerFilter),
    responses((status = 200, description = "An array", body = Vec<Delivery>), (status = 304), (status = 400), (status = 401), (status = 403)))]
pub(crate) async fn list_deliveries(
    State(state): State<AppState>,
    person: Person,
    Query(wanted): Query<LedgerFilter>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    check_reader(&person)?;
    let limit = wanted.limit.unwrap_or(50).clamp(1, PAGE);
    let rows = filter(&person, wanted)?.order_by_desc(Column::Id).limit(limit).all(&*state.db).await?;
    web::etag::answer(&many(&*state.db, rows).await?, &headers)
}

fn filter(person: &Person, wanted: LedgerFilter) -> Result<Select<Entity>, Error> {
    let about = |cause: DeliveryCause, id: String| {
        Condition::all().add(Column::AboutKind.eq(cause.as_str())).add(Column::AboutId.eq(id))
    };
    let state = wanted.state.map(DeliveryState::from);
    if state == Some(DeliveryState::Unknown) {
        return Err(Error::bad_request("state: use waiting, delivered or dead."));
    }
    let only = Condition::all()
        .add(scopes::deliveries(person))
        .add_option(wanted.provider.map(|id| Column::ProviderId.eq(id)))
        .add_option(wanted.notifier.map(|id| Column::NotifierId.eq(id)))
        .add_option(wanted.service.map(|id| Column::ServiceId.eq(id)))
        .add_option(
            wanted
                .client
                .map(|id| Condition::all().add(Column::SignerKind.eq(CLIENT)).add(Column::SignerId.eq(id))),
        )
        .add_option(wanted.callout.map(|id| about(DeliveryCause::Callout, id.to_string())))
        .add_option(wanted.request.map(|id| about(DeliveryCause::AssistanceRequest, id.to_string())))
        .add_option(wanted.notification.map(|id| about(DeliveryCause::NotificationAction, id)))
        .add_option(state.map(|state| Column::State.eq(state.as_str())))
        .add_option(wanted.before.map(|id| Column::Id.lt(id)));
    Ok(Entity::find().filter(only))
}

/// One delivery with its content.
#[utoipa::path(get, path = "/api/deliveries/{id}", tag = "deliveries", params(("id" = String, Path)),
    responses((status = 200, description = "The delivery", body = Delivery), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn get_delivery(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
) -> Result<Json<Delivery>, Error> {
    let row = find(&*state.db, &person, &id).await?;
    Ok(Json(one(&*state.db, row).await?))
}

/// A delivery that the caller may read, or 404.
pub(crate) async fn find(db: &impl ConnectionTrait, person: &Person, id: &str) -> Result<Model, Error> {
    check_reader(person)?;
    Entity::find_by_id(id).filter(scopes::deliveries(person)).one(db).await?.ok_or(Error::NotFound)
}

/// One delivery as JSON representation.
pub(crate) async fn one(db: &impl ConnectionTrait, row: Model) -> Result<Delivery, Error> {
    let content = row.content.clone();
    let mut shown = many(db, vec![row]).await?.pop().ok_or(Error::NotFound)?;
    shown.body = Some(content);
    Ok(shown)
}

async fn many(db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<Vec<Delivery>, Error> {
    let ids = rows.iter().map(|row| row.id.as_str());
    let tried = delivery_attempt::Entity::find()
        .filter(delivery_attempt::Column::DeliveryId.is_in(ids))
        .order_by_asc(delivery_attempt::Column::Number)
        .all(db)
        .await?;
    let mut attempts: HashMap<String, Vec<_>> = HashMap::new();
    for attempt in tried {
        attempts.entry(attempt.delivery_id.clone()).or_default().push(attempt);
    }
    delivery_views(db, rows, attempts).await
}
