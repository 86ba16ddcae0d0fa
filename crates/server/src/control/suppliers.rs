//! `GET /api/control/suppliers`: companies that send responders, or that are rung by hand.

use std::collections::HashSet;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use wire::control::ControlSupplier;
use wire::id::SupplierId;
use wire::supplier::Supplier;
use wire::time::Timestamp;

use crate::callouts::tag;
use crate::error::Error;
use crate::parameters::Id;
use crate::response_types;
use crate::state::AppState;
use crate::table::{responder, supplier};
use crate::viewer::Controller;

/// All suppliers.
#[utoipa::path(get, path = "/api/control/suppliers", tag = "control",
    responses((status = 200, description = "An array"), (status = 304), (status = 401), (status = 403)))]
pub(super) async fn list_suppliers(
    State(state): State<AppState>,
    _: Controller,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let rows = supplier::Entity::find()
        .filter(supplier::Column::Deleted.eq(false))
        .order_by_asc(supplier::Column::Id)
        .all(&*state.db)
        .await?;
    tag::answer(&many(&*state.db, rows).await?, &headers)
}

/// One supplier.
#[utoipa::path(get, path = "/api/control/suppliers/{id}", tag = "control", params(("id" = i64, Path)),
    responses((status = 200, description = "The supplier"), (status = 401), (status = 403), (status = 404)))]
pub(super) async fn get_supplier(
    State(state): State<AppState>,
    _: Controller,
    Id(id): Id,
) -> Result<axum::Json<ControlSupplier>, Error> {
    one(&*state.db, id).await
}

/// One supplier as it is now, or 404.
pub(super) async fn one(db: &impl ConnectionTrait, id: i64) -> Result<axum::Json<ControlSupplier>, Error> {
    let mut list = many(db, vec![find(db, id).await?]).await?;
    list.pop().map(axum::Json).ok_or(Error::NotFound)
}

/// The row, or 404 when there is none or it was removed.
pub(super) async fn find(db: &impl ConnectionTrait, id: i64) -> Result<supplier::Model, Error> {
    let row = supplier::Entity::find_by_id(id).one(db).await?;
    row.filter(|row| !row.deleted).ok_or(Error::NotFound)
}

async fn many(db: &impl ConnectionTrait, rows: Vec<supplier::Model>) -> Result<Vec<ControlSupplier>, Error> {
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
            supplier: to_wire(row),
        })
        .collect())
}

/// A supplier as a callout shows it.
pub(crate) fn to_wire(row: supplier::Model) -> Supplier {
    Supplier {
        id: SupplierId(row.id),
        name: row.name,
        contact_number: row.contact_number,
        email: row.email,
        contact_person: row.contact_person,
        address: row.address,
        region: row.region,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.updated_at),
        last_updated_by: row.last_updated_by,
        callout_requires_dispatch_approval: row.requires_approval,
        supplier_logo_url: row.logo_url,
        deleted: row.deleted,
    }
}
