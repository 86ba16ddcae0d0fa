//! Writing templates.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use wire::problem::FieldErrors;
use wire::sender::template::{Template, TemplateChange, TemplateType};
use wire::sender::typeface;

use super::read::{check_written_here, find, find_anywhere, one};
use crate::auth::caller::Admin;
use crate::state::AppState;
use crate::templates::put::{NewTemplate, keep_version, put_template};
use database::entity::notify_service::BUILTIN_SERVICE;
use database::entity::{notify_service, template};
use web::error::Error;
use web::json::JsonBody;
use web::problem::invalid;

/// Makes a template.
#[utoipa::path(post, path = "/api/templates", tag = "templates",
    request_body(content = wire::openapi::TemplateRequest, description = "type (email, sms or letter), name, body; subject (e-mails and letters), postage and letterContactBlock (letters), serviceId", example = json!({"type": "email", "name": "Reminder", "subject": "For ((name))", "body": "Dear ((name)), see ((link))"})),
    responses((status = 201, description = "The template", body = Template), (status = 400), (status = 401), (status = 403), (status = 409, description = "Templates are edited in GOV.UK Notify"), (status = 422, description = "The problem of each field", body = wire::problem::Problem)))]
pub(crate) async fn create_template(
    State(state): State<AppState>,
    Admin(person): Admin,
    JsonBody(body): JsonBody<Value>,
) -> Result<Response, Error> {
    check_written_here(&state)?;
    let new = TemplateChange::read_new(body).map_err(invalid)?;
    let id = state.new_id().to_string();
    let service_id = new.service_id.unwrap_or_else(|| BUILTIN_SERVICE.to_owned());
    let transaction = state.write().await?;
    let service = notify_service::Entity::find_by_id(&service_id).one(&*transaction).await?;
    let is_theirs = |service: &notify_service::Model| {
        service.id == BUILTIN_SERVICE || service.organisation_id == person.user.organisation_id
    };
    if !service.as_ref().is_some_and(is_theirs) {
        return Err(invalid(FieldErrors::one("serviceId", "choose one of your own services")));
    }
    if new.kind == Some(TemplateType::Letter) {
        check_letter(new.subject.as_deref(), new.body.as_deref(), new.letter_contact_block.as_deref())?;
    }
    let template = NewTemplate {
        id: id.clone(),
        service_id,
        organisation_id: person.user.organisation_id,
        kind: new.kind.unwrap_or_default(),
        name: new.name.unwrap_or_default(),
        subject: new.subject,
        body: new.body.unwrap_or_default(),
        postage: new.postage,
        letter_contact_block: new.letter_contact_block.filter(|block| !block.is_empty()),
    };
    put_template(&*transaction, &state, template, &person.user.email).await?;
    let row = find(&*transaction, &person, &id).await?;
    let template = one(&*transaction, row).await?;
    transaction.commit().await?;
    let location = [(header::LOCATION, format!("/api/templates/{id}"))];
    Ok((StatusCode::CREATED, location, axum::Json(template)).into_response())
}

/// Changes a template by adding a new version. Omitted fields stay unchanged; `archived` archives or restores it. `version` may
/// name the version on which the change is based; then a change by somebody else in between is a conflict.
#[utoipa::path(patch, path = "/api/templates/{id}", tag = "templates", params(("id" = String, Path)),
    request_body(content = TemplateChange, description = "name, subject, body, postage, letterContactBlock (an empty one removes it), archived; version", example = json!({"body": "Dear ((name)), please see ((link))", "version": 1})),
    responses((status = 200, description = "The template", body = Template), (status = 400), (status = 401), (status = 403), (status = 404), (status = 409, description = "Somebody else has changed it meanwhile, or templates are edited in GOV.UK Notify"), (status = 422, description = "The problem of each field", body = wire::problem::Problem)))]
pub(crate) async fn update_template(
    State(state): State<AppState>,
    Admin(person): Admin,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<Value>,
) -> Result<axum::Json<Template>, Error> {
    if state.original.is_some() {
        find_anywhere(&state, &person, &id).await?;
        check_written_here(&state)?;
    }
    let change = TemplateChange::read(body).map_err(invalid)?;
    let transaction = state.write().await?;
    let before = find(&*transaction, &person, &id).await?;
    if change.version.is_some_and(|known| known != before.version) {
        let who = &before.created_by;
        return Err(Error::conflict(format!(
            "{who} has changed this template meanwhile. Read it again first."
        )));
    }
    if before.kind == "letter" {
        check_letter(
            change.subject.as_deref(),
            change.body.as_deref(),
            change.letter_contact_block.as_deref(),
        )?;
    }
    let mut after = before.clone();
    after.name = change.name.unwrap_or(after.name);
    if before.kind != "sms" {
        after.subject = change.subject.or(after.subject);
    }
    after.body = change.body.unwrap_or(after.body);
    if before.kind == "letter" {
        after.postage = change.postage.or(after.postage);
        if let Some(block) = change.letter_contact_block {
            after.letter_contact_block = Some(block).filter(|block| !block.is_empty());
        }
    }
    after.archived = change.archived.unwrap_or(after.archived);
    if after != before {
        after.version += 1;
        after.created_by = person.user.email.clone();
        after.updated_at = Some(state.now());
        keep_version(&*transaction, &after).await?;
        store(&*transaction, &before, &after).await?;
    }
    let template = one(&*transaction, after).await?;
    transaction.commit().await?;
    Ok(axum::Json(template))
}

/// Refuses a letter with characters that the font lacks.
fn check_letter(subject: Option<&str>, body: Option<&str>, contact: Option<&str>) -> Result<(), Error> {
    let mut errors = FieldErrors::default();
    for (field, text) in [("subject", subject), ("body", body), ("letterContactBlock", contact)] {
        if let Some(problem) = text.and_then(|text| typeface::problem(&[text])) {
            errors.add(field, problem);
        }
    }
    errors.or(()).map_err(invalid)
}

async fn store(
    db: &impl ConnectionTrait,
    before: &template::Model,
    after: &template::Model,
) -> Result<(), Error> {
    let changed = template::Entity::update_many()
        .filter(template::Column::Id.eq(&before.id))
        .filter(template::Column::Version.eq(before.version))
        .col_expr(template::Column::Name, Expr::value(after.name.clone()))
        .col_expr(template::Column::Subject, Expr::value(after.subject.clone()))
        .col_expr(template::Column::Body, Expr::value(after.body.clone()))
        .col_expr(template::Column::Postage, Expr::value(after.postage.clone()))
        .col_expr(template::Column::LetterContactBlock, Expr::value(after.letter_contact_block.clone()))
        .col_expr(template::Column::Archived, Expr::value(after.archived))
        .col_expr(template::Column::Version, Expr::value(after.version))
        .col_expr(template::Column::CreatedBy, Expr::value(after.created_by.clone()))
        .col_expr(template::Column::UpdatedAt, Expr::value(after.updated_at))
        .exec(db)
        .await?;
    if changed.rows_affected == 1 {
        return Ok(());
    }
    Err(Error::conflict("Somebody else has changed this template meanwhile. Read it again first."))
}
