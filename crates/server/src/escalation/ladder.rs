//! The ladder of an organisation; without one the default applies.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Set};
use wire::escalation::{Ladder, LadderChange, Step, default_steps};
use wire::time::Timestamp;

use super::recheck::recheck;
use crate::context::{Change, Context};
use database::entity::escalation_ladder::{ActiveModel, Column, Entity, Model};
use web::error::Error;

/// The ladder of an organisation for one response type.
pub(crate) async fn find(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    response_type: i64,
) -> Result<Ladder, Error> {
    let row = Entity::find_by_id((organisation_id, response_type)).one(db).await?;
    Ok(view(response_type, row))
}

/// Replaces the ladder. It applies from the next rung on, also to alarms that are on the ladder.
pub(crate) async fn save(
    state: &Context,
    organisation_id: i64,
    response_type: i64,
    change: &LadderChange,
    by: &str,
) -> Result<Ladder, Error> {
    let row = ActiveModel {
        organisation_id: Set(organisation_id),
        response_type_id: Set(response_type),
        steps: Set(serde_json::to_string(&change.steps).map_err(Error::internal)?),
        updated_at: Set(state.now()),
        updated_by: Set(Some(by.to_owned())),
    };
    let replace = OnConflict::columns([Column::OrganisationId, Column::ResponseTypeId])
        .update_columns([Column::Steps, Column::UpdatedAt, Column::UpdatedBy])
        .to_owned();
    let transaction = state.write().await?;
    Entity::insert(row).on_conflict(replace).exec_without_returning(&*transaction).await?;
    recheck(&*transaction, organisation_id, state.now()).await?;
    let ladder = find(&*transaction, organisation_id, response_type).await?;
    transaction.commit().await?;
    state.publish(Change::Ladder);
    Ok(ladder)
}

/// Restores the default ladder.
pub(crate) async fn reset(state: &Context, organisation_id: i64, response_type: i64) -> Result<(), Error> {
    let transaction = state.write().await?;
    Entity::delete_by_id((organisation_id, response_type)).exec(&*transaction).await?;
    recheck(&*transaction, organisation_id, state.now()).await?;
    transaction.commit().await?;
    state.publish(Change::Ladder);
    Ok(())
}

/// The steps that apply to an organisation's alarms of this type.
pub(crate) async fn steps(
    db: &impl ConnectionTrait,
    organisation_id: i64,
    response_type: i64,
) -> Result<Vec<Step>, Error> {
    Ok(find(db, organisation_id, response_type).await?.steps)
}

fn view(response_type_id: i64, row: Option<Model>) -> Ladder {
    let steps = row.as_ref().and_then(|row| serde_json::from_str::<Vec<Step>>(&row.steps).ok());
    Ladder {
        response_type_id,
        is_default: row.is_none(),
        steps: steps.unwrap_or_else(default_steps),
        updated_at: row.as_ref().map(|row| Timestamp::from_millis(row.updated_at)),
        updated_by: row.and_then(|row| row.updated_by),
    }
}
