//! Refuses a change from a page that was drawn for another account: somebody else has signed in in another tab of the same
//! browser, and the cookie is theirs now.

use axum::http::HeaderMap;

use database::entity::user;
use web::error::{ACTING_USER, Error};

/// 409 if the page was drawn for another account than this one. Programs and older pages send no account.
pub fn check_acting_user(headers: &HeaderMap, user: &user::Model) -> Result<(), Error> {
    match headers.get(ACTING_USER) {
        Some(drawn_for) if drawn_for.as_bytes() != user.id.as_bytes() => {
            Err(Error::AnotherUser(user.id.clone()))
        }
        _ => Ok(()),
    }
}
