//! The distance, travel time and remaining route of the responder, updated whenever responder or resident moves.

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use wire::callout::Estimate;
use wire::geo::metres_between;

use crate::config::Config;
use crate::control::{DEVICE, SIMULATOR};
use crate::fleet::road;
use crate::fleet::road::Place;
use database::entity::{callout, callout_eta, responder, responder_location};
use web::error::Error;

/// A new route is computed when the resident is further than this many metres from its end.
const MOVED: f64 = 30.0;

/// What a vehicle reported besides its position.
#[derive(Clone, Debug, Default)]
pub(crate) struct VehicleReport {
    /// The remaining route, encoded.
    pub(crate) route: Option<String>,
    /// Metres along it.
    pub(crate) distance: Option<i64>,
    /// Seconds along it.
    pub(crate) duration: Option<i64>,
    /// The source of the position.
    pub(crate) provider: Option<String>,
}

impl VehicleReport {
    /// A vehicle of which only its last position is known.
    pub(crate) async fn of_last_position(
        db: &impl ConnectionTrait,
        responder: &responder::Model,
    ) -> Result<Self, Error> {
        let Some(id) = responder.location_id else { return Ok(Self::default()) };
        let place = responder_location::Entity::find_by_id(id).one(db).await?;
        Ok(Self { provider: place.map(|place| place.provider), ..Self::default() })
    }

    /// The basis of the estimate. A vehicle whose own device reports is real, also in a demonstration.
    fn basis(&self, config: &Config) -> &'static str {
        match self.provider.as_deref() {
            Some(SIMULATOR) => Estimate::SIMULATED,
            _ if self.route.is_some() || self.duration.is_some() => Estimate::DEVICE,
            Some(DEVICE) => Estimate::STRAIGHT,
            _ if config.demo => Estimate::SIMULATED,
            _ => Estimate::STRAIGHT,
        }
    }
}

/// Computes an estimate from a position, or stores the reported one. Routes and arrival times of real vehicles are never made up.
pub(crate) async fn refresh(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    responder_id: i64,
    (from, to): (Place, Place),
    reported: VehicleReport,
    config: &Config,
    now: i64,
) -> Result<(), Error> {
    let basis = reported.basis(config);
    let points =
        match reported.route.as_deref() {
            Some(text) => Some(road::decode(text).ok_or_else(|| {
                Error::bad_request("route: send a Google encoded polyline with precision 5")
            })?),
            None => (basis == Estimate::SIMULATED).then(|| road::route(from, to)),
        };
    let (distance, duration) = match &points {
        Some(points) => road::measure(points),
        None => (metres_between(from, to).round() as i64, 0),
    };
    let distance = reported.distance.unwrap_or(distance);
    let duration = reported.duration.unwrap_or(duration);
    let route = reported.route.or_else(|| points.as_deref().map(road::encode));
    keep(transaction, callout_id, responder_id, (distance, duration), basis, route, now).await
}

async fn keep(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    responder_id: i64,
    (distance, duration): (i64, i64),
    basis: &str,
    route: Option<String>,
    now: i64,
) -> Result<(), Error> {
    let eta = callout_eta::ActiveModel {
        callout_id: Set(callout_id),
        responder_id: Set(responder_id),
        duration: Set(duration),
        distance: Set(distance),
        basis: Set(basis.to_owned()),
        created_at: Set(now),
        ..Default::default()
    };
    let eta = eta.insert(transaction).await?;
    callout::Entity::update_many()
        .filter(callout::Column::Id.eq(callout_id))
        .col_expr(callout::Column::EtaId, Expr::value(eta.id))
        .col_expr(callout::Column::Route, Expr::value(route))
        .exec(transaction)
        .await?;
    Ok(())
}

/// The responder has arrived: no route is left.
pub(crate) async fn arrived(
    transaction: &impl ConnectionTrait,
    callout: &callout::Model,
    now: i64,
) -> Result<(), Error> {
    match callout.responder_id {
        Some(id) => keep(transaction, callout.id, id, (0, 0), Estimate::DEVICE, None, now).await,
        None => Ok(()),
    }
}

/// Whether the estimate still leads to the resident's position.
pub(crate) async fn is_still_true(
    db: &impl ConnectionTrait,
    callout: &callout::Model,
    (from, to): (Place, Place),
) -> Result<bool, Error> {
    if let Some(end) = callout.route.as_deref().and_then(road::decode).and_then(|way| way.last().copied()) {
        return Ok(metres_between(end, to) <= MOVED);
    }
    let Some(id) = callout.eta_id else { return Ok(false) };
    let eta = callout_eta::Entity::find_by_id(id).one(db).await?;
    Ok(eta.is_some_and(|eta| (eta.distance as f64 - metres_between(from, to)).abs() <= MOVED))
}
