//! `GET /v2/templates`, `GET /v2/template/{id}[/version/{n}]` and `GET /service/{id}/template/{id}/versions`.

use axum::extract::{Path, RawQuery, State};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use wire::notify::{Placeholder, Template, TemplateVersion, TemplateVersions, Templates};
use wire::sender::template::placeholders;
use wire::time::Timestamp;

use super::auth::ApiKey;
use super::refusal::Refusal;
use super::schema;
use crate::state::NotifyState;
use database::entity::notify_service::BUILTIN_SERVICE;
use database::entity::{template, template_version};

/// A template of the caller's service, or one of the server's own.
pub(super) async fn find(state: &NotifyState, who: &ApiKey, id: &str) -> Result<template::Model, Refusal> {
    if !schema::is_uuid(id) {
        return Err(Refusal::validation(vec!["id is not a valid UUID".to_owned()]));
    }
    template::Entity::find_by_id(schema::uuid(id))
        .filter(template::Column::ServiceId.is_in([who.service.id.as_str(), BUILTIN_SERVICE]))
        .filter(template::Column::Hidden.eq(false))
        .one(&*state.db)
        .await?
        .ok_or_else(Refusal::not_found)
}

fn template_view(template: &template::Model) -> Template {
    let asked = placeholders(template.subject.as_deref(), &template.body).into_iter();
    let template = template.clone();
    Template {
        id: template.id,
        kind: template.kind,
        created_at: Timestamp::from_millis(template.created_at),
        updated_at: template.updated_at.map(Timestamp::from_millis),
        created_by: template.created_by,
        version: template.version,
        body: template.body,
        subject: template.subject,
        name: template.name,
        personalisation: asked.map(|name| (name, Placeholder { required: true })).collect(),
        postage: template.postage,
        letter_contact_block: template.letter_contact_block,
    }
}

/// Lists the templates that the key can use.
#[utoipa::path(get, path = "/v2/templates", tag = "sender",
    params(("type" = Option<String>, Query, description = "sms, email or letter")),
    responses((status = 200, description = "templates", body = Templates), (status = 400, description = "ValidationError"), (status = 401, description = "No token"), (status = 403, description = "AuthError")))]
pub(super) async fn list_sendable_templates(
    State(state): State<NotifyState>,
    who: ApiKey,
    RawQuery(raw): RawQuery,
) -> Result<axum::Json<Templates>, Refusal> {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(raw.as_deref().unwrap_or_default()).unwrap_or_default();
    let mut query = template::Entity::find()
        .filter(template::Column::ServiceId.is_in([who.service.id.as_str(), BUILTIN_SERVICE]))
        .filter(template::Column::Hidden.eq(false))
        .filter(template::Column::Archived.eq(false));
    for (name, value) in &pairs {
        let known = ["sms", "email", "letter"];
        let wrong = match name.as_str() {
            "type" if known.contains(&value.as_str()) => {
                query = query.filter(template::Column::Kind.eq(value.as_str()));
                continue;
            }
            "type" => format!("type {value} is not one of [{}]", known.join(", ")),
            other => format!("Additional properties are not allowed ({other} was unexpected)"),
        };
        return Err(Refusal::validation(vec![wrong]));
    }
    let rows = query.order_by_asc(template::Column::Name).all(&*state.db).await?;
    Ok(axum::Json(Templates { templates: rows.iter().map(template_view).collect() }))
}

/// One template in its current version.
#[utoipa::path(get, path = "/v2/template/{id}", tag = "sender", params(("id" = String, Path)),
    responses((status = 200, description = "The template", body = Template), (status = 400), (status = 401, description = "No token"), (status = 403, description = "AuthError"), (status = 404, description = "NoResultFound")))]
pub(super) async fn get_sendable_template(
    State(state): State<NotifyState>,
    who: ApiKey,
    Path(id): Path<String>,
) -> Result<axum::Json<Template>, Refusal> {
    Ok(axum::Json(template_view(&find(&state, &who, &id).await?)))
}

/// The template as it was in this version.
fn as_of(template: &template::Model, version: template_version::Model) -> template::Model {
    template::Model {
        name: version.name,
        subject: version.subject,
        body: version.body,
        postage: version.postage,
        letter_contact_block: version.letter_contact_block,
        archived: version.archived,
        created_by: version.created_by,
        updated_at: Some(version.created_at),
        version: version.version,
        ..template.clone()
    }
}

/// Returns one version of a template.
#[utoipa::path(get, path = "/v2/template/{id}/version/{version}", tag = "sender",
    params(("id" = String, Path), ("version" = i64, Path)),
    responses((status = 200, description = "The template", body = Template), (status = 400), (status = 401, description = "No token"), (status = 403, description = "AuthError"), (status = 404, description = "NoResultFound")))]
pub(super) async fn get_template_version(
    State(state): State<NotifyState>,
    who: ApiKey,
    Path((id, version)): Path<(String, String)>,
) -> Result<axum::Json<Template>, Refusal> {
    let template = find(&state, &who, &id).await?;
    let version: i64 = version.parse().map_err(|_| Refusal::not_found())?;
    let found = template_version::Entity::find_by_id((template.id.clone(), version)).one(&*state.db).await?;
    Ok(axum::Json(template_view(&as_of(&template, found.ok_or_else(Refusal::not_found)?))))
}

/// Lists all versions of a template, newest first.
#[utoipa::path(get, path = "/service/{service}/template/{id}/versions", tag = "sender",
    params(("service" = String, Path), ("id" = String, Path)),
    responses((status = 200, description = "data: the versions", body = TemplateVersions), (status = 400), (status = 401, description = "No token"), (status = 403, description = "AuthError"), (status = 404, description = "NoResultFound")))]
pub(super) async fn list_template_versions(
    State(state): State<NotifyState>,
    who: ApiKey,
    Path((service, id)): Path<(String, String)>,
) -> Result<axum::Json<TemplateVersions>, Refusal> {
    if schema::uuid(&service) != who.service.id {
        return Err(Refusal::not_found());
    }
    let template = find(&state, &who, &id).await?;
    let versions = template_version::Entity::find()
        .filter(template_version::Column::TemplateId.eq(&template.id))
        .order_by_desc(template_version::Column::Version)
        .all(&*state.db)
        .await?;
    let data = versions.into_iter().map(|version| {
        let template = as_of(&template, version);
        TemplateVersion {
            template: template_view(&template),
            template_type: template.kind,
            content: template.body,
            archived: template.archived,
            service: template.service_id,
        }
    });
    Ok(axum::Json(TemplateVersions { data: data.collect() }))
}
