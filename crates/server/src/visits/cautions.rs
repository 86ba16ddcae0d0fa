//! Cautionary records, and the notifications about them to visiting officers.

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Set,
};
use wire::target_type::TargetType;

use crate::context::Context;
use crate::notifications;
use crate::notifications::{ServerNotification, audience_of};
use crate::visits::key::key;
use crate::visits::shared_id::shared_id;
use database::entity::visit::PLANNED;
use database::entity::{caution, visit};
use web::error::Error;

/// A cautionary record from the system that maintains it.
#[derive(Clone, Debug, Default)]
pub(crate) struct CautionRecord {
    pub(crate) organisation_id: i64,
    pub(crate) id: String,
    pub(crate) property: Option<String>,
    pub(crate) household: Option<String>,
    pub(crate) site_id: Option<i64>,
    pub(crate) message: String,
    pub(crate) service_id: Option<String>,
    pub(crate) client_id: Option<String>,
    /// The officer who knows of it already.
    pub(crate) known_to: Option<String>,
}

/// Stores a new or changed caution, and notifies every officer who is going to visit there.
pub(crate) async fn record_caution(
    transaction: &impl ConnectionTrait,
    state: &Context,
    new: CautionRecord,
) -> Result<caution::Model, Error> {
    let now = state.now();
    let before = caution::Entity::find_by_id((new.organisation_id, new.id.clone())).one(transaction).await?;
    let is_new = before.is_none();
    let mut row = before.map_or_else(
        || caution::ActiveModel {
            organisation_id: Set(new.organisation_id),
            id: Set(new.id),
            created_at: Set(now),
            ..Default::default()
        },
        IntoActiveModel::into_active_model,
    );
    row.property_key = Set(key(new.property.as_deref()));
    row.property = Set(new.property);
    row.household_key = Set(key(new.household.as_deref()));
    row.household = Set(new.household);
    row.site_id = Set(new.site_id);
    row.message = Set(new.message);
    row.service_id = Set(new.service_id);
    row.client_id = Set(new.client_id);
    row.updated_at = Set(now);
    row.ended_at = Set(None);
    let row = if is_new { row.insert(transaction).await? } else { row.update(transaction).await? };
    for visit in visits_there(transaction, &row, now).await? {
        if visit.officer_email.is_none() || visit.officer_email != new.known_to {
            notify_of_caution(transaction, state, &visit, &row).await?;
        }
    }
    Ok(row)
}

/// Notifies the officer of every caution that applies to a visit, unless the visit is over.
pub(crate) async fn notify_visitor(
    transaction: &impl ConnectionTrait,
    state: &Context,
    visit: &visit::Model,
) -> Result<(), Error> {
    if visit.is_open(state.now()) {
        for caution in cautions_there(transaction, visit).await? {
            notify_of_caution(transaction, state, visit, &caution).await?;
        }
    }
    Ok(())
}

/// The cautions that apply to a visit.
pub(crate) async fn cautions_there(
    db: &impl ConnectionTrait,
    visit: &visit::Model,
) -> Result<Vec<caution::Model>, Error> {
    use caution::Column;
    let mut there = Condition::any();
    if let Some(key) = &visit.property_key {
        there = there.add(Column::PropertyKey.eq(key));
    }
    if let Some(key) = &visit.household_key {
        there = there.add(Column::HouseholdKey.eq(key));
    }
    if there.is_empty() {
        return Ok(Vec::new());
    }
    let found = caution::Entity::find()
        .filter(Column::OrganisationId.eq(visit.organisation_id))
        .filter(Column::EndedAt.is_null())
        .filter(there);
    Ok(found.all(db).await?)
}

/// The future visits that a caution applies to.
async fn visits_there(
    db: &impl ConnectionTrait,
    caution: &caution::Model,
    now: i64,
) -> Result<Vec<visit::Model>, Error> {
    use visit::Column;
    let mut there = Condition::any();
    if let Some(key) = &caution.property_key {
        there = there.add(Column::PropertyKey.eq(key));
    }
    if let Some(key) = &caution.household_key {
        there = there.add(Column::HouseholdKey.eq(key));
    }
    if there.is_empty() {
        return Ok(Vec::new());
    }
    let found = visit::Entity::find()
        .filter(Column::OrganisationId.eq(caution.organisation_id))
        .filter(Column::State.eq(PLANNED))
        .filter(Column::EndsAt.gt(now))
        .filter(there);
    Ok(found.all(db).await?)
}

/// Notifies the visiting officer of a caution: once, and again when its text or the officer changes. It appears on the tray and
/// on devices, or is sent by e-mail if the officer has no device.
async fn notify_of_caution(
    transaction: &impl ConnectionTrait,
    state: &Context,
    visit: &visit::Model,
    caution: &caution::Model,
) -> Result<(), Error> {
    let Some(officer) = &visit.officer_email else { return Ok(()) };
    let audience = audience_of(transaction, visit.organisation_id, officer).await?;
    let when = state.config.calendar.words(visit.due_at);
    let message = format!("Before your visit{} on {when}: {}", visit.place(), caution.message);
    let words = database::digest::hash(&caution.message);
    let visit_id = shared_id(&visit.id);
    let once = format!("caution:{}:{}:{words}:{visit_id}:{officer}", visit.organisation_id, caution.id);
    let target = caution.household.clone().unwrap_or_else(|| caution.id.clone());
    let raise = ServerNotification {
        once: Some(once),
        site_id: visit.site_id.or(caution.site_id),
        due_at: Some(visit.due_at),
        follow_on_url: Some("/staff/visits".to_owned()),
        ..ServerNotification::new(
            visit.organisation_id,
            TargetType::CautionaryContact,
            target,
            message,
            audience.clone(),
        )
    };
    if let Some(id) = notifications::raise(transaction, state, raise).await? {
        notifications::reach(transaction, state, &id, &audience).await?;
    }
    Ok(())
}
