//! Finds accounts and checks passwords, in one way for the command line, the API and the demo.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::context::Context;
use database::entity::user;
use web::error::Error;
use web::throttle;

/// The domain of sign-in names that nobody signs in with. No mail can be delivered to it (RFC 2606).
pub const NO_SIGN_IN: &str = "@television.invalid";

/// Normalises a sign-in name: names that differ only in case, in invisible characters or in the form of their host are the same.
pub fn normal_email(email: &str) -> String {
    wire::sender::email::identity(email)
}

/// The account with this sign-in name.
pub async fn find(db: &impl ConnectionTrait, email: &str) -> Result<Option<user::Model>, Error> {
    // The current form, and the form that older releases stored.
    let spellings = [normal_email(email), email.trim().to_lowercase()];
    Ok(user::Entity::find().filter(user::Column::Email.is_in(spellings)).one(db).await?)
}

/// 409: two accounts cannot share a sign-in name.
pub fn taken() -> Error {
    Error::conflict("An account with this e-mail address exists already. Choose another.")
}

/// The account with this name and password, or 401 that does not tell which of the two was wrong. After too many wrong guesses
/// each further one is delayed; 503 if too many are waiting.
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
        return Err(Error::unauthorized(
            "The e-mail address or the password is wrong. Check both and try again.",
        ));
    };
    tried.give_back(&state.throttle).await?;
    Ok(user)
}
