//! Making accounts: one way for the command line, the API and the demo.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
};

use crate::error::Error;
use crate::state::AppState;
use crate::table::{resident, user};
use wire::session::Role;

/// What a new account needs; the password is hashed already, since hashing must not hold the write lock.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The sign-in name.
    pub email: String,
    /// First name, or the whole name of staff.
    pub name: String,
    /// Family name of a resident; may be empty.
    pub surname: String,
    /// argon2 in PHC form.
    pub password_hash: Option<String>,
    /// What the account is for.
    pub role: Role,
    /// Staff's team.
    pub team: Option<String>,
    /// The organisation.
    pub customer_id: i64,
    /// Where they live, or an officer's patch.
    pub site_id: Option<i64>,
    /// The API client that registers them.
    pub client_id: Option<String>,
}

/// Sign-in names differ only by more than case and surrounding blanks.
pub fn normal_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// The account with this sign-in name.
pub async fn find(db: &impl ConnectionTrait, email: &str) -> Result<Option<user::Model>, Error> {
    Ok(user::Entity::find().filter(user::Column::Email.eq(normal_email(email))).one(db).await?)
}

/// Makes the account, and the resident it stands for when its role says so. 409 when the name is taken.
pub async fn create(
    state: &AppState,
    transaction: &impl ConnectionTrait,
    account: NewAccount,
) -> Result<user::Model, Error> {
    let now = state.now();
    let email = normal_email(&account.email);
    let taken = user::Entity::find().filter(user::Column::Email.eq(&email)).count(transaction).await?;
    if taken > 0 {
        return Err(Error::conflict("A user with this email exists already. Choose another."));
    }
    let full_name = format!("{} {}", account.name, account.surname).trim().to_owned();
    let row = user::ActiveModel {
        id: Set(state.new_id().to_string()),
        email: Set(email.clone()),
        name: Set(if full_name.is_empty() { email.clone() } else { full_name }),
        password_hash: Set(account.password_hash),
        role: Set(account.role.as_str().to_owned()),
        team: Set(account.team),
        customer_id: Set(Some(account.customer_id)),
        site_id: Set(account.site_id),
        client_id: Set(account.client_id),
        active: Set(true),
        created_at: Set(now),
        updated_at: Set(now),
    };
    let user = row.insert(transaction).await?;
    if account.role == Role::Resident {
        let mut row = new_resident(account.customer_id, now);
        row.user_id = Set(Some(user.id.clone()));
        row.site_id = Set(account.site_id);
        row.name = Set(account.name);
        row.surname = Set(account.surname);
        row.email = Set(email);
        row.insert(transaction).await?;
    }
    Ok(user)
}

/// A resident of whom nothing is known yet.
pub fn new_resident(customer_id: i64, now: i64) -> resident::ActiveModel {
    let empty = || Set(String::new());
    resident::ActiveModel {
        customer_id: Set(customer_id),
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
