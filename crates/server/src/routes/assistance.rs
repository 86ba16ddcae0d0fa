//! Organisations, sites, residents, providers and requests: the API of the assistance source.

use utoipa_axum::router::OpenApiRouter;
use wire::openapi::AssistanceRefusal;

use crate::state::AppState;

pub(crate) mod addresses;
pub(crate) mod coverage;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod organisations;
pub(crate) mod provider_changes;
pub(crate) mod providers;
pub(crate) mod requests;
pub(crate) mod residents;
pub(crate) mod rotate;
pub(crate) mod sign_in;
pub(crate) mod sites;
pub(crate) mod trial;
pub(crate) mod uncovered;

/// The routes of this area.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    let routes = OpenApiRouter::new()
        .merge(organisations::routes())
        .merge(sites::routes())
        .merge(residents::routes())
        .merge(providers::routes())
        .merge(provider_changes::routes())
        .merge(rotate::routes())
        .merge(requests::routes())
        .merge(coverage::routes())
        .merge(uncovered::routes())
        .merge(export::routes())
        .merge(import::routes())
        .merge(trial::routes())
        .merge(sign_in::routes())
        .merge(addresses::routes());
    web::refusals::refuse_with::<AssistanceRefusal, _>(routes, "application/json")
}
