//! Deletes records that their service has not reported for as long as notifications keep personal data, unless a notification
//! about them is still open.

use crate::context::Context;
use database::sql::Sql;
use web::error::Error;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Deletes what is old enough.
pub async fn delete_old_records(state: Context) -> Result<(), Error> {
    let before = state.now() - i64::from(state.config.erase_undecided_days) * DAY;
    let mut old = Sql::new("DELETE FROM record WHERE updated_at <= ");
    old.bind(before)
        .push(" AND updated_at > 0 AND NOT EXISTS (SELECT 1 FROM notification n WHERE n.deleted_at IS NULL ")
        .push("AND n.organisation_id = record.organisation_id AND n.target_id = record.id AND n.erased_at IS NULL ")
        .push("AND n.touched_at > ")
        .bind(before)
        .push(")");
    let transaction = state.write().await?;
    let deleted = old.run(&*transaction).await?;
    transaction.commit().await?;
    if deleted > 0 {
        state.db.empty_log().await?;
    }
    Ok(())
}
