//! `/acknowledge/{token}`: the recipient of an escalation e-mail acknowledges the alarm through its link. The acknowledgement is
//! a form's POST, so that a mail scanner that follows links acknowledges nothing.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::escalation::answer::{ContactedAlarm, answer};
use crate::escalation::link::find;
use crate::state::AppState;
use web::error::Error;
use web::html::{escape, page};

/// Asks whether the person takes the alarm.
#[utoipa::path(get, path = "/acknowledge/{token}", tag = "escalation", params(("token" = String, Path)),
    responses((status = 200, description = "A page with one button", content_type = "text/html", body = wire::openapi::HtmlPage),
        (status = 404, description = "The link is incomplete or has expired, or the account may not acknowledge", content_type = "text/html", body = wire::openapi::HtmlPage),
        (status = "default", description = "Another refusal", body = wire::message::Message)))]
pub(crate) async fn show_acknowledge_page(
    State(state): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let Some(asked) = find(&state, &token).await? else { return Ok(gone_page(&state)) };
    if !asked.is_open() {
        return Ok(over_page(&state, &asked));
    }
    let main = format!(
        "<p>Nobody has acknowledged this alarm yet. Press the button and the others are not notified again.</p>\
         <form method=\"post\" action=\"/acknowledge/{}\"><button class=\"yes\">I have it</button></form>",
        escape(&token)
    );
    Ok(page(&state.config.web, "An alarm waits for you", &main))
}

/// Acknowledges the alarm.
#[utoipa::path(post, path = "/acknowledge/{token}", tag = "escalation", params(("token" = String, Path)),
    responses((status = 200, description = "A page that tells what to do next, or who was faster", content_type = "text/html", body = wire::openapi::HtmlPage),
        (status = 404, description = "The link is incomplete or has expired, or the account may not acknowledge", content_type = "text/html", body = wire::openapi::HtmlPage),
        (status = "default", description = "Another refusal", body = wire::message::Message)))]
pub(crate) async fn acknowledge_by_link(
    State(state): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let Some(asked) = find(&state, &token).await? else { return Ok(gone_page(&state)) };
    if !answer(&state, asked.contact.id).await? {
        return Ok(over_page(&state, &asked));
    }
    let main = format!(
        "<p>The resident sees now that a person has seen the alarm. Ring them, or make sure that the control room does.</p>\
         <p><a href=\"/staff/control/{}\">Open the alarm</a> (controllers)</p>",
        asked.callout.id
    );
    Ok(page(&state.config.web, "You have it", &main))
}

fn over_page(state: &AppState, asked: &ContactedAlarm) -> Response {
    let title = if asked.contact.answered_at.is_some() { "You have it" } else { "Somebody was faster" };
    page(
        &state.config.web,
        title,
        "<p>This alarm has been acknowledged. There is nothing more to do here.</p>",
    )
}

fn gone_page(state: &AppState) -> Response {
    let main =
        "<p>The link is incomplete or has expired, or your account was closed. Ring the control room.</p>";
    let mut answer = page(&state.config.web, "You cannot acknowledge here", main);
    *answer.status_mut() = StatusCode::NOT_FOUND;
    answer
}
