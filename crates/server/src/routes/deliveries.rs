//! The list of deliveries.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub(crate) mod ledger;
pub(crate) mod replay;

/// The routes of deliveries.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(ledger::list_deliveries))
        .routes(routes!(ledger::get_delivery))
        .routes(routes!(replay::replay_delivery))
}
