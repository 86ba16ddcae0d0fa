//! `POST /api/notifications`: a service or an officer sends a notification.

use std::collections::BTreeSet;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde_json::Value;
use wire::notification::{NewNotification, NotificationType, WhoSends};
use wire::session::Role;
use wire::target_type::TargetType;

use crate::auth::caller::Caller;
use crate::context::{Change, Context};
use crate::notifications::address::Recipients;
use crate::notifications::raise::{blank, put};
use crate::notifications::{address, send};
use crate::state::AppState;
use crate::visits::{CautionRecord, Plan};
use crate::{carrier, visits};
use database::entity::{notification, notification_document, service};
use web::error::Error;
use web::json;
use web::problem::invalid;

/// Creates a notification. When this responds, it is on disk, on the trays and in the outbox.
#[utoipa::path(post, path = "/api/notifications", tag = "notifications",
    request_body(content = wire::openapi::NotificationRequest, description = "notificationType and what that needs; nested or flat, flags also as text. A template for each channel in \
        emailTemplateId, smsTemplateId, letterTemplateId, or templateId for all; a ready letter in documentId"),
    responses((status = 201, description = "The new id, as a JSON string", body = wire::id::NotificationId), (status = 400), (status = 401), (status = 403),
        (status = 422, description = "The problems of all fields"), (status = 429)))]
pub(crate) async fn create_notification(
    State(state): State<AppState>,
    caller: Caller,
    request: Request,
) -> Result<Response, Error> {
    may_create(&caller)?;
    let body: Value = json::parse(&json::read_body(request, &state).await?)?;
    let who = if matches!(caller, Caller::Client(_)) { WhoSends::Service } else { WhoSends::Person };
    let (mut new, mut errors) = NewNotification::read_fields(body, who);
    let service = match service_of(&*state.db, &caller, &new).await? {
        Ok(service) => carrier::check(&state, &caller, service, &mut new, &mut errors).await?,
        Err((field, complaint)) => {
            errors.add(field, complaint);
            None
        }
    };
    errors.or(()).map_err(invalid)?;
    let transaction = state.write().await?;
    let to = address::resolve(&*transaction, caller.organisation_id(), &new).await?;
    let site_id = to.site_id;
    let id = store(&*transaction, &state, &caller, service.as_ref(), &new, to).await?;
    keep_visit_or_caution(&*transaction, &state, &caller, service.as_ref(), &new, (&id, site_id)).await?;
    if let Some(service) = &service {
        service::Entity::update_many()
            .col_expr(service::Column::LastSentAt, Expr::value(state.now()))
            .filter(service::Column::Id.eq(&service.id))
            .exec(&*transaction)
            .await?;
    }
    transaction.commit().await?;
    state.publish(Change::Trays);
    let location = [(header::LOCATION, format!("/api/notifications/{id}"))];
    Ok((StatusCode::CREATED, location, axum::Json(id)).into_response())
}

fn may_create(caller: &Caller) -> Result<(), Error> {
    match caller {
        Caller::Person(person) if !matches!(person.role, Role::Officer | Role::Manager | Role::Admin) => {
            Err(Error::forbidden("Only services and officers can send notifications."))
        }
        _ => Ok(()),
    }
}

/// The sending service: the caller, or the service whose key or name is in the body.
async fn service_of(
    db: &impl ConnectionTrait,
    caller: &Caller,
    new: &NewNotification,
) -> Result<Result<Option<service::Model>, Complaint>, Error> {
    if let Caller::Service(service) = caller {
        return Ok(Ok(Some(service.clone())));
    }
    let organisation_id = caller.organisation_id();
    if let Some(key) = &new.service_key {
        let found = crate::auth::service_key::find_by_key(db, key)
            .await?
            .filter(|service| service.organisation_id == organisation_id);
        return Ok(found.map(Some).ok_or(("serviceKey", "this key is unknown, or was replaced")));
    }
    match &new.service {
        Some(name) => {
            let found = crate::auth::service_key::find_by_name(db, organisation_id, name).await?;
            Ok(found.map(Some).ok_or(("service", "there is no service with this name")))
        }
        None => Ok(Ok(None)),
    }
}

/// A field and its problem.
type Complaint = (&'static str, &'static str);

async fn store(
    transaction: &impl ConnectionTrait,
    state: &Context,
    caller: &Caller,
    service: Option<&service::Model>,
    new: &NewNotification,
    to: Recipients,
) -> Result<String, Error> {
    let person = match caller {
        Caller::Person(person) => Some(person.user.id.clone()),
        _ => None,
    };
    let due_at = new.due_at.as_ref().map(|time| time.millis());
    let arrives_at = due_at
        .filter(|_| new.target_type == Some(TargetType::VisitDue))
        .map(|due| state.config.calendar.day_before(due))
        .filter(|arrives| *arrives > state.now());
    let json = |value: &Value| (value != &Value::Null).then(|| value.to_string());
    let row = notification::ActiveModel {
        organisation_id: Set(caller.organisation_id()),
        notification_type: Set(new.notification_type.to_string()),
        target_id: Set(new.target_id.clone()),
        target_type: Set(new.target_type.as_ref().map(ToString::to_string)),
        user_email: Set(new.user.as_ref().map(|user| user.to_lowercase())),
        message: Set(new.message.clone()),
        service_id: Set(service.map(|service| service.id.clone())),
        created_by_user_id: Set(person),
        template_id: Set(new.template_id.clone()),
        email_template_id: Set(new.email_template_id.clone()),
        sms_template_id: Set(new.sms_template_id.clone()),
        letter_template_id: Set(new.letter_template_id.clone()),
        letter_document_id: Set(new.ready_letter().map(|(id, _)| id.to_owned())),
        mobile_number: Set(new.mobile_number.clone()),
        email: Set(new.email.clone()),
        personalisation: Set(json(&match new.personalisation_params.is_empty() {
            true => Value::Null,
            false => serde_json::json!(new.personalisation_params),
        })),
        attachments: Set(json(&match new.attachments.is_empty() {
            true => Value::Null,
            false => serde_json::json!(new.attachments),
        })),
        require_action: Set(new.require_action),
        require_email: Set(new.goes_by(&NotificationType::Email)),
        require_sms: Set(new.goes_by(&NotificationType::Text)),
        require_letter: Set(new.goes_by(&NotificationType::Letter)),
        read_callback: Set(new.read_callback || service.is_some_and(|service| service.read_callbacks)),
        follow_on_url: Set(new.follow_on_url.as_deref().map(|url| state.config.without_root(url).to_owned())),
        due_at: Set(due_at),
        visit_slots: Set(json(&match new.slots.is_empty() {
            true => Value::Null,
            false => new.slots.iter().map(|slot| slot.millis()).collect(),
        })),
        property: Set(new.property_named()),
        site_id: Set(to.site_id),
        arrives_at: Set(arrives_at),
        client_id: Set(caller.client_id()),
        ..blank(state)
    };
    let by = match (caller, service) {
        (Caller::Client(_), Some(service)) => crate::auth::author::Author::service(&service.name),
        _ => caller.by(),
    };
    let row = put(transaction, state, row, &to.audiences, &by).await?;
    attach(transaction, row.seq, new).await?;
    if arrives_at.is_none() {
        send::enqueue(transaction, state, &row).await?;
    }
    Ok(row.id)
}

/// Records the attached documents, so that they are kept as long as the notification is.
async fn attach(transaction: &impl ConnectionTrait, seq: i64, new: &NewNotification) -> Result<(), Error> {
    let documents: BTreeSet<&String> = new.attachments.iter().chain(&new.document_id).collect();
    if documents.is_empty() {
        return Ok(());
    }
    let rows = documents
        .into_iter()
        .map(|id| notification_document::ActiveModel { seq: Set(seq), document_id: Set(id.clone()) });
    notification_document::Entity::insert_many(rows).exec_without_returning(transaction).await?;
    Ok(())
}

/// Stores the visit or cautionary record that a notification is about, so that officers are notified of the cautions that apply
/// to their visits. The visiting officer gets a notification of their own.
async fn keep_visit_or_caution(
    transaction: &impl ConnectionTrait,
    state: &Context,
    caller: &Caller,
    service: Option<&service::Model>,
    new: &NewNotification,
    (id, site_id): (&str, Option<i64>),
) -> Result<(), Error> {
    let organisation_id = caller.organisation_id();
    let service_id = service.map(|service| service.id.clone());
    match (&new.target_type, &new.due_at) {
        (Some(TargetType::VisitDue), due_at) => {
            let people = crate::notifications::visitors::of(transaction, organisation_id, new).await?;
            if let Some(due_at) = due_at {
                let plan = Plan {
                    organisation_id,
                    id: new.target_id.clone().unwrap_or_else(|| id.to_owned()),
                    resident: people.resident.clone(),
                    officer: people.officer.clone(),
                    property: new.property_named(),
                    household: new.household_named(),
                    site_id,
                    due_at: due_at.millis(),
                    ends_at: new.ends_at.as_ref().map(|end| end.millis()),
                    slots: new.slots.iter().map(|slot| slot.millis()).collect(),
                    service_id,
                    client_id: caller.client_id(),
                    is_cancelled: false,
                };
                visits::plan(transaction, state, plan).await?;
            }
            // If the officer is the addressee, there is one already.
            let is_for_officer = new.user.is_some() && people.resident.is_none();
            if let Some(officer) = people.officer.as_ref().filter(|_| !is_for_officer) {
                let to = address::recipient_by_email(transaction, organisation_id, officer).await?;
                let new = crate::notifications::visitors::for_officer(new, officer);
                store(transaction, state, caller, service, &new, to).await?;
            }
            Ok(())
        }
        (Some(TargetType::CautionaryContact), _) => {
            let (property, household) = (new.property_named(), new.household_named());
            // The record is a household's if the notification names neither home nor household.
            let household = household.or_else(|| new.target_id.clone().filter(|_| property.is_none()));
            let record = CautionRecord {
                organisation_id,
                id: id.to_owned(),
                property,
                household,
                site_id,
                message: new.message.clone().unwrap_or_default(),
                service_id,
                client_id: caller.client_id(),
                known_to: new.user.clone(),
            };
            visits::record_caution(transaction, state, record).await.map(drop)
        }
        _ => Ok(()),
    }
}
