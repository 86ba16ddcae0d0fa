//! A callout with the fields that only the control room sees.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::control::{ControlCallout, Home, Position};
use wire::location::{COARSE_FROM, Gap, NoFixReason};
use wire::time::Timestamp;

use crate::callouts::view;
use crate::callouts::view::CalloutExtras;
use crate::dispatch::needs_somebody;
use crate::homes;
use database::entity::{callout, callout_location, resident};
use web::error::Error;

/// Several callouts, in the same order.
pub(crate) async fn many(
    db: &impl ConnectionTrait,
    rows: Vec<callout::Model>,
    shown: CalloutExtras,
) -> Result<Vec<ControlCallout>, Error> {
    let places = places(db, &rows).await?;
    let homes = homes(db, &rows).await?;
    let callouts = view::many(db, rows.clone(), shown).await?;
    Ok(rows
        .into_iter()
        .zip(callouts)
        .map(|(row, mut callout)| {
            // A resident who pressed again waits for an acknowledgement again.
            callout.acknowledged = row.acknowledged && row.alarm_at.is_none();
            let in_range = &callout.callout_responder_in_ranges;
            let somebody_left = in_range.iter().any(|asked| !asked.declined && asked.retracted_at.is_none());
            ControlCallout {
                urgency: row.urgency,
                pressed_at: row.pressed_at.map(Timestamp::from_millis),
                pressed_again_at: row.pressed_again_at.map(Timestamp::from_millis),
                internal_test: row.internal_test,
                position: row.location_id.and_then(|id| places.get(&id)).map(position),
                last_heard_at: row.last_heard_at.map(Timestamp::from_millis),
                no_fix: row.no_fix.as_deref().and_then(no_fix),
                gap: gap(&row),
                no_coverage: needs_somebody(&row) && !somebody_left,
                automatic: row.automatic,
                site_name: homes.get(&row.resident_id).and_then(|home| home.site_name.clone()),
                home: homes.get(&row.resident_id).and_then(|known| home(known, &row)),
                demo: row.demo,
                callout,
            }
        })
        .collect())
}

fn position(row: &callout_location::Model) -> Position {
    Position {
        latitude: row.latitude,
        longitude: row.longitude,
        accuracy: row.accuracy,
        heading: None,
        coarse: row.accuracy.is_some_and(|metres| metres >= COARSE_FROM),
        recorded_at: Timestamp::from_millis(row.recorded_at),
        received_at: Timestamp::from_millis(row.received_at),
        clock_offset: row.clock_offset,
    }
}

fn no_fix(word: &str) -> Option<NoFixReason> {
    serde_json::from_value(word.into()).ok()
}

fn gap(row: &callout::Model) -> Option<Gap> {
    Some(Gap {
        from: Timestamp::from_millis(row.gap_from?),
        to: Timestamp::from_millis(row.gap_to?),
        reason: row.gap_reason.clone()?.into(),
    })
}

async fn places(
    db: &impl ConnectionTrait,
    rows: &[callout::Model],
) -> Result<HashMap<i64, callout_location::Model>, Error> {
    let ids = rows.iter().filter_map(|row| row.location_id);
    let found =
        callout_location::Entity::find().filter(callout_location::Column::Id.is_in(ids)).all(db).await?;
    Ok(found.into_iter().map(|row| (row.id, row)).collect())
}

/// The home of each resident.
async fn homes(
    db: &impl ConnectionTrait,
    rows: &[callout::Model],
) -> Result<HashMap<i64, homes::Home>, Error> {
    let ids = rows.iter().map(|row| row.resident_id);
    let residents = resident::Entity::find().filter(resident::Column::Id.is_in(ids)).all(db).await?;
    homes::of_residents(db, residents.iter()).await
}

fn home(known: &homes::Home, row: &callout::Model) -> Option<Home> {
    let is_over = row.erased_at.is_some();
    (!known.is_unknown()).then(|| Home {
        line: known.address.line(),
        address: known.address.clone(),
        latitude: known.place.map(|place| place.0),
        longitude: known.place.map(|place| place.1),
        not_measured: row.location_id.is_none() && known.place.is_some() && !is_over,
    })
}
