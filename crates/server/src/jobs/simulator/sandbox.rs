//! What the simulator may change in an installation: only the sandboxes of API clients under test.

use sea_orm::{ConnectionTrait, EntityTrait};

use crate::auth::control_scope::ControlScope;
use database::entity::callout;
use web::error::Error;

/// Whether a controller of the callout's organisation is on duty and connected: then the controller takes the steps.
pub(crate) async fn has_controller(
    db: &impl ConnectionTrait,
    callout_id: i64,
    now: i64,
) -> Result<bool, Error> {
    let row = callout::Entity::find_by_id(callout_id).one(db).await?.ok_or(Error::NotFound)?;
    match ControlScope::of_callout(db, &row).await?.ids() {
        Some([organisation]) => crate::control::duty::is_covered(db, *organisation, now).await,
        _ => Ok(false),
    }
}
