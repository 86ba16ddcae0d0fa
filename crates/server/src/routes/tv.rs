//! Televisions and their pairing.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub(crate) mod claim;
pub(crate) mod pairing;
pub(crate) mod televisions;

/// The routes of this area.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(pairing::create_pairing, televisions::list_televisions))
        .routes(routes!(pairing::create_television_session))
        .routes(routes!(claim::claim_pairing))
        .routes(routes!(televisions::update_television, televisions::delete_television))
}
