//! `GET /api/message-status/{service}/{id}`: the status of a message, in GOV.UK Notify's terms.

use axum::extract::{Path, State};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::message_status::{MessageReport, ReportTemplate};
use wire::sender::words::MessageStatus;
use wire::time::Timestamp;

use crate::auth::caller::Caller;
use crate::auth::scopes;
use crate::state::AppState;
use database::entity::message;
use database::entity::message::{Column, Entity};
use web::error::Error;

/// How long GOV.UK Notify keeps a message.
const KEPT: i64 = 7 * 24 * 60 * 60 * 1000;

pub(crate) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(get_message_status))
}

/// The status of a message. `{service}` is a service's name, never a key; `{id}` is our id or GOV.UK Notify's.
#[utoipa::path(get, path = "/api/message-status/{service}/{id}", tag = "notifications",
    params(("service" = String, Path), ("id" = String, Path)),
    responses((status = 200, description = "The report", body = MessageReport), (status = 401), (status = 403), (status = 404, description = "Unknown, or older than seven days")))]
async fn get_message_status(
    State(state): State<AppState>,
    caller: Caller,
    Path((service, id)): Path<(String, String)>,
) -> Result<axum::Json<MessageReport>, Error> {
    let readable = scopes::messages(&caller)?;
    if caller.service().is_some_and(|own| !is_named(Some(&own.name), &service)) {
        return Err(Error::NotFound);
    }
    let which = Condition::any()
        .add(Column::Id.eq(&id))
        .add(Column::SenderId.eq(&id))
        .add(Column::NotificationId.eq(&id));
    let found = Entity::find()
        .filter(which)
        .filter(Column::CreatedAt.gt(state.now() - KEPT))
        .filter(readable)
        .all(&*state.db)
        .await?;
    for row in found {
        if is_named(row.service_name.as_deref(), &service) {
            return Ok(axum::Json(report(&row)));
        }
    }
    // Messages that a service sent through notify's API have no row in the outbox.
    let report = match &caller {
        Caller::Service(own) => notify::report(&state, Some(own.organisation_id), &service, &id).await?,
        Caller::Person(person) => notify::report(&state, person.user.organisation_id, &service, &id).await?,
        Caller::Client(_) => None,
    };
    let report = report.ok_or(Error::NotFound)?;
    Ok(axum::Json(from_sender(&report)))
}

/// The server's own messages have the server's name.
fn is_named(name: Option<&str>, wanted: &str) -> bool {
    name.unwrap_or(notify::OWN_NAME).trim().to_lowercase() == wanted.trim().to_lowercase()
}

/// GOV.UK Notify's latest report, and what only we know: whether the message is queued or was refused.
fn report(row: &message::Model) -> MessageReport {
    let last: Option<Value> = row.report.as_deref().and_then(|report| serde_json::from_str(report).ok());
    let mut report = last.as_ref().map(from_sender).unwrap_or_default();
    report.id = row.sender_id.clone().unwrap_or_else(|| row.id.clone());
    report.status = MessageStatus::from(row.status.clone());
    report.reference = row.reference.clone();
    report.sent_at = report.sent_at.or(row.sent_at.map(Timestamp::from_millis));
    report.completed_at = row.completed_at.map(Timestamp::from_millis);
    report.document_id = row.document_id.clone();
    report.failure = row.failure.clone().filter(|_| report.status == MessageStatus::Refused);
    if report.template.id.is_empty() {
        report.template.id = row.template_id.clone().unwrap_or_default();
    }
    let kind = if row.channel == "text" { "sms" } else { &row.channel };
    report.kind = kind.to_owned();
    let recipient = row.recipient.clone();
    report.email_address = Some(recipient.clone().filter(|_| kind == "email").unwrap_or_default());
    report.phone_number = recipient.filter(|_| kind == "sms");
    report
}

/// GOV.UK Notify's report in our spelling.
fn from_sender(report: &Value) -> MessageReport {
    let text = |name: &str| report[name].as_str().map(str::to_owned);
    let time = |name: &str| text(name).and_then(|text| Timestamp::try_from(text).ok());
    MessageReport {
        id: text("id").unwrap_or_default(),
        completed_at: time("completed_at"),
        email_address: Some(text("email_address").unwrap_or_default()),
        body: text("body"),
        subject: text("subject"),
        line1: text("line_1"),
        line2: text("line_2"),
        line3: text("line_3"),
        line4: text("line_4"),
        line5: text("line_5"),
        line6: text("line_6"),
        phone_number: text("phone_number"),
        postage: text("postage"),
        reference: text("reference"),
        sent_at: time("sent_at"),
        status: MessageStatus::from(text("status").unwrap_or_default()),
        kind: text("type").unwrap_or_default(),
        created_by_name: text("created_by_name"),
        template: ReportTemplate {
            id: report["template"]["id"].as_str().unwrap_or_default().to_owned(),
            path: String::new(),
            version: report["template"]["version"].as_i64().unwrap_or_default(),
        },
        failure: None,
        document_id: None,
    }
}
