//! Stores visits, and notifies the officer of cautions that apply to them.

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Set};

use super::cautions;
use crate::context::Context;
use crate::visits::key::key;
use database::entity::visit::{ActiveModel, Entity, Model, PLANNED};
use web::error::Error;

/// The state of a visit that was called off.
pub(crate) const CANCELLED: &str = "cancelled";

/// A visit as its sender plans it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    pub(crate) organisation_id: i64,
    pub(crate) id: String,
    pub(crate) resident: Option<String>,
    pub(crate) officer: Option<String>,
    pub(crate) property: Option<String>,
    pub(crate) household: Option<String>,
    pub(crate) site_id: Option<i64>,
    pub(crate) due_at: i64,
    pub(crate) ends_at: Option<i64>,
    pub(crate) slots: Vec<i64>,
    pub(crate) service_id: Option<String>,
    pub(crate) client_id: Option<String>,
    pub(crate) is_cancelled: bool,
}

/// The visit with this id.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    id: &str,
) -> Result<Option<Model>, Error> {
    Ok(Entity::find_by_id((organisation_id, id.to_owned())).one(db).await?)
}

/// Stores a new or changed visit, and notifies the officer of cautions that apply to it. Answers to a former time are cleared.
pub(crate) async fn plan(
    transaction: &impl ConnectionTrait,
    state: &Context,
    plan: Plan,
) -> Result<Model, Error> {
    let now = state.now();
    let before = find(transaction, plan.organisation_id, &plan.id).await?;
    let is_new = before.is_none();
    let mut row = match before {
        Some(before) if before.due_at == plan.due_at => before.into_active_model(),
        Some(before) => ActiveModel {
            answer: Set(None),
            note: Set(None),
            slot: Set(None),
            answered_at: Set(None),
            ..before.into_active_model()
        },
        None => ActiveModel {
            organisation_id: Set(plan.organisation_id),
            id: Set(plan.id),
            created_at: Set(now),
            ..Default::default()
        },
    };
    row.resident_email = Set(plan.resident);
    row.officer_email = Set(plan.officer);
    row.property_key = Set(key(plan.property.as_deref()));
    row.property = Set(plan.property);
    row.household_key = Set(key(plan.household.as_deref()));
    row.household = Set(plan.household);
    row.site_id = Set(plan.site_id);
    row.due_at = Set(plan.due_at);
    row.ends_at = Set(plan.ends_at.unwrap_or(plan.due_at).max(plan.due_at));
    row.slots = Set((!plan.slots.is_empty()).then(|| serde_json::json!(plan.slots).to_string()));
    row.state = Set(if plan.is_cancelled { CANCELLED } else { PLANNED }.to_owned());
    row.service_id = Set(plan.service_id);
    row.client_id = Set(plan.client_id);
    row.updated_at = Set(now);
    let row = if is_new { row.insert(transaction).await? } else { row.update(transaction).await? };
    cautions::notify_visitor(transaction, state, &row).await?;
    Ok(row)
}

/// Cancels a visit, because its sender withdrew the announcement.
pub(crate) async fn withdraw(
    transaction: &impl ConnectionTrait,
    organisation_id: i64,
    id: Option<&str>,
    now: i64,
) -> Result<(), Error> {
    let Some(id) = id else { return Ok(()) };
    let Some(row) = find(transaction, organisation_id, id).await? else { return Ok(()) };
    let mut row = row.into_active_model();
    row.state = Set(CANCELLED.to_owned());
    row.updated_at = Set(now);
    row.update(transaction).await?;
    Ok(())
}
