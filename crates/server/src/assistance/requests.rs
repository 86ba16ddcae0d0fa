//! Requests for assistance: asked by a resident, told to a provider's notifiers, answered by people, and escalated to the
//! next provider when nobody could be told and the organisation wants that.

mod answer;
mod ask;
mod asked;
mod email_link;
mod ended;
mod escalate;
mod present;
mod read;
pub(super) mod tell;
mod who;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub use ended::delivery_ended;
pub use escalate::account_revoked;
pub(crate) use present::one as present_request;

/// The routes of requests.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(read::list_assistance_requests, ask::create_assistance_request))
        .routes(routes!(read::get_assistance_request))
        .routes(routes!(answer::create_assistance_answer))
        .routes(routes!(email_link::show_answer_page, email_link::answer_by_email))
}
