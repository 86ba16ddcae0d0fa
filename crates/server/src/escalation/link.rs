//! The link in an e-mail that acknowledges an alarm.

use super::answer::ContactedAlarm;
use crate::context::Context;
use crate::signed_link;
use web::error::Error;

/// The purpose of the tokens in these links.
const PURPOSE: &str = "acknowledge";

/// How long a link is valid, in milliseconds: one day.
const GOOD_FOR: i64 = 24 * 60 * 60 * 1000;

/// The URL of the page where a contact acknowledges.
pub(super) fn address(state: &Context, contact_id: i64) -> Result<String, Error> {
    let token = signed_link::issue(state, PURPOSE, &[contact_id], state.now() + GOOD_FOR)?;
    Ok(format!("{}/acknowledge/{token}", state.config.link_root()))
}

/// The contact of a link, if the link is valid and the account may acknowledge.
pub(crate) async fn find(state: &Context, token: &str) -> Result<Option<ContactedAlarm>, Error> {
    let Some([contact_id]) = signed_link::read::<1>(state, PURPOSE, token) else { return Ok(None) };
    ContactedAlarm::find(&*state.db, contact_id).await
}
