//! Actions of controllers.

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::AppState;

pub(crate) mod duty;
pub(crate) mod events;
pub(crate) mod finish;
pub(crate) mod incident_categories;
pub(crate) mod queue;
pub(crate) mod responder_changes;
pub(crate) mod responders;
pub(crate) mod rings;
pub(crate) mod send;
pub(crate) mod supplier_changes;
pub(crate) mod suppliers;
pub(crate) mod take;
pub(crate) mod talk;

/// The routes of the control room.
pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(queue::list_control_callouts))
        .routes(routes!(queue::get_control_callout))
        .routes(routes!(events::stream_control_events))
        .routes(routes!(duty::get_duty, duty::start_shift, duty::end_shift))
        .routes(routes!(take::acknowledge_callout))
        .routes(routes!(take::own_callout))
        .routes(routes!(take::verify_callout))
        .routes(routes!(take::switch_automatic))
        .routes(routes!(send::dispatch_callout))
        .routes(routes!(send::arrive_callout))
        .routes(routes!(send::cancel_response))
        .routes(routes!(finish::complete_callout))
        .routes(routes!(finish::close_callout))
        .routes(routes!(finish::stand_down_callout))
        .routes(routes!(talk::reply_callout))
        .routes(routes!(talk::phone_callout))
        .routes(routes!(responders::list_responders, responder_changes::create_responder))
        .routes(routes!(
            responders::get_responder,
            responder_changes::update_responder,
            responder_changes::delete_responder
        ))
        .routes(routes!(rings::create_position))
        .routes(routes!(rings::answer_ring))
        .routes(routes!(suppliers::list_suppliers, supplier_changes::create_supplier))
        .routes(routes!(
            suppliers::get_supplier,
            supplier_changes::update_supplier,
            supplier_changes::delete_supplier
        ))
        .routes(routes!(incident_categories::list_incident_categories))
}
