//! `/api/follow-ons`: where each type's notifications lead. An admin sets it; until then they lead to the record's own page.

use std::collections::HashMap;

use axum::extract::{Path, Request, State};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde_json::Value;
use wire::service::{FollowOnLink, NewFollowOnLink};
use wire::target_type::TargetType;

use super::list::may_look;
use crate::error::Error;
use crate::json;
use crate::notifications::links::default_template;
use crate::problem::invalid;
use crate::state::AppState;
use crate::table::follow_on_link::{ActiveModel, Column, Entity};
use crate::viewer::{Admin, Viewer};

/// Every type with its link.
#[utoipa::path(get, path = "/api/follow-ons", tag = "services",
    responses((status = 200, description = "An array"), (status = 401), (status = 403)))]
pub(super) async fn list_follow_ons(
    State(state): State<AppState>,
    viewer: Viewer,
) -> Result<axum::Json<Vec<FollowOnLink>>, Error> {
    let mut own = own(&*state.db, may_look(&viewer)?).await?;
    let links = TargetType::ALL.iter().map(|kind| {
        let set = own.remove(kind.as_str());
        link(kind, set)
    });
    Ok(axum::Json(links.collect()))
}

/// Sets a type's link, with `{targetId}` for the record's id; an empty one brings the default back.
#[utoipa::path(put, path = "/api/follow-ons/{targetType}", tag = "services", params(("targetType" = String, Path)),
    request_body(content = serde_json::Value, description = "template", example = json!({"template": "https://housing.example/accounts/{targetId}"})),
    responses((status = 200, description = "The link as it is now"), (status = 400), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub(super) async fn update_follow_on(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(kind): Path<String>,
    request: Request,
) -> Result<axum::Json<FollowOnLink>, Error> {
    let kind = TargetType::known(&kind).ok_or(Error::NotFound)?;
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let new = NewFollowOnLink::read(body).map_err(invalid)?;
    let customer_id = admin.user.customer_id.unwrap_or_default();
    let transaction = state.write().await?;
    if new.template.is_empty() {
        Entity::delete_by_id((customer_id, kind.to_string())).exec(&*transaction).await?;
    } else {
        let row = ActiveModel {
            customer_id: Set(customer_id),
            target_type: Set(kind.to_string()),
            template: Set(new.template.clone()),
        };
        let replace = OnConflict::columns([Column::CustomerId, Column::TargetType])
            .update_column(Column::Template)
            .to_owned();
        Entity::insert(row).on_conflict(replace).exec_without_returning(&*transaction).await?;
    }
    transaction.commit().await?;
    Ok(axum::Json(link(&kind, Some(new.template).filter(|template| !template.is_empty()))))
}

fn link(kind: &TargetType, set: Option<String>) -> FollowOnLink {
    let is_own = set.is_some();
    FollowOnLink {
        target_type: kind.clone(),
        template: set.unwrap_or_else(|| default_template(kind)),
        is_own,
    }
}

async fn own(db: &impl ConnectionTrait, customer_id: i64) -> Result<HashMap<String, String>, Error> {
    let rows = Entity::find().filter(Column::CustomerId.eq(customer_id)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.target_type, row.template)).collect())
}
