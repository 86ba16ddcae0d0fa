//! What the simulator may touch in an installation: the sandboxes of API clients that are being tried out, and nothing else.

use sea_orm::{ConnectionTrait, EntityTrait};

use crate::auth::control_scope::ControlScope;
use database::entity::callout;
use web::error::Error;

/// Whether a controller of the callout's organisation is on duty and listens: the controller's steps are theirs then.
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
