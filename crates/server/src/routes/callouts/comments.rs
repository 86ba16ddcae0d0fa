//! `POST /api/callouts/{id}/comments`, and the source's own spelling `/api/callout/{id}/comments`.

use axum::extract::State;
use axum::http::StatusCode;
use wire::event::EventType;
use wire::location::LOCATION_STORED;
use wire::message::{Message, NewComment};

use crate::auth::caller::Caller;
use crate::callouts::access::{Reporter, resident_actor};
use crate::callouts::events::NewCalloutEvent;
use crate::callouts::{client_webhooks, transition};
use crate::context::Change;
use crate::state::AppState;
use web::error::Error;
use web::json::JsonBody;
use web::parameters::Id;

/// Sends a message to the control room.
#[utoipa::path(post, path = "/api/callouts/{id}/comments", tag = "callouts", params(("id" = i64, Path)),
    request_body(content = NewComment, description = "message, 1 to 2000 characters"),
    responses((status = 200, description = "Sent", body = Message), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409, description = "Closed")))]
pub(crate) async fn create_comment(
    state: State<AppState>,
    caller: Caller,
    id: Id,
    comment: JsonBody<NewComment>,
) -> Result<(StatusCode, axum::Json<Message>), Error> {
    comment_on(state, caller, id, comment).await
}

/// The same at the source's singular path.
#[utoipa::path(post, path = "/api/callout/{id}/comments", tag = "callouts", params(("id" = i64, Path)),
    request_body(content = NewComment, description = "message, 1 to 2000 characters"),
    responses((status = 200, description = "Sent", body = Message), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409, description = "Closed")))]
pub(crate) async fn create_comment_singular(
    state: State<AppState>,
    caller: Caller,
    id: Id,
    comment: JsonBody<NewComment>,
) -> Result<(StatusCode, axum::Json<Message>), Error> {
    comment_on(state, caller, id, comment).await
}

async fn comment_on(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id,
    JsonBody(comment): JsonBody<NewComment>,
) -> Result<(StatusCode, axum::Json<Message>), Error> {
    let now = state.now();
    let reporter = Reporter::new(&state, caller).await?;
    let transaction = state.write().await?;
    let row = reporter.find(&*transaction, id).await?;
    let actor = resident_actor(&*transaction, row.resident_id).await?;
    transition::while_open(&*transaction, id, transition::update(id, &actor, now)).await?;
    NewCalloutEvent::new(EventType::MESSAGE, comment.as_str()).insert(&*transaction, id, &actor, now).await?;
    client_webhooks::publish(&transaction, &state, id).await?;
    transaction.commit().await?;
    state.publish(Change::Callout(id));
    Ok((StatusCode::OK, axum::Json(Message::new(LOCATION_STORED))))
}
