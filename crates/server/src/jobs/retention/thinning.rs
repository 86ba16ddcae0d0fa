//! Thins out locations and estimates of callouts that stay open for days: after one day, one of each is kept for every ten
//! minutes, and always the first and the newest.

use sea_orm::{ConnectionTrait, FromQueryResult};
use wire::status::CalloutStatus;

use crate::context::Context;
use database::sql::Sql;
use web::error::Error;

const MINUTE: i64 = 60_000;

/// How long everything is kept.
const WHOLE: i64 = 24 * 60 * MINUTE;

/// Of older rows, one is kept for each period of this length.
const STRETCH: i64 = 10 * MINUTE;

#[derive(FromQueryResult)]
struct OpenCallout {
    id: i64,
    first_location_id: Option<i64>,
    location_id: Option<i64>,
}

/// Thins out every open callout that is older than a day. One that fails does not delay the others.
pub(crate) async fn thin_open_callouts(state: &Context) -> Result<(), Error> {
    let before = state.now() - WHOLE;
    let mut sql = Sql::new("SELECT id, first_location_id, location_id FROM callout WHERE status <> ");
    sql.bind(CalloutStatus::Closed.as_str()).push(" AND created_at < ").bind(before);
    for open in sql.all::<OpenCallout>(&*state.db).await? {
        let id = open.id;
        if let Err(error) = thin(state, &open, before).await {
            tracing::error!(%error, callout = id, "cannot thin out the locations of an open callout");
        }
    }
    Ok(())
}

async fn thin(state: &Context, open: &OpenCallout, before: i64) -> Result<(), Error> {
    let transaction = state.write().await?;
    let newest = [open.first_location_id.unwrap_or_default(), open.location_id.unwrap_or_default()];
    thin_table(&*transaction, "callout_location", "received_at", open.id, before, &newest).await?;
    let newest = newest_estimate(&*transaction, open.id).await?;
    thin_table(&*transaction, "callout_eta", "created_at", open.id, before, &[newest]).await?;
    Ok(transaction.commit().await?)
}

async fn thin_table(
    db: &impl ConnectionTrait,
    table: &str,
    time: &str,
    callout: i64,
    before: i64,
    keep: &[i64],
) -> Result<(), Error> {
    let mut sql = Sql::new(&format!("DELETE FROM {table} WHERE callout_id = "));
    sql.bind(callout).push(&format!(" AND {time} < ")).bind(before).push(" AND id NOT IN (");
    sql.bind_all(keep.iter().copied());
    sql.push(&format!(") AND id NOT IN (SELECT MIN(id) FROM {table} WHERE callout_id = ")).bind(callout);
    sql.push(&format!(" GROUP BY {time} / {STRETCH})"));
    sql.run(db).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct MaxId {
    id: Option<i64>,
}

async fn newest_estimate(db: &impl ConnectionTrait, callout: i64) -> Result<i64, Error> {
    let mut sql = Sql::new("SELECT MAX(id) AS id FROM callout_eta WHERE callout_id = ");
    let newest = sql.bind(callout).one::<MaxId>(db).await?;
    Ok(newest.and_then(|newest| newest.id).unwrap_or_default())
}
