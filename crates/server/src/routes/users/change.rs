//! `PATCH` and `DELETE /api/users/{id}`: names, roles, sites and patches, deactivating and reactivating.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};
use wire::account::{Account, AccountChange};
use wire::session::Role;

use crate::auth::caller::Admin;
use crate::auth::control_scope::ControlScope;
use crate::context::Change;
use crate::state::AppState;
use crate::users::apply::apply;
use crate::users::{check_site, find, organisation_of, refuse, view};
use database::entity::user;
use web::error::Error;
use web::json::JsonBody;

/// Changes an account. Omitted fields stay unchanged. A deactivated account is signed out everywhere.
#[utoipa::path(patch, path = "/api/users/{id}", tag = "users",
    request_body(content = AccountChange, description = "any of name, role, team, mobile, site, tenure, active; null clears team, mobile, site and tenure",
        example = json!({ "site": 5, "team": "housing" })),
    responses((status = 200, description = "The account", body = Account), (status = 400, description = "message, and errors by field", body = wire::account::AccountRefusal),
        (status = 401), (status = 403), (status = 404), (status = 409, description = "The last admin cannot be changed")))]
pub(crate) async fn update_user(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
    JsonBody(change): JsonBody<AccountChange>,
) -> Result<Json<Account>, Error> {
    let organisation_id = organisation_of(&admin)?;
    let transaction = state.write().await?;
    let before = find(&*transaction, &admin, &id).await?;
    let mut errors = change.problems(&Role::from(before.role.clone()));
    if change.active == Some(false) {
        check_own_controller(&*transaction, organisation_id, &before).await?;
    }
    if let Some(Some(site)) = change.site {
        check_site(&*transaction, organisation_id, site.0, &mut errors).await?;
    }
    refuse(&errors)?;
    let stays_admin =
        change.active != Some(false) && change.role.as_ref().is_none_or(|role| *role == Role::Admin);
    if !stays_admin {
        keep_an_admin(&*transaction, &before).await?;
    }
    let row = apply(&*transaction, &state, before, change).await?;
    let shown = view::one(&*transaction, row).await?;
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(Json(shown))
}

/// Deactivates an account: ends all sessions, revokes all tokens, and prevents signing in. Its history is kept.
#[utoipa::path(delete, path = "/api/users/{id}", tag = "users",
    responses((status = 204, description = "Deactivated"), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "The last admin cannot be changed")))]
pub(crate) async fn deactivate_user(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    let row = find(&*transaction, &admin, &id).await?;
    keep_an_admin(&*transaction, &row).await?;
    check_own_controller(&*transaction, organisation_of(&admin)?, &row).await?;
    if row.active {
        crate::accounts::deactivate(&*transaction, &state, &id).await?;
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    Ok(StatusCode::NO_CONTENT)
}

/// 409 if this controller also serves other organisations, because their control rooms could lose their only controller.
async fn check_own_controller(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    row: &user::Model,
) -> Result<(), Error> {
    let scope = ControlScope::of(db, row).await?;
    if scope.ids().is_some_and(|ids| ids.iter().all(|id| *id == organisation_id)) {
        return Ok(());
    }
    Err(Error::conflict(
        "This controller also serves other organisations. Ask the operator to deactivate the account.",
    ))
}

/// 409 if this is the last admin, because nobody could manage accounts any more.
async fn keep_an_admin(db: &impl ConnectionTrait, row: &user::Model) -> Result<(), Error> {
    if Role::from(row.role.clone()) != Role::Admin || !row.active {
        return Ok(());
    }
    let others = user::Entity::find()
        .filter(user::Column::OrganisationId.eq(row.organisation_id))
        .filter(user::Column::Role.eq(Role::Admin.as_str()))
        .filter(user::Column::Active.eq(true))
        .filter(user::Column::PasswordHash.is_not_null())
        .filter(user::Column::Id.ne(&row.id))
        .count(db)
        .await?;
    if others == 0 {
        return Err(Error::conflict("This is the last admin. Make somebody else an admin first."));
    }
    Ok(())
}
