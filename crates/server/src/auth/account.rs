//! Accounts: made, checked and closed in one way for the command line, the API and the demo.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::context::Context;
use database::entity::user;
use web::error::Error;
use web::throttle;

/// How the name of an account ends that nobody signs in with; no mail goes there (RFC 2606).
pub const NO_SIGN_IN: &str = "@television.invalid";

/// Two sign-in names that differ only in case, in invisible characters or in the form of their host are one.
pub fn normal_email(email: &str) -> String {
    wire::sender::email::identity(email)
}

/// The account with this sign-in name.
pub async fn find(db: &impl ConnectionTrait, email: &str) -> Result<Option<user::Model>, Error> {
    // As it is stored now, and as older releases stored what was typed.
    let spellings = [normal_email(email), email.trim().to_lowercase()];
    Ok(user::Entity::find().filter(user::Column::Email.is_in(spellings)).one(db).await?)
}

/// 409: two accounts cannot share a sign-in name.
pub fn taken() -> Error {
    Error::conflict("A user with this email exists already. Choose another.")
}

/// The account with this name and password, or 401 that does not say which of the two was wrong. After too many wrong ones each
/// further one waits; 503 when too many are being looked at.
pub async fn check_password(
    state: &Context,
    email: &str,
    password: String,
    origin: impl Into<throttle::Origin>,
) -> Result<user::Model, Error> {
    let tried = throttle::count(&state.throttle, email, origin).await?;
    let place = state.hashing.queue(crate::auth::password::Origin::of(&tried))?;
    let user = find(&*state.db, email).await?.filter(|user| user.active);
    let stored = user.as_ref().and_then(|user| user.password_hash.clone());
    let right = place.matches(password, stored).await?;
    let Some(user) = user.filter(|_| right) else {
        return Err(Error::unauthorized("The email or the password is not right. Check both and try again."));
    };
    tried.give_back(&state.throttle).await?;
    Ok(user)
}
