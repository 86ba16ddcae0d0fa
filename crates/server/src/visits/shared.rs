//! A visit that was announced to a whole site or tenure: each resident's answer applies only to themselves, and creates a visit
//! of their own.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::session::Role;

use super::plan::{Plan, find, plan};
use crate::auth::caller::Person;
use crate::context::Context;
use crate::visits::shared_id::own_id;
use database::entity::{notification, visit};
use web::error::Error;

/// The visit of one resident, copied from the shared one.
pub(crate) async fn own(
    transaction: &impl ConnectionTrait,
    state: &Context,
    shared: visit::Model,
    person: &Person,
) -> Result<visit::Model, Error> {
    let id = own_id(&shared.id, &person.user);
    if let Some(known) = find(transaction, shared.organisation_id, &id).await? {
        return Ok(known);
    }
    let slots = shared.slots();
    let new = Plan {
        organisation_id: shared.organisation_id,
        id,
        resident: Some(person.user.email.clone()),
        officer: shared.officer_email,
        property: shared.property,
        household: shared.household,
        site_id: person.user.site_id.or(shared.site_id),
        due_at: shared.due_at,
        ends_at: Some(shared.ends_at),
        slots,
        service_id: shared.service_id,
        client_id: shared.client_id,
        is_cancelled: false,
    };
    plan(transaction, state, new).await
}

/// A resident's answers to shared visits, by the id of the notification.
pub(crate) async fn own_of(
    db: &impl ConnectionTrait,
    person: Option<&Person>,
    rows: impl Iterator<Item = &notification::Model>,
) -> Result<HashMap<String, visit::Model>, Error> {
    let Some(person) = person.filter(|person| person.role == Role::Resident) else {
        return Ok(HashMap::new());
    };
    let shared = rows.filter(|row| row.broadcast).filter_map(|row| {
        let id = own_id(row.target_id.as_deref()?, &person.user);
        Some((id, row.id.clone()))
    });
    let notifications: HashMap<String, String> = shared.collect();
    if notifications.is_empty() {
        return Ok(HashMap::new());
    }
    let visits = visit::Entity::find()
        .filter(visit::Column::OrganisationId.eq(person.user.organisation_id))
        .filter(visit::Column::Id.is_in(notifications.keys()))
        .all(db)
        .await?;
    Ok(visits.into_iter().filter_map(|row| Some((notifications.get(&row.id)?.clone(), row))).collect())
}
