//! The URL of a notification's page for people without an account.

use crate::context::Context;
use crate::signed_link;
use database::entity::notification;
use web::error::Error;

/// The purpose of the tokens in these links.
pub(crate) const PURPOSE: &str = "read";

/// How long a link is valid, in milliseconds: 30 days.
pub(crate) const GOOD_FOR: i64 = 30 * 24 * 60 * 60 * 1000;

/// The path of the page that shows a notification to its recipient.
pub(crate) fn path_of(state: &Context, row: &notification::Model) -> Result<String, Error> {
    let token = signed_link::issue(state, PURPOSE, &[row.seq], state.now() + GOOD_FOR)?;
    Ok(format!("/read/{token}"))
}
