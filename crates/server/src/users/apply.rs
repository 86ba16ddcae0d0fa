//! Changes an account and applies the consequences.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
};
use wire::account::AccountChange;
use wire::sender::phone;
use wire::session::Role;
use wire::tenure;

use crate::accounts::revoke;
use crate::accounts::revoke::Cause;
use crate::context::Context;
use crate::notifications;
use database::entity::{resident, user};
use web::error::Error;

pub(crate) async fn apply(
    transaction: &impl ConnectionTrait,
    state: &Context,
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
        crate::accounts::deactivate(transaction, state, &row.id).await?;
        row.active = false;
    }
    settle(transaction, state, &former, &row, &place).await?;
    Ok(row)
}

/// Applies the consequences of a new role, team or site, and of reactivation: what was issued for the former one is revoked.
pub(crate) async fn settle(
    transaction: &impl ConnectionTrait,
    state: &Context,
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

/// The site and tenure of a resident.
#[derive(Default)]
pub(crate) struct Place {
    tenure: Option<String>,
    has_other_tenure: bool,
}

/// Updates the resident record of the account: site and name.
pub(crate) async fn follow(
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
