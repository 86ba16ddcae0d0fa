//! The URL of the page for answering a request from an e-mail.

use crate::context::Context;
use crate::signed_link;
use database::entity::assistance_request;
use web::error::Error;

/// The purpose of the tokens in these links.
pub(crate) const PURPOSE: &str = "assistance-answer";

/// How long a link is valid, in milliseconds: one day.
pub(crate) const GOOD_FOR: i64 = 24 * 60 * 60 * 1000;

/// The URL of the page on which the person of a notifier answers a request.
pub(crate) fn page_address(
    state: &Context,
    request: &assistance_request::Model,
    notifier_id: i64,
) -> Result<String, Error> {
    let expires_at = request.created_at.max(state.now()) + GOOD_FOR;
    let token = signed_link::issue(state, PURPOSE, &[request.id, notifier_id], expires_at)?;
    Ok(format!("{}/answer/{token}", state.config.link_root()))
}
