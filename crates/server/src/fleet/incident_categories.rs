//! Incident categories and types of emergency as JSON representations.

use sea_orm::QueryOrder;
use std::collections::HashMap;

use sea_orm::{ConnectionTrait, EntityTrait};
use wire::id::IncidentCategoryId;
use wire::incident::{IncidentCategory, TypeOfEmergency};
use wire::time::Timestamp;

use database::entity::{incident_category, type_of_emergency};
use web::error::Error;

/// All categories, in the form in which a callout contains them.
pub(crate) async fn all(db: &impl ConnectionTrait) -> Result<Vec<IncidentCategory>, Error> {
    let types: HashMap<_, _> = type_of_emergency::Entity::find()
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, type_to_wire(row)))
        .collect();
    let rows = incident_category::Entity::find().order_by_asc(incident_category::Column::Id).all(db).await?;
    Ok(rows
        .into_iter()
        .map(|row| IncidentCategory {
            id: IncidentCategoryId(row.id),
            description: row.description,
            created_at: Timestamp::from_millis(row.created_at),
            updated_at: Timestamp::from_millis(row.updated_at),
            type_of_emergency_id: row.type_of_emergency_id,
            typeofemergency: types.get(&row.type_of_emergency_id).cloned(),
        })
        .collect())
}

pub(crate) fn type_to_wire(row: type_of_emergency::Model) -> TypeOfEmergency {
    TypeOfEmergency {
        id: row.id,
        descript: row.descript,
        created_at: Timestamp::from_millis(row.created_at),
        updated_at: Timestamp::from_millis(row.updated_at),
    }
}
