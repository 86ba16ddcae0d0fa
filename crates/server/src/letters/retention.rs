//! Deletes letters that were never sent after the same time as undecided notifications.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::context::Context;
use database::entity::document::{Column, Entity};
use web::error::Error;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Deletes drafts that are old enough.
pub async fn delete_old_drafts(state: Context) -> Result<(), Error> {
    let before = state.now() - i64::from(state.config.erase_undecided_days) * DAY;
    let transaction = state.write().await?;
    let gone = Entity::delete_many()
        .filter(Column::Draft.is_not_null())
        .filter(Column::CreatedAt.lte(before))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    if gone.rows_affected > 0 { Ok(state.db.empty_log().await?) } else { Ok(()) }
}
