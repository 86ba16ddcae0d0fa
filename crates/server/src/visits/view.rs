//! Visits and cautions as JSON representations.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use wire::id::{NotificationId, SiteId};
use wire::notification::VisitAnswer;
use wire::session::Role;
use wire::target_type::TargetType;
use wire::time::Timestamp;
use wire::visit::{Caution, Visit, VisitState};

use super::cautions::cautions_there;
use super::plan::CANCELLED;
use crate::auth::caller::Caller;
use database::entity::{caution, notification, service, user, visit};
use web::error::Error;

/// These visits, in their order. Residents do not see the cautions.
pub(crate) async fn visits(
    db: &impl ConnectionTrait,
    caller: &Caller,
    rows: Vec<visit::Model>,
    now: i64,
) -> Result<Vec<Visit>, Error> {
    let emails =
        rows.iter().flat_map(|row| [row.resident_email.clone(), row.officer_email.clone()]).flatten();
    let people = user::Entity::find().filter(user::Column::Email.is_in(emails)).all(db).await?;
    let names: HashMap<String, String> = people.into_iter().map(|user| (user.email, user.name)).collect();
    let services = rows.iter().filter_map(|row| row.service_id.clone());
    let services = service::Entity::find().filter(service::Column::Id.is_in(services)).all(db).await?;
    let services: HashMap<String, String> = services.into_iter().map(|row| (row.id, row.name)).collect();
    let is_resident = matches!(caller, Caller::Person(person) if person.role == Role::Resident);
    let mut shown = Vec::with_capacity(rows.len());
    for row in rows {
        let cautions = if is_resident { Vec::new() } else { cautions_there(db, &row).await? };
        let notification_id = announced_by(db, &row).await?;
        let named = |email: &Option<String>| email.as_ref().and_then(|email| names.get(email)).cloned();
        shown.push(Visit {
            state: state(&row, now),
            slots: row.slots().into_iter().map(Timestamp::from_millis).collect(),
            resident_name: named(&row.resident_email),
            officer_name: named(&row.officer_email),
            service: row.service_id.as_ref().and_then(|id| services.get(id)).cloned(),
            answer: answer_of(&row),
            cautions: cautions.into_iter().map(caution).collect(),
            notification_id,
            id: row.id,
            resident: row.resident_email,
            officer: row.officer_email,
            property: row.property,
            household: row.household,
            site_id: row.site_id.map(SiteId),
            due_at: Timestamp::from_millis(row.due_at),
            ends_at: Timestamp::from_millis(row.ends_at),
        });
    }
    Ok(shown)
}

fn state(row: &visit::Model, now: i64) -> VisitState {
    match row.state.as_str() {
        CANCELLED => VisitState::Cancelled,
        _ if row.ends_at <= now => VisitState::Over,
        _ => VisitState::Planned,
    }
}

/// The resident's answer to the visit.
pub(crate) fn answer_of(row: &visit::Model) -> Option<VisitAnswer> {
    Some(VisitAnswer {
        answer: row.answer.clone()?.into(),
        note: row.note.clone(),
        slot: row.slot.map(Timestamp::from_millis),
        at: Timestamp::from_millis(row.answered_at.unwrap_or_default()),
    })
}

/// The newest announcement of the visit that can be answered.
pub(crate) async fn announcement(
    db: &impl ConnectionTrait,
    row: &visit::Model,
) -> Result<Option<notification::Model>, Error> {
    use notification::Column;
    let found = notification::Entity::find()
        .filter(Column::OrganisationId.eq(row.organisation_id))
        .filter(Column::TargetId.eq(&row.id))
        .filter(Column::TargetType.eq(TargetType::VisitDue.as_str()))
        .filter(Column::Superseded.eq(false))
        .order_by_desc(Column::Seq);
    Ok(found.one(db).await?)
}

async fn announced_by(
    db: &impl ConnectionTrait,
    row: &visit::Model,
) -> Result<Option<NotificationId>, Error> {
    Ok(announcement(db, row).await?.map(|row| NotificationId(row.id)))
}

pub(crate) fn caution(row: caution::Model) -> Caution {
    Caution {
        id: row.id,
        property: row.property,
        household: row.household,
        site_id: row.site_id.map(SiteId),
        message: row.message,
        created_at: Timestamp::from_millis(row.created_at),
        ended_at: row.ended_at.map(Timestamp::from_millis),
    }
}
