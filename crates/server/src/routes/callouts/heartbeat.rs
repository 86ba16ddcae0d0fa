//! `POST /api/callouts/{id}/location`: the phone's location, or why it is unknown; with `?return=callout` also the poll.
//!
//! A 2xx means that it is on disk. The newest by the phone's own clock is the current location, in whatever order they arrive;
//! see [`super::phone_clock`].

use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde::Deserialize;
use wire::location::{
    Fix, Gap, LOCATION_STORED, LocationAnswer, LocationReceipt, LocationReport, NoFixReason, ReportContent,
};
use wire::new_callout::NewCallout;
use wire::time::Timestamp;

use crate::auth::caller::Caller;
use crate::callouts::access::{Reporter, resident_actor};
use crate::callouts::etag::CalloutEtag;
use crate::callouts::events::NewCalloutEvent;
use crate::callouts::fields::{LenientValue, read_report};
use crate::callouts::phone_clock::PhoneClock;
use crate::callouts::view::CalloutExtras;
use crate::callouts::{client_webhooks, reporters, view};
use crate::context::Change;
use crate::dispatch;
use crate::state::AppState;
use database::entity::{callout, callout_location};
use web::error::Error;
use web::json;
use web::parameters::{Id, Query, flag};

/// The source's name for locations from its app.
const SOURCE: &str = "PANIC_APP";

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct HeartbeatQuery {
    r#return: Option<String>,
    #[serde(deserialize_with = "flag")]
    should_include_route: bool,
    #[serde(deserialize_with = "flag")]
    should_include_events: bool,
}

impl HeartbeatQuery {
    fn shown(&self) -> CalloutExtras {
        CalloutExtras {
            should_include_route: self.should_include_route,
            should_include_events: self.should_include_events,
        }
    }
}

/// Stores one location, a list that was recorded offline, or a heartbeat without a fix.
#[utoipa::path(post, path = "/api/callouts/{id}/location", tag = "callouts",
    params(("id" = i64, Path), ("return" = Option<String>, Query, description = "`callout` to read it in the same request"),
        ("shouldIncludeRoute" = Option<bool>, Query), ("shouldIncludeEvents" = Option<bool>, Query), ("If-None-Match" = Option<String>, Header)),
    request_body(content = wire::location::LocationReport, description = "latitude, longitude, accuracy, recordedAt; or locations; or noFix; and gap"),
    responses((status = 200, description = "Stored; `callout` is null when nothing but the caller's own location changed", body = LocationAnswer),
        (status = 400), (status = 401), (status = 403), (status = 404), (status = 409, description = "Closed; contains the final callout", body = LocationAnswer)))]
pub(crate) async fn create_location(
    State(state): State<AppState>,
    caller: Caller,
    Id(id): Id,
    Query(wanted): Query<HeartbeatQuery>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Error> {
    if !matches!(wanted.r#return.as_deref(), None | Some("" | "callout")) {
        return Err(Error::bad_request("return: use callout, or omit it."));
    }
    let now = state.now();
    let reporter = Reporter::new(&state, caller).await?;
    let LenientValue { value: report, ignored } = read_report(&json::read_body(request, &state).await?, now)?;
    let transaction = state.write().await?;
    let row = reporter.find(&*transaction, id).await?;
    if row.status().is_closed() {
        return Err(closed(&*transaction, row, wanted.shown()).await?);
    }
    let no_fix = store(&*transaction, row.id, reporters::name(&reporter), &report, now).await?;
    note_heartbeat(&*transaction, id, no_fix, report.gap.as_ref(), now).await?;
    // A phone that lost the response reports the same gap again.
    let is_reported =
        |gap: &Gap| row.gap_from == Some(gap.from.millis()) && row.gap_to == Some(gap.to.millis());
    let gap = report.gap.filter(|gap| !is_reported(gap));
    // A gap is an event; and while nobody is dispatched, a position may cause a ring, which is an event, too.
    let may_be_news = gap.is_some() || dispatch::needs_somebody(&row);
    if let Some(gap) = gap {
        let actor = resident_actor(&*transaction, row.resident_id).await?;
        NewCalloutEvent::gap(gap).insert(&*transaction, id, &actor, now).await?;
    }
    dispatch::after_location(&*transaction, id, &state.config, now).await?;
    if may_be_news {
        client_webhooks::publish(&transaction, &state, id).await?;
    }
    transaction.commit().await?;
    state.publish(Change::Callout(id));
    if wanted.r#return.as_deref() != Some("callout") {
        let body = LocationReceipt { message: LOCATION_STORED.to_owned(), ignored };
        return Ok(axum::Json(body).into_response());
    }
    let row = reporter.find(&*state.db, id).await?;
    let callout = view::one(&*state.db, row, wanted.shown()).await?;
    let etag = CalloutEtag::of(&callout)?;
    let news = (!etag.is_known_but_for_location(&headers)).then(|| Box::new(callout));
    let body = LocationAnswer { message: LOCATION_STORED.to_owned(), callout: news, ignored };
    Ok(([(header::ETAG, etag.header()?)], axum::Json(body)).into_response())
}

/// Stores the reported location; returns the reason if there was none.
async fn store(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    reporter: &str,
    report: &LocationReport,
    now: i64,
) -> Result<Option<NoFixReason>, Error> {
    let (fixes, reason, asked_at) = match &report.reported {
        ReportContent::Fix(fix) => (std::slice::from_ref(fix), None, None),
        ReportContent::Fixes(list) => (list.as_slice(), None, None),
        ReportContent::NoFix { reason, recorded_at } => (&[][..], Some(*reason), recorded_at.as_ref()),
    };
    let clock =
        read_clock(transaction, callout_id, reporter, report.sent_at.as_ref(), asked_at, fixes, now).await?;
    if !fixes.is_empty() {
        store_fixes(transaction, callout_id, fixes, clock, now).await?;
    }
    Ok(reason)
}

/// Stores the reporter and the position of a press.
pub(crate) async fn store_press(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    reporter: &str,
    new: &NewCallout,
    now: i64,
) -> Result<(), Error> {
    let fixes = new.callout_location.as_slice();
    let clock =
        read_clock(transaction, callout_id, reporter, None, new.pressed_at.as_ref(), fixes, now).await?;
    if fixes.is_empty() { Ok(()) } else { store_fixes(transaction, callout_id, fixes, clock, now).await }
}

/// The reporter's clock, updated with this report.
async fn read_clock(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    reporter: &str,
    sent_at: Option<&Timestamp>,
    asked_at: Option<&Timestamp>,
    fixes: &[Fix],
    now: i64,
) -> Result<PhoneClock, Error> {
    let stamps = fixes.iter().filter_map(|fix| fix.recorded_at.as_ref()).chain(asked_at);
    let mut clock = reporters::clock(transaction, callout_id, reporter).await?;
    clock.take(sent_at.map(Timestamp::millis), stamps.map(Timestamp::millis).max(), now);
    reporters::keep(transaction, callout_id, reporter, clock).await?;
    Ok(clock)
}

/// Stores fixes, and sets the callout's current location to the newest. A repeated fix is not stored again.
async fn store_fixes(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    fixes: &[Fix],
    clock: PhoneClock,
    now: i64,
) -> Result<(), Error> {
    use callout_location::Column;
    let row = |fix: &Fix| {
        // A fix without a time counts as taken when it arrived.
        let (recorded_at, clock_offset, rank) = match &fix.recorded_at {
            Some(time) => (time.millis(), clock.offset, clock.rank(time.millis())),
            None => (now, 0, now),
        };
        callout_location::ActiveModel {
            callout_id: Set(callout_id),
            latitude: Set(fix.latitude.degrees()),
            longitude: Set(fix.longitude.degrees()),
            accuracy: Set(fix.accuracy.as_ref().map(wire::measure::Metres::value)),
            source: Set(SOURCE.to_owned()),
            recorded_at: Set(recorded_at),
            received_at: Set(now),
            clock_offset: Set(clock_offset),
            rank: Set(rank),
            ..Default::default()
        }
    };
    let again =
        OnConflict::columns([Column::CalloutId, Column::RecordedAt, Column::Latitude, Column::Longitude])
            .do_nothing()
            .to_owned();
    callout_location::Entity::insert_many(fixes.iter().map(row))
        .on_conflict(again)
        .exec_without_returning(transaction)
        .await?;
    let own = || callout_location::Entity::find().filter(Column::CalloutId.eq(callout_id));
    let newest = own()
        .order_by_desc(Column::Rank)
        .order_by_desc(Column::Id)
        .one(transaction)
        .await?
        .ok_or_else(|| Error::internal("a location disappeared while it was stored"))?;
    let first = own().order_by_asc(Column::Rank).order_by_asc(Column::Id).one(transaction).await?;
    callout::Entity::update_many()
        .filter(callout::Column::Id.eq(callout_id))
        .col_expr(callout::Column::LocationId, Expr::value(newest.id))
        .col_expr(callout::Column::FirstLocationId, Expr::value(first.map(|row| row.id)))
        .col_expr(callout::Column::LastHeardAt, Expr::value(now))
        .exec(transaction)
        .await?;
    Ok(())
}

async fn note_heartbeat(
    transaction: &impl ConnectionTrait,
    id: i64,
    no_fix: Option<NoFixReason>,
    gap: Option<&Gap>,
    now: i64,
) -> Result<(), Error> {
    let reason = no_fix.map(|reason| match reason {
        NoFixReason::Denied => "denied",
        NoFixReason::Unavailable => "unavailable",
        NoFixReason::Timeout => "timeout",
    });
    let mut update = callout::Entity::update_many()
        .filter(callout::Column::Id.eq(id))
        .col_expr(callout::Column::LastHeardAt, Expr::value(now))
        .col_expr(callout::Column::NoFix, Expr::value(reason));
    if let Some(gap) = gap {
        update = update
            .col_expr(callout::Column::GapFrom, Expr::value(gap.from.millis()))
            .col_expr(callout::Column::GapTo, Expr::value(gap.to.millis()))
            .col_expr(callout::Column::GapReason, Expr::value(String::from(gap.reason.clone())));
    }
    update.exec(transaction).await?;
    Ok(())
}

/// 409 with the final callout: the phone stops sending.
async fn closed(
    db: &impl ConnectionTrait,
    row: callout::Model,
    shown: CalloutExtras,
) -> Result<Error, Error> {
    let callout = view::one(db, row, shown).await?;
    let body = LocationAnswer {
        message: "This callout is \"closed\". No more locations are needed.".to_owned(),
        callout: Some(Box::new(callout)),
        ignored: Vec::new(),
    };
    Ok(Error::Answer(StatusCode::CONFLICT, serde_json::to_value(body).map_err(Error::internal)?))
}
