//! Finds responders who are free, trained for the response type, and within the operator's radius, nearest first.

use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use wire::geo::metres_between;
use wire::status::CalloutStatus;

use super::decide::Candidate;
use crate::auth::control_scope::ControlScope;
use crate::config::Config;
use crate::fleet::road;
use crate::fleet::road::Place;
use crate::homes;
use database::entity::{callout, callout_location, resident, responder, responder_in_range};
use database::response_types;
use web::error::Error;

/// The most responders stored for one callout at a time, besides those who were asked already.
const MOST: usize = 20;

/// What the search needs to know about a callout.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    pub(crate) callout_id: i64,
    pub(crate) response_type_id: i64,
    /// Demo vehicles only, or all others.
    pub(crate) demo: bool,
    /// The phone's position, otherwise the resident's home.
    pub(crate) place: Place,
    /// Only responders who serve the resident's organisation are found.
    pub(crate) organisation_id: i64,
}

impl Target {
    /// `None` while the resident's position and home are unknown.
    pub(crate) async fn of(
        db: &impl ConnectionTrait,
        callout: &callout::Model,
    ) -> Result<Option<Self>, Error> {
        let location = match callout.location_id {
            Some(id) => callout_location::Entity::find_by_id(id).one(db).await?,
            None => None,
        };
        let resident = resident::Entity::find_by_id(callout.resident_id).one(db).await?;
        let resident = resident.ok_or_else(|| Error::internal("a callout has no resident"))?;
        let place = match location {
            Some(location) => Some((location.latitude, location.longitude)),
            None => homes::of_resident(db, &resident).await?.place,
        };
        Ok(place.map(|place| Self {
            organisation_id: resident.organisation_id,
            callout_id: callout.id,
            response_type_id: callout.response_type_id,
            demo: callout.demo,
            place,
        }))
    }

    /// Whether the responder is trained for it; any demo vehicle serves a demonstration.
    pub(crate) fn fits(&self, responder: &responder::Model) -> bool {
        responder.demo == self.demo
            && (self.demo || response_types::contains(&responder.response_types, self.response_type_id))
    }
}

/// The responders who could be rung for this callout now.
pub(crate) async fn candidates(
    db: &impl ConnectionTrait,
    callout: &callout::Model,
    config: &Config,
) -> Result<Vec<Candidate>, Error> {
    let Some(target) = Target::of(db, callout).await? else { return Ok(Vec::new()) };
    let radius = f64::from(config.responder_range_km) * 1000.0;
    let mut near: Vec<_> = free(db, &target, radius)
        .await?
        .into_iter()
        .filter(|responder| target.fits(responder))
        .filter_map(|responder| {
            let place = (responder.latitude?, responder.longitude?);
            let straight = metres_between(place, target.place);
            (straight <= radius).then_some((responder, place, straight))
        })
        .collect();
    // Responders who cannot come must not displace those further away.
    let asked = was_asked(db, callout.id).await?;
    near.retain(|(responder, ..)| !asked.contains(&responder.id));
    near.sort_by(|a, b| a.2.total_cmp(&b.2));
    near.truncate(MOST);
    let mut near: Vec<_> = near
        .into_iter()
        .map(|(responder, place, _)| {
            let (distance, duration) = road::estimate(config.demo, place, target.place);
            let duration = duration.unwrap_or_default();
            Candidate { responder_id: responder.id, supplier_id: responder.supplier_id, distance, duration }
        })
        .collect();
    near.sort_by_key(|candidate| (candidate.distance, candidate.responder_id));
    Ok(near)
}

/// Those who declined or were called back.
async fn was_asked(db: &impl ConnectionTrait, callout_id: i64) -> Result<Vec<i64>, Error> {
    use responder_in_range::Column;
    let over = Condition::any().add(Column::Declined.eq(true)).add(Column::RetractedAt.is_not_null());
    let asked = responder_in_range::Entity::find()
        .select_only()
        .column(Column::ResponderId)
        .filter(Column::CalloutId.eq(callout_id))
        .filter(over);
    Ok(asked.into_tuple().all(db).await?)
}

/// Responders on duty with a position in the surrounding band of latitudes, without a callout or a promise to another one.
pub(crate) async fn free(
    db: &impl ConnectionTrait,
    target: &Target,
    radius: f64,
) -> Result<Vec<responder::Model>, Error> {
    use responder::Column;
    let band = radius / 111_000.0;
    let rows = responder::Entity::find()
        .filter(Column::Deleted.eq(false))
        .filter(Column::Active.eq(true))
        .filter(Column::Demo.eq(target.demo))
        .filter(ControlScope::organisation(target.organisation_id).responders())
        .filter(Column::CalloutId.is_null())
        .filter(Column::Latitude.between(target.place.0 - band, target.place.0 + band))
        .filter(Column::Id.not_in_subquery(promised(target.callout_id)))
        .all(db)
        .await?;
    Ok(rows)
}

/// Restricts callouts to those for which some free responder could be rung; `None` while nobody is free.
pub(crate) async fn kinds_with_somebody_free(db: &impl ConnectionTrait) -> Result<Option<Condition>, Error> {
    use responder::Column;
    let free: Vec<(bool, String)> = responder::Entity::find()
        .select_only()
        .column(Column::Demo)
        .column(Column::ResponseTypes)
        .distinct()
        .filter(Column::Deleted.eq(false))
        .filter(Column::Active.eq(true))
        .filter(Column::CalloutId.is_null())
        .filter(Column::Latitude.is_not_null())
        .filter(Column::Id.not_in_subquery(promised(0)))
        .into_tuple()
        .all(db)
        .await?;
    if free.is_empty() {
        return Ok(None);
    }
    let real = free.iter().filter(|(demo, _)| !demo).flat_map(|(_, types)| response_types::parse(types));
    let real = Condition::all()
        .add(callout::Column::Demo.eq(false))
        .add(callout::Column::ResponseTypeId.is_in(real));
    let kinds = Condition::any().add(real);
    let any_demo = free.iter().any(|(demo, _)| *demo);
    Ok(Some(if any_demo { kinds.add(callout::Column::Demo.eq(true)) } else { kinds }))
}

/// Responders who are being rung for another callout, or have accepted it.
fn promised(callout_id: i64) -> sea_orm::sea_query::SelectStatement {
    use responder_in_range::Column;
    let statuses = [CalloutStatus::Created, CalloutStatus::ResponderCancelled].map(String::from);
    let waiting = callout::Entity::find()
        .select_only()
        .column(callout::Column::Id)
        .filter(callout::Column::Status.is_in(statuses))
        .filter(callout::Column::DispatchRequired.eq(true))
        .filter(callout::Column::Id.ne(callout_id))
        .into_query();
    responder_in_range::Entity::find()
        .select_only()
        .column(Column::ResponderId)
        .filter(
            Condition::all()
                .add(Column::CalloutId.in_subquery(waiting))
                .add(Column::Requested.eq(true))
                .add(Column::Declined.eq(false))
                .add(Column::RetractedAt.is_null()),
        )
        .into_query()
}
