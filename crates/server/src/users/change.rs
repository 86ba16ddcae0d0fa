//! `PATCH` and `DELETE /api/users/{id}`: names, roles, sites and patches, deactivating and bringing back.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, Set,
};
use wire::account::{Account, AccountChange};
use wire::sender::phone;
use wire::session::Role;
use wire::tenure;

use super::{check_site, customer_of, find, present, refuse};
use crate::control_scope::ControlScope;
use crate::revoke::Cause;
use crate::state::{AppState, Change};
use crate::viewer::Admin;
use crate::{account, notifications, revoke};
use database::entity::{resident, user};
use web::error::Error;
use web::json::JsonBody;

/// Changes an account; what is left out stays as it was. A deactivated account is signed out everywhere.
#[utoipa::path(patch, path = "/api/users/{id}", tag = "users",
    request_body(content = serde_json::Value, description = "any of name, role, team, mobile, site, tenure, active; null empties team, mobile, site and tenure",
        example = json!({ "site": 5, "team": "housing" })),
    responses((status = 200, description = "The account"), (status = 400, description = "message, and errors by field"),
        (status = 401), (status = 403), (status = 404), (status = 409, description = "The last admin stays one")))]
pub(super) async fn update_user(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
    JsonBody(change): JsonBody<AccountChange>,
) -> Result<Json<Account>, Error> {
    let customer_id = customer_of(&admin)?;
    let transaction = state.write().await?;
    let before = find(&*transaction, &admin, &id).await?;
    let mut errors = change.problems(&Role::from(before.role.clone()));
    if change.active == Some(false) {
        check_own_controller(&*transaction, customer_id, &before).await?;
    }
    if let Some(Some(site)) = change.site {
        check_site(&*transaction, customer_id, site.0, &mut errors).await?;
    }
    refuse(&errors)?;
    let stays_admin =
        change.active != Some(false) && change.role.as_ref().is_none_or(|role| *role == Role::Admin);
    if !stays_admin {
        keep_an_admin(&*transaction, &before).await?;
    }
    let row = apply(&*transaction, &state, before, change).await?;
    let shown = present::one(&*transaction, row).await?;
    transaction.commit().await?;
    state.tell(Change::Trays);
    Ok(Json(shown))
}

/// Deactivates an account: signed out everywhere, tokens struck, no way back in. What they did stays.
#[utoipa::path(delete, path = "/api/users/{id}", tag = "users",
    responses((status = 204, description = "Deactivated"), (status = 401), (status = 403), (status = 404),
        (status = 409, description = "The last admin stays one")))]
pub(super) async fn deactivate_user(
    State(state): State<AppState>,
    Admin(admin): Admin,
    Path(id): Path<String>,
) -> Result<StatusCode, Error> {
    let transaction = state.write().await?;
    let row = find(&*transaction, &admin, &id).await?;
    keep_an_admin(&*transaction, &row).await?;
    check_own_controller(&*transaction, customer_of(&admin)?, &row).await?;
    if row.active {
        account::deactivate(&*transaction, &state, &id).await?;
    }
    transaction.commit().await?;
    state.tell(Change::Trays);
    Ok(StatusCode::NO_CONTENT)
}

/// 409 when this controller also serves other organisations, whose control room an admin must not empty.
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
        "This controller serves other organisations too. Ask the operator to deactivate the account.",
    ))
}

/// 409 when this is the last admin: nobody could let anybody in again.
async fn keep_an_admin(db: &impl ConnectionTrait, row: &user::Model) -> Result<(), Error> {
    if Role::from(row.role.clone()) != Role::Admin || !row.active {
        return Ok(());
    }
    let others = user::Entity::find()
        .filter(user::Column::CustomerId.eq(row.customer_id))
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

pub(super) async fn apply(
    transaction: &impl ConnectionTrait,
    state: &AppState,
    before: user::Model,
    change: AccountChange,
) -> Result<user::Model, Error> {
    let former = before.clone();
    let mut row = before.into_active_model();
    if let Some(name) = &change.name {
        row.name = Set(name.trim().to_owned());
    }
    if let Some(role) = &change.role {
        row.role = Set(role.as_str().to_owned());
        if !matches!(role, Role::Officer | Role::Manager) {
            row.team = Set(None);
        }
    }
    if let Some(team) = change.team.clone() {
        row.team = Set(team);
    }
    if let Some(mobile) = &change.mobile {
        row.mobile = Set(mobile.as_deref().map(phone::tidy));
    }
    if let Some(site) = change.site {
        row.site_id = Set(site.map(|site| site.0));
    }
    if change.active == Some(true) {
        row.active = Set(true);
    }
    row.updated_at = Set(state.now());
    let mut row = row.update(transaction).await?;
    let place = follow(transaction, &row, &change, state.now()).await?;
    if change.active == Some(false) && former.active {
        account::deactivate(transaction, state, &row.id).await?;
        row.active = false;
    }
    settle(transaction, state, &former, &row, &place).await?;
    Ok(row)
}

/// What follows from another role, team or place, and from coming back: what was given for the former one counts no more.
async fn settle(
    transaction: &impl ConnectionTrait,
    state: &AppState,
    former: &user::Model,
    row: &user::Model,
    place: &Place,
) -> Result<(), Error> {
    let tenure = place.tenure.as_deref();
    let has_other_work = (&former.role, &former.team) != (&row.role, &row.team);
    let has_other_place = former.site_id != row.site_id || place.has_other_tenure;
    if has_other_work {
        revoke::account(transaction, state, &row.id, Cause::OtherWork).await?;
    }
    if has_other_work || has_other_place {
        notifications::leave(transaction, row, tenure, state.now()).await?;
    }
    let comes_back = row.active && !former.active;
    if row.active && (has_other_work || comes_back || has_other_place) {
        notifications::join(transaction, row, tenure).await?;
    }
    Ok(())
}

/// How the resident of an account holds their home.
#[derive(Default)]
struct Place {
    tenure: Option<String>,
    has_other_tenure: bool,
}

/// The resident that the account is moves and is renamed with it.
async fn follow(
    transaction: &impl ConnectionTrait,
    row: &user::Model,
    change: &AccountChange,
    now: i64,
) -> Result<Place, Error> {
    let own = resident::Column::UserId.eq(&row.id);
    let Some(found) = resident::Entity::find().filter(own).one(transaction).await? else {
        return Ok(Place::default());
    };
    let mut place = Place { tenure: found.tenure.clone(), has_other_tenure: false };
    let mut resident = found.into_active_model();
    if change.site.is_some() {
        resident.site_id.set_if_not_equals(row.site_id);
    }
    if change.name.is_some() {
        let (name, surname) = row.name.rsplit_once(' ').unwrap_or((&row.name, ""));
        resident.name.set_if_not_equals(name.to_owned());
        resident.surname.set_if_not_equals(surname.to_owned());
    }
    if let Some(tenure) = &change.tenure {
        let tenure = tenure.as_deref().and_then(|text| tenure::parse(text).ok());
        place.has_other_tenure = tenure != place.tenure;
        place.tenure.clone_from(&tenure);
        resident.tenure.set_if_not_equals(tenure);
    }
    if resident.is_changed() {
        resident.updated_at = Set(now);
        resident.update(transaction).await?;
    }
    Ok(place)
}
