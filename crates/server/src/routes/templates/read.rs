//! Reading templates and their versions.

use axum::extract::{Path, State};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Deserialize;
use wire::carrier::TemplateOrigin;
use wire::notification::NotificationType;
use wire::sender::template::{Template, TemplateType, placeholders};
use wire::session::Role;
use wire::time::Timestamp;

use crate::auth::caller::Person;
use crate::carrier;
use crate::carrier::{Lookup, SendableTemplate};
use crate::context::Context;
use crate::state::AppState;
use database::entity::{notify_service, template, template_version};
use web::error::Error;
use web::parameters::{Query, flag};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(deserialize_with = "flag")]
    archived: bool,
    #[serde(deserialize_with = "flag")]
    sendable: bool,
}

/// 403 unless the caller is staff.
pub(crate) fn check_staff(person: &Person) -> Result<(), Error> {
    match person.role {
        Role::Officer | Role::Manager | Role::Admin => Ok(()),
        _ => Err(Error::forbidden("Templates need a staff account. Sign in as an officer.")),
    }
}

fn visible(person: &Person) -> Condition {
    let own = template::Column::OrganisationId.eq(person.user.organisation_id);
    Condition::all().add(own).add(template::Column::Hidden.eq(false))
}

/// An editable template that this person may see; otherwise 404.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    person: &Person,
    id: &str,
) -> Result<template::Model, Error> {
    template::Entity::find_by_id(id).filter(visible(person)).one(db).await?.ok_or(Error::NotFound)
}

/// A template in the embedded service or GOV.UK Notify that this person may see; otherwise 404.
pub(crate) async fn find_anywhere(
    state: &Context,
    person: &Person,
    id: &str,
) -> Result<(template::Model, Template), Error> {
    if state.original.is_none() {
        let row = find(&*state.db, person, id).await?;
        let shown = one(&*state.db, row.clone()).await?;
        return Ok((row, shown));
    }
    let organisation_id = person.user.organisation_id.unwrap_or_default();
    match carrier::find(state, organisation_id, None, id).await? {
        Lookup::Found(found) => Ok((found.template.clone(), sendable(*found))),
        _ => Err(Error::NotFound),
    }
}

/// 409 if templates are edited in GOV.UK Notify.
pub(crate) fn check_written_here(state: &Context) -> Result<(), Error> {
    if state.original.is_none() {
        return Ok(());
    }
    Err(Error::conflict(
        "Templates are edited in GOV.UK Notify. Change them there; they appear here within a minute.",
    ))
}

/// A usable template, with the name of the service whose key sends it.
fn sendable(found: SendableTemplate) -> Template {
    let name = found.service.as_ref().map_or("", |service| &service.name);
    Template { origin: found.origin, ..template_view(found.template, name) }
}

/// A template as JSON representation.
pub(crate) fn template_view(row: template::Model, service_name: &str) -> Template {
    Template {
        placeholders: placeholders(row.subject.as_deref(), &row.body),
        id: row.id,
        service_id: row.service_id,
        service_name: service_name.to_owned(),
        origin: TemplateOrigin::Here,
        kind: TemplateType::from(row.kind),
        name: row.name,
        subject: row.subject,
        body: row.body,
        postage: row.postage,
        letter_contact_block: row.letter_contact_block,
        version: row.version,
        archived: row.archived,
        created_by: row.created_by,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: row.updated_at.map(Timestamp::from_millis),
    }
}

/// One template with the name of its service.
pub(crate) async fn one(db: &impl ConnectionTrait, row: template::Model) -> Result<Template, Error> {
    let service = notify_service::Entity::find_by_id(&row.service_id).one(db).await?;
    Ok(template_view(row, service.as_ref().map_or("", |service| &service.name)))
}

/// The templates of the caller's organisation, by name.
#[utoipa::path(get, path = "/api/templates", tag = "templates",
    params(("type" = Option<String>, Query, description = "email, sms or letter"), ("archived" = Option<bool>, Query, description = "Includes archived ones"),
        ("sendable" = Option<bool>, Query, description = "Only those that the caller can use now")),
    responses((status = 200, description = "An array of templates", body = Vec<Template>), (status = 401), (status = 403)))]
pub(crate) async fn list_templates(
    State(state): State<AppState>,
    person: Person,
    Query(filter): Query<Filter>,
) -> Result<axum::Json<Vec<Template>>, Error> {
    check_staff(&person)?;
    if filter.sendable || state.original.is_some() {
        return Ok(axum::Json(list_sendable(&state, &person, &filter).await?));
    }
    let mut query = template::Entity::find().filter(visible(&person));
    if let Some(kind) = filter.kind.filter(|kind| !kind.is_empty()) {
        query = query.filter(template::Column::Kind.eq(kind));
    }
    if !filter.archived {
        query = query.filter(template::Column::Archived.eq(false));
    }
    let rows = query.order_by_asc(template::Column::Name).all(&*state.db).await?;
    let services = notify_service::Entity::find().all(&*state.db).await?;
    let name =
        |id: &str| services.iter().find(|service| service.id == id).map_or("", |service| &service.name);
    let list = rows.into_iter().map(|row| {
        let service = name(&row.service_id).to_owned();
        template_view(row, &service)
    });
    Ok(axum::Json(list.collect()))
}

async fn list_sendable(state: &Context, person: &Person, filter: &Filter) -> Result<Vec<Template>, Error> {
    let (all, _) = carrier::list(state, person.user.organisation_id.unwrap_or_default()).await?;
    let kind = filter.kind.as_deref().filter(|kind| !kind.is_empty());
    let is_wanted = |one: &SendableTemplate| {
        let channel = match one.template.kind.as_str() {
            "sms" => NotificationType::Text,
            "letter" => NotificationType::Letter,
            _ => NotificationType::Email,
        };
        kind.is_none_or(|kind| kind == one.template.kind)
            && (!filter.sendable || crate::carrier::can_send::can_send(&state.config, &channel))
    };
    Ok(all.into_iter().filter(is_wanted).map(sendable).collect())
}

/// One template in its current version.
#[utoipa::path(get, path = "/api/templates/{id}", tag = "templates", params(("id" = String, Path)),
    responses((status = 200, description = "The template", body = Template), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn get_template(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
) -> Result<axum::Json<Template>, Error> {
    check_staff(&person)?;
    Ok(axum::Json(find_anywhere(&state, &person, &id).await?.1))
}

/// Every version of a template, newest first.
#[utoipa::path(get, path = "/api/templates/{id}/versions", tag = "templates", params(("id" = String, Path)),
    responses((status = 200, description = "An array of templates", body = Vec<Template>), (status = 401), (status = 403), (status = 404)))]
pub(crate) async fn list_versions(
    State(state): State<AppState>,
    person: Person,
    Path(id): Path<String>,
) -> Result<axum::Json<Vec<Template>>, Error> {
    check_staff(&person)?;
    let (_, current) = find_anywhere(&state, &person, &id).await?;
    if current.origin == TemplateOrigin::Notify {
        // GOV.UK Notify has the earlier versions.
        return Ok(axum::Json(vec![current]));
    }
    let versions = template_version::Entity::find()
        .filter(template_version::Column::TemplateId.eq(&id))
        .order_by_desc(template_version::Column::Version)
        .all(&*state.db)
        .await?;
    let list = versions.into_iter().map(|version| Template {
        placeholders: placeholders(version.subject.as_deref(), &version.body),
        version: version.version,
        name: version.name,
        subject: version.subject,
        body: version.body,
        postage: version.postage,
        letter_contact_block: version.letter_contact_block,
        archived: version.archived,
        created_by: version.created_by,
        updated_at: Some(Timestamp::from_millis(version.created_at)),
        ..current.clone()
    });
    Ok(axum::Json(list.collect()))
}
