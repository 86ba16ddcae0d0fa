//! `GET /api/control/suppliers`: companies that send responders, or that a controller rings.

use std::collections::{HashMap, HashSet};

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use wire::control::ControlSupplier;

use crate::auth::caller::Controller;
use crate::auth::control_scope::ControlScope;
use crate::fleet::suppliers::to_wire;
use crate::state::AppState;
use database::entity::{responder, supplier, supplier_organisation};
use database::response_types;
use web::error::Error;
use web::parameters::{Id, Query};

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SupplierFilter {
    callout: Option<i64>,
}

/// The suppliers of the controller's organisations. With `?callout=<id>` those that serve the resident's organisation.
#[utoipa::path(get, path = "/api/control/suppliers", tag = "control",
    params(("callout" = Option<i64>, Query, description = "Only those that may be dispatched to this callout")),
    responses((status = 200, description = "An array", body = Vec<ControlSupplier>), (status = 304), (status = 400), (status = 401), (status = 403), (status = 404, description = "No such callout")))]
pub(crate) async fn list_suppliers(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
    Query(filter): Query<SupplierFilter>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let serving = match filter.callout {
        Some(id) => {
            let callout = scope.find_callout(&*state.db, id).await?;
            ControlScope::of_callout(&*state.db, &callout).await?
        }
        None => scope.clone(),
    };
    let rows = supplier::Entity::find()
        .filter(supplier::Column::Deleted.eq(false))
        .filter(serving.suppliers())
        .order_by_asc(supplier::Column::Id)
        .all(&*state.db)
        .await?;
    web::etag::answer(&many(&*state.db, &scope, rows).await?, &headers)
}

/// One supplier.
#[utoipa::path(get, path = "/api/control/suppliers/{id}", tag = "control", params(("id" = i64, Path)),
    responses((status = 200, description = "The supplier", body = ControlSupplier), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn get_supplier(
    State(state): State<AppState>,
    Controller { scope, .. }: Controller,
    Id(id): Id,
) -> Result<axum::Json<ControlSupplier>, Error> {
    one(&*state.db, &scope, id).await
}

/// One supplier in its current state, or 404.
pub(crate) async fn one(
    db: &impl ConnectionTrait,
    scope: &ControlScope,
    id: i64,
) -> Result<axum::Json<ControlSupplier>, Error> {
    let mut list = many(db, scope, vec![scope.find_supplier(db, id).await?]).await?;
    list.pop().map(axum::Json).ok_or(Error::NotFound)
}

async fn many(
    db: &impl ConnectionTrait,
    scope: &ControlScope,
    rows: Vec<supplier::Model>,
) -> Result<Vec<ControlSupplier>, Error> {
    let mut served = served(db, scope, &rows).await?;
    let on_duty: HashSet<_> = responder::Entity::find()
        .filter(responder::Column::Deleted.eq(false))
        .filter(responder::Column::Active.eq(true))
        .filter(responder::Column::CalloutId.is_null())
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.supplier_id)
        .collect();
    Ok(rows
        .into_iter()
        .map(|row| ControlSupplier {
            response_type_ids: response_types::parse(&row.response_types),
            demo: row.demo,
            available: row.contact_number.is_some() || on_duty.contains(&row.id),
            position: None,
            organisation_ids: served.remove(&row.id).unwrap_or_default(),
            supplier: to_wire(row),
        })
        .collect())
}

/// The organisations that each serves, as far as they are the controller's own.
async fn served(
    db: &impl ConnectionTrait,
    scope: &ControlScope,
    rows: &[supplier::Model],
) -> Result<HashMap<i64, Vec<i64>>, Error> {
    let found = supplier_organisation::Entity::find()
        .filter(supplier_organisation::Column::SupplierId.is_in(rows.iter().map(|row| row.id)))
        .order_by_asc(supplier_organisation::Column::OrganisationId)
        .all(db)
        .await?;
    let mut served: HashMap<i64, Vec<i64>> = HashMap::new();
    for row in found.into_iter().filter(|row| scope.contains(row.organisation_id)) {
        served.entry(row.supplier_id).or_default().push(row.organisation_id);
    }
    Ok(served)
}
