//! Creates, changes and closes accounts.

pub mod revoke;

use crate::auth::account::NO_SIGN_IN;
use std::collections::BTreeSet;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, PaginatorTrait,
    QueryFilter, Set,
};
use wire::sender::phone;
use wire::session::Role;

use crate::accounts::revoke::Cause;
use crate::auth::account::{normal_email, taken};
use crate::context::Context;
use crate::notifications;
use database::entity::{controller_organisation, resident, user};
use web::error::Error;

/// The data of a new account. The password is hashed already, because hashing must not hold the write lock.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub email: String,
    /// First name; the full name for staff.
    pub name: String,
    /// Family name of a resident; may be empty.
    pub surname: String,
    /// An argon2 hash in PHC form.
    pub password_hash: Option<String>,
    /// The role of the account.
    pub role: Role,
    pub team: Option<String>,
    pub organisation_id: i64,
    /// A resident's site, or an officer's patch.
    pub site_id: Option<i64>,
    /// The tenure of a resident.
    pub tenure: Option<String>,
    /// The API client that registers them.
    pub client_id: Option<String>,
}

/// Sets the mobile number of staff, to which texts about alarms are sent; `None` removes it.
pub async fn set_mobile(
    transaction: &impl ConnectionTrait,
    user_id: &str,
    mobile: Option<&str>,
) -> Result<(), Error> {
    user::Entity::update_many()
        .col_expr(user::Column::Mobile, Expr::value(mobile.map(phone::tidy)))
        .filter(user::Column::Id.eq(user_id))
        .exec(transaction)
        .await?;
    Ok(())
}

/// Creates the account, and for a resident the resident record. 409 if the sign-in name is taken.
pub async fn create(
    state: &Context,
    transaction: &impl ConnectionTrait,
    account: NewAccount,
) -> Result<user::Model, Error> {
    let now = state.now();
    let email = normal_email(&account.email);
    let known = user::Entity::find().filter(user::Column::Email.eq(&email)).count(transaction).await?;
    if known > 0 {
        return Err(taken());
    }
    let full_name = format!("{} {}", account.name, account.surname).trim().to_owned();
    let row = user::ActiveModel {
        id: Set(state.new_id().to_string()),
        email: Set(email.clone()),
        name: Set(if full_name.is_empty() { email.clone() } else { full_name }),
        password_hash: Set(account.password_hash),
        role: Set(account.role.as_str().to_owned()),
        team: Set(account.team),
        mobile: Set(None),
        organisation_id: Set(Some(account.organisation_id)),
        site_id: Set(account.site_id),
        client_id: Set(account.client_id),
        active: Set(true),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let user = row.insert(transaction).await?;
    if account.role == Role::Resident {
        let mut row = new_resident(account.organisation_id, now);
        row.user_id = Set(Some(user.id.clone()));
        row.site_id = Set(account.site_id);
        row.name = Set(account.name);
        row.surname = Set(account.surname);
        row.email = Set(email);
        row.tenure = Set(account.tenure.clone());
        row.insert(transaction).await?;
    }
    notifications::join(transaction, &user, account.tenure.as_deref()).await?;
    Ok(user)
}

/// Sets the organisations that a controller serves, and updates the controller's tray accordingly. Only the operator's commands
/// and the demo call this.
pub async fn serve(
    transaction: &impl ConnectionTrait,
    user: &user::Model,
    organisations: &[i64],
    now: i64,
) -> Result<(), Error> {
    use controller_organisation::{ActiveModel, Column, Entity};
    if Role::from(user.role.clone()) != Role::Controller {
        return Ok(());
    }
    Entity::delete_many().filter(Column::UserId.eq(&user.id)).exec(transaction).await?;
    let organisations: BTreeSet<i64> = organisations.iter().copied().collect();
    for organisation in organisations {
        let row = ActiveModel { user_id: Set(user.id.clone()), organisation_id: Set(organisation) };
        Entity::insert(row).exec_without_returning(transaction).await?;
    }
    notifications::leave(transaction, user, None, now).await?;
    notifications::join(transaction, user, None).await
}

/// The account of a resident. A resident without one gets an account that cannot be signed in to, so that a television can be
/// paired.
pub async fn of_resident(
    state: &Context,
    transaction: &impl ConnectionTrait,
    resident: resident::Model,
) -> Result<user::Model, Error> {
    if let Some(id) = &resident.user_id {
        let found = user::Entity::find_by_id(id).one(transaction).await?;
        return found.ok_or_else(|| Error::internal("the account of a resident is missing"));
    }
    let (id, now) = (state.new_id().to_string(), state.now());
    let row = user::ActiveModel {
        email: Set(format!("{id}{NO_SIGN_IN}")),
        id: Set(id.clone()),
        name: Set(resident.full_name()),
        password_hash: Set(None),
        role: Set(Role::Resident.as_str().to_owned()),
        team: Set(None),
        mobile: Set(None),
        organisation_id: Set(Some(resident.organisation_id)),
        site_id: Set(resident.site_id),
        client_id: Set(None),
        active: Set(true),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let user = row.insert(transaction).await?;
    let mut row = resident.into_active_model();
    row.user_id = Set(Some(id));
    row.updated_at = Set(now);
    row.update(transaction).await?;
    Ok(user)
}

/// A resident with an empty record.
pub fn new_resident(organisation_id: i64, now: i64) -> resident::ActiveModel {
    let empty = || Set(String::new());
    resident::ActiveModel {
        organisation_id: Set(organisation_id),
        name: empty(),
        surname: empty(),
        email: empty(),
        mobile: empty(),
        gender: empty(),
        vehicle_make: empty(),
        vehicle_model: empty(),
        vehicle_colour: empty(),
        vehicle_license_plate: empty(),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    }
}

/// Stores a new password and revokes everything that was signed in with the old one.
pub async fn change_password(
    transaction: &impl ConnectionTrait,
    state: &Context,
    user_id: &str,
    password_hash: String,
) -> Result<(), Error> {
    user::Entity::update_many()
        .col_expr(user::Column::PasswordHash, Expr::value(password_hash))
        .col_expr(user::Column::UpdatedAt, Expr::value(state.now()))
        .filter(user::Column::Id.eq(user_id))
        .exec(transaction)
        .await?;
    revoke::account(transaction, state, user_id, Cause::SignedOut).await
}

/// Deactivates the account; its row is kept for the history.
pub async fn deactivate(
    transaction: &impl ConnectionTrait,
    state: &Context,
    user_id: &str,
) -> Result<(), Error> {
    user::Entity::update_many()
        .col_expr(user::Column::Active, Expr::value(false))
        .col_expr(user::Column::UpdatedAt, Expr::value(state.now()))
        .filter(user::Column::Id.eq(user_id))
        .exec(transaction)
        .await?;
    revoke::account(transaction, state, user_id, Cause::Deactivated).await
}
