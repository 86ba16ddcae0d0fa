//! `/read/{token}`: shows a notification to a recipient without an account, through the signed link in their e-mail, text or
//! letter.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use sea_orm::EntityTrait;
use wire::target_type::TargetType;

use crate::context::Context;
use crate::notifications::public_link::PURPOSE;
use crate::signed_link;
use crate::state::AppState;
use database::entity::{notification, service};
use web::error::Error;
use web::html::{escape, page};

/// The notification with its type, its text and the contact, until it is withdrawn or erased.
#[utoipa::path(get, path = "/read/{token}", tag = "notifications", params(("token" = String, Path)),
    responses((status = 200, description = "A page with the notification", content_type = "text/html", body = wire::openapi::HtmlPage),
        (status = 404, description = "The link is incomplete or has expired, or the notification was deleted", content_type = "text/html", body = wire::openapi::HtmlPage)))]
pub(crate) async fn show_public_page(
    State(state): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, Error> {
    let Some([seq]) = signed_link::read::<1>(&state, PURPOSE, &token) else { return Ok(gone_page(&state)) };
    let row = notification::Entity::find_by_id(seq).one(&*state.db).await?;
    let Some(row) = row.filter(|row| row.erased_at.is_none() && row.deleted_at.is_none()) else {
        return Ok(gone_page(&state));
    };
    let service = match &row.service_id {
        Some(id) => service::Entity::find_by_id(id).one(&*state.db).await?,
        None => None,
    };
    let kind = TargetType::from(row.target_type.clone().unwrap_or_default());
    let message = row.message.as_deref().unwrap_or("Read the message that you got.");
    let contact = service.as_ref().map(|service| match &service.contact {
        Some(contact) => format!("<p>Questions? Contact {}.</p>", escape(contact)),
        None => format!("<p>Questions? Ask {}.</p>", escape(&service.name)),
    });
    let main = format!("<p>{}</p>{}", escape(message), contact.unwrap_or_default());
    Ok(page(&state.config.web, kind.title().unwrap_or("News"), &main))
}

fn gone_page(state: &Context) -> Response {
    let main =
        "<p>The link is incomplete or has expired, or the message was withdrawn. Ring the housing team.</p>";
    let mut answer = page(&state.config.web, "There is nothing here any more", main);
    *answer.status_mut() = StatusCode::NOT_FOUND;
    answer
}
