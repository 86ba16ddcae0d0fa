//! Assistance (`/api/v2`): customers, sites and residents, the providers that are told when a resident asks, and the
//! requests. Snake case; a refusal is `{"detail": "…"}`, or for a body that cannot be stored a list of messages at the
//! path of each field. Tenants never see each other: what belongs to another organisation answers 404.

mod addresses;
mod check;
mod coverage;
mod customers;
mod export;
mod health;
mod import;
mod objects;
mod picture;
mod present;
mod provider_changes;
mod providers;
mod requests;
mod residents;
mod rotate;
mod sheet;
mod sign_in;
mod sites;
mod staff;
mod store;
mod trial;
mod uncovered;
mod visible;

use utoipa_axum::router::OpenApiRouter;

use crate::state::AppState;

pub(crate) use requests::present_request;
pub use requests::{account_revoked, delivery_ended};
pub use store::disable_notifier;
pub use web::detail::{Detailed, Refusal};

/// The routes of this area.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(customers::routes())
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
        .merge(addresses::routes())
}
