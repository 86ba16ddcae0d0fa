//! Stores the record of a service.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Set};
use wire::record::{NewRecord, RecordEvent};
use wire::time::Timestamp;

use crate::records::facts::EVENTS;
use database::entity::record::{ActiveModel, Column, Entity, Model};
use database::entity::service;
use web::error::Error;

/// Stores a record as its service reports it; `known` is the stored one.
pub(crate) async fn put(
    db: &impl ConnectionTrait,
    service: &service::Model,
    (kind, id): (&str, &str),
    new: &NewRecord,
    known: Option<Model>,
    at: i64,
) -> Result<(), Error> {
    let mut events: Vec<RecordEvent> =
        known.as_ref().and_then(|known| serde_json::from_str(&known.events).ok()).unwrap_or_default();
    let before = known.as_ref().map(|known| known.state.as_str());
    if before != Some(new.state.as_str()) {
        let text = match before {
            Some(before) => format!("{}: {before} → {}", service.name, new.state),
            None => format!("{}: {}", service.name, new.state),
        };
        events.insert(0, RecordEvent { at: Timestamp::from_millis(at), text });
        events.truncate(EVENTS as usize);
    }
    let row = ActiveModel {
        organisation_id: Set(service.organisation_id),
        kind: Set(kind.to_owned()),
        id: Set(id.to_owned()),
        title: Set(new.title.clone()),
        state: Set(new.state.clone()),
        facts: Set(serde_json::json!(new.fields).to_string()),
        events: Set(serde_json::json!(events).to_string()),
        service_id: Set(Some(service.id.clone())),
        actions: Set(serde_json::json!(new.actions).to_string()),
        updated_at: Set(at),
    };
    let columns = [
        Column::Title,
        Column::State,
        Column::Facts,
        Column::Events,
        Column::ServiceId,
        Column::Actions,
        Column::UpdatedAt,
    ];
    let replace = OnConflict::columns([Column::OrganisationId, Column::Kind, Column::Id])
        .update_columns(columns)
        .to_owned();
    Entity::insert(row).on_conflict(replace).exec_without_returning(db).await?;
    Ok(())
}
