//! Checks an address when it is registered.

use std::time::Duration;

use crate::context::Context;
use web::outgoing::access::InternalAccess;
use web::outgoing::address::Refusal;
use web::outgoing::resolver::ResolveError;
use web::outgoing::{address, resolver};

/// Checks an address when it is registered, with every address that its name resolves to. `Ok` may contain a warning: a name that
/// does not resolve now may do so later, and is checked again before every request.
pub async fn check_address(state: &Context, text: &str) -> Result<Option<&'static str>, Refusal> {
    check(state, text, state.deliveries.access()).await
}

/// The same for the push service of a person's browser.
pub async fn check_push_address(state: &Context, text: &str) -> Result<Option<&'static str>, Refusal> {
    check(state, text, &state.deliveries.push_access()).await
}

pub(crate) async fn check(
    state: &Context,
    text: &str,
    access: &InternalAccess,
) -> Result<Option<&'static str>, Refusal> {
    let deliveries = &state.deliveries;
    let url = address::parse(text, access)?;
    let Some(name) = url.domain() else { return Ok(None) };
    let lookup = resolver::resolve(deliveries.resolver.as_ref(), name, access);
    match tokio::time::timeout(Duration::from_secs(3), lookup).await {
        Ok(Ok(_)) => Ok(None),
        Ok(Err(ResolveError::Internal)) => Err(Refusal::Internal),
        Ok(Err(ResolveError::Unresolved)) | Err(_) => {
            Ok(Some("No server has this name at present. Check the spelling."))
        }
    }
}
