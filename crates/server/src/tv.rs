//! `/api/tv/pairings`: a television shows a short code; the resident, or an admin for them, enters it, and the television is
//! signed in as that resident's for as long as nobody strikes it.
//!
//! The television's secret comes as a cookie before it is paired and stays its session's afterwards, so that an answer that
//! is lost in a power cut can be asked for again.

mod claim;
mod pairing;
mod qr;
mod televisions;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

/// The routes of this area.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(pairing::create_pairing, televisions::list_televisions))
        .routes(routes!(pairing::create_television_session))
        .routes(routes!(claim::claim_pairing))
        .routes(routes!(televisions::update_television, televisions::delete_television))
}

/// What tells the session of a television from a browser's.
const KIND: &str = "television";
