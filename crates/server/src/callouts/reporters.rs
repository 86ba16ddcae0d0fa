//! Who may report on a callout: the resident, and every API client that raised it or pressed again.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait, Set};

use crate::callouts::access::Reporter;
use crate::callouts::phone_clock::PhoneClock;
use database::entity::callout_reporter;
use database::entity::callout_reporter::Column;
use web::error::Error;

/// The resident's own devices.
const RESIDENT: &str = "resident";

/// The reporter's name in the table.
pub(crate) fn name(reporter: &Reporter) -> &str {
    match reporter {
        Reporter::Resident { .. } => RESIDENT,
        Reporter::Client(client) => &client.id,
    }
}

/// The known clock of a reporter.
pub(crate) async fn clock(
    db: &impl ConnectionTrait,
    callout_id: i64,
    reporter: &str,
) -> Result<PhoneClock, Error> {
    let id = (callout_id, reporter.to_owned());
    let row = callout_reporter::Entity::find_by_id(id).one(db).await?;
    Ok(row.map_or_else(PhoneClock::default, |row| PhoneClock {
        bound: row.clock_bound,
        newest: row.clock_newest,
        offset: row.clock_offset,
        order: row.clock_order,
    }))
}

/// Stores a reporter of a callout with the state of its clock.
pub(crate) async fn keep(
    transaction: &impl ConnectionTrait,
    callout_id: i64,
    reporter: &str,
    clock: PhoneClock,
) -> Result<(), Error> {
    let row = callout_reporter::ActiveModel {
        callout_id: Set(callout_id),
        reporter: Set(reporter.to_owned()),
        clock_bound: Set(clock.bound),
        clock_newest: Set(clock.newest),
        clock_offset: Set(clock.offset),
        clock_order: Set(clock.order),
    };
    let again = OnConflict::columns([Column::CalloutId, Column::Reporter])
        .update_columns([Column::ClockBound, Column::ClockNewest, Column::ClockOffset, Column::ClockOrder])
        .to_owned();
    callout_reporter::Entity::insert(row).on_conflict(again).exec_without_returning(transaction).await?;
    Ok(())
}
