//! A callout as officers see it: who, where and what happened, without the phone's positions.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use wire::event::{EventRole, EventType};
use wire::record::{Record, RecordEvent};
use wire::status::CalloutStatus;
use wire::time::Timestamp;

use crate::auth::caller::Person;
use crate::auth::scopes;
use crate::records::facts::{EVENTS, fact, fact_at, resident_facts, site_of};
use database::entity::{callout, callout_event, resident};
use web::error::Error;

/// The callout with this id, if this person may see it.
pub(crate) async fn record(
    db: &impl ConnectionTrait,
    person: &Person,
    id: &str,
) -> Result<Option<Record>, Error> {
    let Ok(number) = id.parse::<i64>() else { return Ok(None) };
    let Some(row) = callout::Entity::find_by_id(number).one(db).await? else { return Ok(None) };
    let readable = resident::Entity::find_by_id(row.resident_id).filter(scopes::residents(person));
    let Some(resident) = readable.one(db).await? else { return Ok(None) };
    let site = site_of(db, resident.site_id).await?;
    let events = callout_event::Entity::find()
        .filter(callout_event::Column::CalloutId.eq(number))
        .order_by_desc(callout_event::Column::Id)
        .limit(EVENTS)
        .all(db)
        .await?;
    let mut facts = resident_facts(&resident, site.as_ref());
    facts.push(fact_at("Asked for help", "", row.created_at));
    facts.extend(row.responder_company.clone().map(|company| fact("Responder", company)));
    facts.extend(row.incident_details.clone().map(|details| fact("Report", details)));
    let name = resident.name_in_sentence();
    let event = |row: callout_event::Model| RecordEvent {
        at: Timestamp::from_millis(row.created_at),
        text: sentence(&row, &name),
    };
    Ok(Some(Record {
        kind: "callout".into(),
        id: id.into(),
        title: format!("Callout {number}"),
        state: state(row.status(), row.acknowledged),
        facts,
        events: events.into_iter().map(event).collect(),
        ..Record::default()
    }))
}

/// The status as text.
fn state(status: CalloutStatus, acknowledged: bool) -> String {
    let words = match status {
        CalloutStatus::Created if acknowledged => "Seen by the control room",
        CalloutStatus::Created => "Waiting for the control room",
        CalloutStatus::ResponderDispatched => "Help is on the way",
        CalloutStatus::ResponderArrived => "Help is there",
        CalloutStatus::ResponderCancelled => "Response called back",
        CalloutStatus::ResponderCompleted => "Responder has finished",
        CalloutStatus::Closed => "Closed",
        other => return other.as_str().to_owned(),
    };
    words.to_owned()
}

/// The text of an event, with its author.
fn sentence(row: &callout_event::Model, resident: &str) -> String {
    match (EventType(row.type_id), EventRole::from(row.role.clone())) {
        (EventType::MESSAGE, EventRole::User) => format!("{resident}: {}", row.body),
        (EventType::MESSAGE, _) => format!("Control room: {}", row.body),
        (EventType::PRESSED_AGAIN, _) => format!("{resident} pressed again."),
        _ => row.body.clone(),
    }
}
