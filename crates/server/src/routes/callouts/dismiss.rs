//! `POST /api/callouts/{id}/dismiss`: "I am safe now". The response continues until a controller has spoken to the resident. Only
//! a test without a dispatch ends.

use axum::extract::State;
use sea_orm::sea_query::Expr;
use wire::event::EventType;
use wire::location::LOCATION_STORED;
use wire::message::Message;

use crate::auth::caller::Caller;
use crate::callouts::access::{Reporter, resident_actor};
use crate::callouts::events::NewCalloutEvent;
use crate::callouts::{drill, transition};
use crate::notifications;
use crate::state::AppState;
use database::entity::callout::Column;
use web::error::Error;
use web::parameters::Id;

/// Records that the resident is safe. Repeating it has no further effect.
#[utoipa::path(post, path = "/api/callouts/{id}/dismiss", tag = "callouts", params(("id" = i64, Path)),
    responses((status = 200, description = "Noted", body = Message), (status = 401), (status = 403), (status = 404), (status = 409, description = "Closed already")))]
pub(crate) async fn dismiss_callout(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id,
) -> Result<axum::Json<Message>, Error> {
    let now = state.now();
    let reporter = Reporter::new(&state, caller).await?;
    let transaction = state.write().await?;
    let row = reporter.find(&*transaction, id).await?;
    transition::check_open(&row)?;
    if !row.cancelled_by_resident {
        let actor = resident_actor(&*transaction, row.resident_id).await?;
        let update =
            transition::update(id, &actor, now).col_expr(Column::CancelledByResident, Expr::value(true));
        transition::while_open(&*transaction, id, update).await?;
        let event = NewCalloutEvent::new(EventType::DISMISSED, "The resident says: I am safe now.");
        event.insert(&*transaction, id, &actor, now).await?;
        if drill::is_unattended(&row) {
            drill::end(&*transaction, id, &actor, "The resident has ended this test.", now).await?;
        }
        notifications::commit_callout(transaction, &state, id).await?;
    }
    Ok(axum::Json(Message::new(LOCATION_STORED)))
}
