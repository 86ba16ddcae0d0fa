//! Rows of other tables that callouts show, read for all callouts at once. Tables that no callout refers to are not queried: a
//! callout without a dispatch needs four statements.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use wire::incident::IncidentCategory;
use wire::responder::Responder;
use wire::supplier::Supplier;

use crate::homes;
use crate::homes::Home;
use database::entity::{
    callout, callout_eta, callout_event, callout_location, number_phoned, resident, responder,
    responder_in_range, responder_location, supplier,
};
use web::error::Error;

pub(crate) struct RelatedRows {
    pub(crate) residents: HashMap<i64, resident::Model>,
    pub(crate) homes: HashMap<i64, Home>,
    pub(crate) locations: HashMap<i64, callout_location::Model>,
    pub(crate) etas: HashMap<i64, callout_eta::Model>,
    pub(crate) responders: HashMap<i64, Responder>,
    pub(crate) suppliers: HashMap<i64, Supplier>,
    pub(crate) categories: HashMap<i64, IncidentCategory>,
    pub(crate) in_range: HashMap<i64, Vec<responder_in_range::Model>>,
    pub(crate) phoned: HashMap<i64, Vec<number_phoned::Model>>,
    pub(crate) events: HashMap<i64, Vec<callout_event::Model>>,
}

impl RelatedRows {
    pub(crate) async fn load(
        db: &impl ConnectionTrait,
        callouts: &[callout::Model],
        with_events: bool,
    ) -> Result<Self, Error> {
        let ids = || callouts.iter().map(|row| row.id);
        let in_range = responder_in_range::Entity::find()
            .filter(responder_in_range::Column::CalloutId.is_in(ids()))
            .order_by_asc(responder_in_range::Column::Id)
            .all(db)
            .await?;
        let phoned = number_phoned::Entity::find()
            .filter(number_phoned::Column::CalloutId.is_in(ids()))
            .order_by_asc(number_phoned::Column::Id)
            .all(db)
            .await?;
        let events = if with_events {
            callout_event::Entity::find()
                .filter(callout_event::Column::CalloutId.is_in(ids()))
                .order_by_asc(callout_event::Column::Id)
                .all(db)
                .await?
        } else {
            Vec::new()
        };
        let ids_of = |pick: fn(&callout::Model) -> Option<i64>| set(callouts.iter().filter_map(pick));
        let resident_ids = ids_of(|row| Some(row.resident_id));
        let places = set(callouts.iter().flat_map(|row| [row.first_location_id, row.location_id]).flatten());
        let eta_ids = ids_of(|row| row.eta_id);
        let responder_ids = ids_of(|row| row.responder_id);
        let supplier_ids = ids_of(|row| row.supplier_id);
        let any_category = callouts.iter().any(|row| row.incident_category_id.is_some());
        let residents = residents(db, resident_ids).await?;
        let homes = homes::of_residents(db, residents.values()).await?;
        Ok(Self {
            residents,
            homes,
            locations: locations(db, places).await?,
            etas: etas(db, eta_ids).await?,
            responders: responders_by_id(db, responder_ids).await?,
            suppliers: suppliers_by_id(db, supplier_ids).await?,
            categories: categories(db, any_category).await?,
            in_range: grouped(in_range, |row| row.callout_id),
            phoned: grouped(phoned, |row| row.callout_id),
            events: grouped(events, |row| row.callout_id),
        })
    }
}

fn grouped<T>(rows: Vec<T>, key: impl Fn(&T) -> i64) -> HashMap<i64, Vec<T>> {
    let mut groups: HashMap<i64, Vec<T>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// Removes duplicates from ids.
fn set(ids: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut ids: Vec<_> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

async fn residents(db: &impl ConnectionTrait, ids: Vec<i64>) -> Result<HashMap<i64, resident::Model>, Error> {
    let rows = resident::Entity::find().filter(resident::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

async fn locations(
    db: &impl ConnectionTrait,
    ids: Vec<i64>,
) -> Result<HashMap<i64, callout_location::Model>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows =
        callout_location::Entity::find().filter(callout_location::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

async fn etas(db: &impl ConnectionTrait, ids: Vec<i64>) -> Result<HashMap<i64, callout_eta::Model>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = callout_eta::Entity::find().filter(callout_eta::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

async fn responders_by_id(
    db: &impl ConnectionTrait,
    ids: Vec<i64>,
) -> Result<HashMap<i64, Responder>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = responder::Entity::find().filter(responder::Column::Id.is_in(ids)).all(db).await?;
    let places = newest_positions(db, &rows).await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let place = row.location_id.and_then(|id| places.get(&id));
            (row.id, crate::fleet::responders::to_wire(row, place))
        })
        .collect())
}

/// The newest position of each responder, by the position's id.
pub(crate) async fn newest_positions(
    db: &impl ConnectionTrait,
    responders: &[responder::Model],
) -> Result<HashMap<i64, responder_location::Model>, Error> {
    let ids = set(responders.iter().filter_map(|row| row.location_id));
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows =
        responder_location::Entity::find().filter(responder_location::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

async fn suppliers_by_id(db: &impl ConnectionTrait, ids: Vec<i64>) -> Result<HashMap<i64, Supplier>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = supplier::Entity::find().filter(supplier::Column::Id.is_in(ids)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, crate::fleet::suppliers::to_wire(row))).collect())
}

async fn categories(
    db: &impl ConnectionTrait,
    wanted: bool,
) -> Result<HashMap<i64, IncidentCategory>, Error> {
    if !wanted {
        return Ok(HashMap::new());
    }
    let list = crate::fleet::incident_categories::all(db).await?;
    Ok(list.into_iter().map(|category| (category.id.0, category)).collect())
}
