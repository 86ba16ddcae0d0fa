//! `/d/{id}?key=…`: the page that the link of a file opens. The download is a form's POST, so that a mail scanner that follows
//! links downloads nothing. If the sender requested it, the form asks for the e-mail address of the recipient.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::EntityTrait;
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::files;
use crate::state::NotifyState;
use database::entity::{notify_file, notify_service};
use web::client_address::ClientAddress;
use web::error::Error;
use web::html::{escape, page};
use web::parameters::Form;
use web::throttle;

pub(super) fn routes() -> OpenApiRouter<NotifyState> {
    OpenApiRouter::new().routes(routes!(show_file, download_file))
}

#[derive(Deserialize)]
pub(super) struct Key {
    #[serde(default)]
    key: String,
}

#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct Confirmation {
    #[serde(default)]
    key: String,
    #[serde(default)]
    email: String,
}

async fn find(state: &NotifyState, id: &str, key: &str) -> Result<Option<notify_file::Model>, Error> {
    let file = notify_file::Entity::find_by_id(id).one(&*state.db).await?;
    let hash = database::digest::hash(key);
    Ok(file.filter(|file| file.key_hash == hash && file.expires_at > state.now()))
}

/// The page of a file that an e-mail links to.
#[utoipa::path(get, path = "/d/{id}", tag = "sender", params(("id" = String, Path), ("key" = String, Query)),
    responses((status = 200, description = "A page with a button to download", content_type = "text/html", body = wire::openapi::HtmlPage), (status = 404, description = "No such file, or it has expired", content_type = "text/html", body = wire::openapi::HtmlPage)))]
pub(super) async fn show_file(
    State(state): State<NotifyState>,
    Path(id): Path<String>,
    Query(query): Query<Key>,
) -> Result<Response, Error> {
    match find(&state, &id, &query.key).await? {
        Some(file) => form(&state, &file, &query.key, None).await,
        None => Ok(gone_page(&state)),
    }
}

/// The file itself, after the e-mail address was confirmed if necessary.
#[utoipa::path(post, path = "/d/{id}", tag = "sender", params(("id" = String, Path)),
    request_body(content = Confirmation, content_type = "application/x-www-form-urlencoded", description = "key, email"),
    responses((status = 200, description = "The file", content_type = "*/*", body = wire::openapi::File), (status = 403, description = "Not the address that the e-mail was sent to", content_type = "text/html", body = wire::openapi::HtmlPage), (status = 404, content_type = "text/html", body = wire::openapi::HtmlPage), (status = 429)))]
pub(super) async fn download_file(
    State(state): State<NotifyState>,
    ClientAddress(address): ClientAddress,
    Path(id): Path<String>,
    Form(sent): Form<Confirmation>,
) -> Result<Response, Error> {
    let Some(file) = find(&state, &id, &sent.key).await? else { return Ok(gone_page(&state)) };
    if let Some(hash) = &file.email_hash {
        let guess = throttle::count(&state.throttle, &format!("file {id}"), address).await?;
        if database::digest::hash(&wire::sender::email::identity(&sent.email)) != *hash {
            let problem = "That is not the address this file was sent to. Enter the one that got the e-mail.";
            let mut answer = form(&state, &file, &sent.key, Some(problem)).await?;
            *answer.status_mut() = StatusCode::FORBIDDEN;
            return Ok(answer);
        }
        guess.give_back(&state.throttle).await?;
    }
    Ok(download(&file))
}

async fn form(
    state: &NotifyState,
    file: &notify_file::Model,
    key: &str,
    problem: Option<&str>,
) -> Result<Response, Error> {
    let service = notify_service::Entity::find_by_id(&file.service_id).one(&*state.db).await?;
    let (name, contact) = service.map_or_else(Default::default, |service| (service.name, service.contact));
    let problem = problem.map_or_else(String::new, |problem| {
        format!("<p class=\"problem\" role=\"alert\" id=\"problem\">Error: {problem}</p>")
    });
    let ask = if file.email_hash.is_some() {
        "<p>To keep it private, enter the e-mail address that the link was sent to.</p>\
         <label for=\"email\">Your e-mail address</label>\
         <input id=\"email\" name=\"email\" type=\"email\" autocomplete=\"email\" required>"
    } else {
        ""
    };
    let size = file.bytes.len().div_ceil(1024);
    let main = format!(
        "{problem}<p>{} sent you a file: {} ({size} KB).</p>\
         <form method=\"post\" action=\"/d/{}\"><input type=\"hidden\" name=\"key\" value=\"{}\">{ask}\
         <p><button>Download this file</button></p></form><p>Questions? Ask {}.</p>",
        escape(&name),
        escape(&shown_name(file)),
        file.id,
        escape(key),
        escape(contact.as_deref().unwrap_or("whoever sent it")),
    );
    Ok(page(&state.config.web, "You have a file to download", &main))
}

fn gone_page(state: &NotifyState) -> Response {
    let main = "<p>The link is not complete, or its time is over. Ask whoever sent it for a new one.</p>";
    let mut answer = page(&state.config.web, "There is no file here", main);
    *answer.status_mut() = StatusCode::NOT_FOUND;
    answer
}

fn shown_name(file: &notify_file::Model) -> String {
    file.filename.clone().unwrap_or_else(|| format!("file.{}", files::ending(&file.content_type)))
}

fn download(file: &notify_file::Model) -> Response {
    let mut headers = HeaderMap::new();
    if let Ok(kind) = HeaderValue::from_str(&file.content_type) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(header::CONTENT_DISPOSITION, disposition(&shown_name(file)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    (headers, file.bytes.clone()).into_response()
}

/// Downloads the file under its name; it is never displayed in the browser.
pub fn disposition(name: &str) -> HeaderValue {
    let mut encoded = String::new();
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_' => encoded.push(char::from(byte)),
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    let text = format!("attachment; filename*=UTF-8''{encoded}");
    HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static("attachment"))
}
