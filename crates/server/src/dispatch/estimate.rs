//! How far the responder is, how long that takes, and the way that is left: kept true as either of the two moves.

use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
};
use wire::geo::metres_between;
use wire::status::CalloutStatus;

use super::{Target, needs_somebody, step};
use crate::callouts::flow;
use crate::config::Config;
use crate::error::Error;
use crate::road::{self, Place};
use crate::table::{callout, callout_eta, responder, responder_in_range};

/// A resident who is further than this many metres from the end of the way is driven to anew.
const MOVED: f64 = 30.0;

/// What a vehicle's own device knows better than we do.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reported {
    /// The way that is left, encoded.
    pub(crate) route: Option<String>,
    /// Metres on it.
    pub(crate) distance: Option<i64>,
    /// Seconds on it.
    pub(crate) duration: Option<i64>,
}

/// Estimates from a position, or takes what was reported with it.
pub(super) async fn refresh(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    responder_id: i64,
    way: (Place, Place),
    reported: Reported,
    now: i64,
) -> Result<(), Error> {
    let points = match reported.route.as_deref() {
        Some(text) => road::decode(text)
            .ok_or_else(|| Error::bad_request("route: send a Google encoded polyline with precision 5"))?,
        None => road::route(way.0, way.1),
    };
    let (distance, duration) = road::measure(&points);
    let distance = reported.distance.unwrap_or(distance);
    let duration = reported.duration.unwrap_or(duration);
    let route = reported.route.unwrap_or_else(|| road::encode(&points));
    keep(transaction, callout_id, responder_id, (distance, duration), Some(route), now).await
}

async fn keep(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    responder_id: i64,
    (distance, duration): (i64, i64),
    route: Option<String>,
    now: i64,
) -> Result<(), Error> {
    let eta = callout_eta::ActiveModel {
        callout_id: Set(callout_id),
        responder_id: Set(responder_id),
        duration: Set(duration),
        distance: Set(distance),
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

/// The responder is there: no way is left.
pub(crate) async fn arrived(
    transaction: &impl ConnectionTrait,
    callout: &callout::Model,
    now: i64,
) -> Result<(), Error> {
    match callout.responder_id {
        Some(responder_id) => keep(transaction, callout.id, responder_id, (0, 0), None, now).await,
        None => Ok(()),
    }
}

/// A responder's position came in: the estimate of the callout they drive to follows it.
pub(crate) async fn after_position(
    transaction: &impl ConnectionTrait,
    responder: &responder::Model,
    reported: Reported,
    now: i64,
) -> Result<Option<i64>, Error> {
    let (Some(callout_id), Some(latitude), Some(longitude)) =
        (responder.callout_id, responder.latitude, responder.longitude)
    else {
        return Ok(None);
    };
    let callout = flow::find(transaction, callout_id).await?;
    if callout.status() == CalloutStatus::ResponderDispatched
        && let Some(target) = Target::of(transaction, &callout).await?
    {
        let way = ((latitude, longitude), target.place);
        refresh(transaction, callout_id, responder.id, way, reported, now).await?;
    }
    Ok(Some(callout_id))
}

/// The resident's location came in: who is near may be known only now, and who is on the way may have to turn.
pub(crate) async fn after_location(
    transaction: &impl ConnectionTrait,
    id: i64,
    config: &Config,
    now: i64,
) -> Result<(), Error> {
    let callout = flow::find(transaction, id).await?;
    if needs_somebody(&callout) {
        let asked = responder_in_range::Entity::find()
            .filter(responder_in_range::Column::CalloutId.eq(id))
            .count(transaction)
            .await?;
        return if asked == 0 { step(transaction, id, config, now).await } else { Ok(()) };
    }
    if callout.status() != CalloutStatus::ResponderDispatched {
        return Ok(());
    }
    let (Some(responder_id), Some(target)) = (callout.responder_id, Target::of(transaction, &callout).await?)
    else {
        return Ok(());
    };
    let end = callout.route.as_deref().and_then(road::decode).and_then(|points| points.last().copied());
    if end.is_some_and(|end| metres_between(end, target.place) <= MOVED) {
        return Ok(());
    }
    let row = responder::Entity::find_by_id(responder_id).one(transaction).await?;
    match row.and_then(|row| Some((row.latitude?, row.longitude?))) {
        Some(from) => {
            let way = (from, target.place);
            refresh(transaction, id, responder_id, way, Reported::default(), now).await
        }
        None => Ok(()),
    }
}
