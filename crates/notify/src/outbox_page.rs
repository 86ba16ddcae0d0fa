//! `/dev/outbox`, in demonstrations only: each accepted e-mail, text and letter as its recipient would see it, and a form to
//! reply to a text as its recipient.

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Deserialize;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::sender::phone;
use wire::time::Timestamp;

use super::{received_texts, view};
use crate::state::NotifyState;
use database::entity::{notify_message, notify_pdf, notify_service};
use web::error::Error;
use web::html::{escape, page};
use web::parameters::Form;
use web::same_origin::check_origin_if_said;

const SHOWN: u64 = 100;

pub(super) fn routes() -> OpenApiRouter<NotifyState> {
    OpenApiRouter::new()
        .routes(routes!(show_outbox))
        .routes(routes!(show_letter))
        .routes(routes!(answer_text))
}

#[derive(Deserialize)]
pub(super) struct OutboxQuery {
    before: Option<String>,
}

#[derive(Deserialize, utoipa::ToSchema)]
pub(super) struct AnswerText {
    service: String,
    number: String,
    content: String,
}

fn check_demo(state: &NotifyState) -> Result<(), Error> {
    if state.config.demo { Ok(()) } else { Err(Error::NotFound) }
}

/// All messages, newest first.
#[utoipa::path(get, path = "/dev/outbox", tag = "sender", params(("before" = Option<String>, Query)),
    responses((status = 200, description = "A page", content_type = "text/html", body = wire::openapi::HtmlPage), (status = 404, description = "Not a demonstration")))]
pub(super) async fn show_outbox(
    State(state): State<NotifyState>,
    Query(query): Query<OutboxQuery>,
) -> Result<Response, Error> {
    check_demo(&state)?;
    let mut rows = notify_message::Entity::find().order_by_desc(notify_message::Column::Id).limit(SHOWN);
    if let Some(before) = query.before {
        rows = rows.filter(notify_message::Column::Id.lt(before));
    }
    let rows = rows.all(&*state.db).await?;
    let services =
        notify_service::Entity::find().order_by_asc(notify_service::Column::Name).all(&*state.db).await?;
    let name =
        |id: &str| services.iter().find(|service| service.id == id).map_or("", |service| &service.name);
    let mut main = String::from(
        "<p>What this demonstration would have sent. Nothing here reached anybody, unless e-mail goes out by SMTP.</p>",
    );
    if rows.is_empty() {
        main.push_str("<p>Nothing yet. What is sent by e-mail, text or letter stands here.</p>");
    }
    for row in &rows {
        main.push_str(&shown(row, name(&row.service_id)));
    }
    if let Some(last) = rows.last().filter(|_| rows.len() as u64 == SHOWN) {
        main.push_str(&format!("<p><a href=\"/dev/outbox?before={}\">Older</a></p>", last.id));
    }
    let options: String = services
        .iter()
        .map(|service| format!("<option value=\"{}\">{}</option>", service.id, escape(&service.name)))
        .collect();
    main.push_str(&format!(
        "<h2>Answer by text</h2><p>As somebody's telephone would. The service reads it as a received text.</p>\
         <form method=\"post\" action=\"/dev/outbox/texts\">\
         <p><label for=\"service\">To the service</label><select id=\"service\" name=\"service\">{options}</select></p>\
         <p><label for=\"number\">From the number</label><input id=\"number\" name=\"number\" value=\"07700900123\"></p>\
         <p><label for=\"content\">Words</label><textarea id=\"content\" name=\"content\" rows=\"3\"></textarea></p>\
         <p><button>Send</button></p></form>"
    ));
    Ok(page(&state.config.web, "Outbox", &main))
}

fn shown(row: &notify_message::Model, service: &str) -> String {
    let kind = match row.kind.as_str() {
        "email" => "E-mail",
        "sms" => "Text",
        _ => "Letter",
    };
    let subject = row.subject.as_deref().filter(|_| row.kind != "sms").unwrap_or_default();
    let pdf = if row.kind == "letter" {
        format!("<p><a href=\"/dev/outbox/{}/letter.pdf\">The letter as PDF</a></p>", row.id)
    } else {
        String::new()
    };
    let reply = row.sender.as_deref().map_or_else(String::new, |sender| {
        let word = if row.kind == "sms" { "From" } else { "Answers to" };
        format!(" · {word} {}", escape(sender))
    });
    format!(
        "<article><h2>{kind} to {}</h2><p class=\"meta\">{} · {} · {}{reply}</p><p><b>{}</b></p><pre>{}</pre>{pdf}</article>",
        escape(&row.recipient.replace('\n', ", ")),
        escape(service),
        Timestamp::from_millis(row.created_at),
        view::status(&row.kind, &row.status),
        escape(subject),
        linked(&row.body),
    )
}

/// The text, with links to our own files as HTML links.
fn linked(body: &str) -> String {
    body.split_inclusive(char::is_whitespace)
        .map(|word| {
            let bare = word.trim_end();
            let rest = &word[bare.len()..];
            let shown = escape(bare);
            if bare.starts_with("http://") || bare.starts_with("https://") {
                format!("<a href=\"{shown}\">{shown}</a>{rest}")
            } else {
                format!("{shown}{rest}")
            }
        })
        .collect()
}

/// The PDF of a letter.
#[utoipa::path(get, path = "/dev/outbox/{id}/letter.pdf", tag = "sender", params(("id" = String, Path)),
    responses((status = 200, description = "application/pdf", content_type = "application/pdf", body = wire::openapi::File), (status = 404)))]
pub(super) async fn show_letter(
    State(state): State<NotifyState>,
    Path(id): Path<String>,
) -> Result<Response, Error> {
    check_demo(&state)?;
    let pdf = notify_pdf::Entity::find_by_id(id).one(&*state.db).await?.ok_or(Error::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "application/pdf")], pdf.bytes).into_response())
}

/// Stores the reply that a demo recipient sends to a text.
#[utoipa::path(post, path = "/dev/outbox/texts", tag = "sender",
    request_body(content = AnswerText, content_type = "application/x-www-form-urlencoded", description = "service, number, content"),
    responses((status = 303, description = "Back to the outbox"), (status = 400), (status = 403), (status = 404)))]
pub(super) async fn answer_text(
    State(state): State<NotifyState>,
    headers: HeaderMap,
    Form(text): Form<AnswerText>,
) -> Result<Redirect, Error> {
    check_demo(&state)?;
    check_origin_if_said(&headers, &state.config.web)?;
    let service = notify_service::Entity::find_by_id(&text.service).one(&*state.db).await?;
    let service = service.ok_or(Error::NotFound)?;
    let number = phone::parse(&text.number)
        .map_err(|problem| Error::bad_request(format!("number: {}", problem.message())))?;
    let content = text.content.trim();
    if content.is_empty() || content.chars().count() > 918 || content.contains('\0') {
        return Err(Error::bad_request("content: write 1 to 918 characters."));
    }
    received_texts::receive(&state, &service.id, &number.digits, "447700900999", content).await?;
    Ok(Redirect::to("/dev/outbox"))
}
