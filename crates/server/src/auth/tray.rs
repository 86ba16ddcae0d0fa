//! A person's tray, and the news that something on it changed.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use database::entity::{tray, tray_item};
use database::sql::Sql;
use web::error::Error;

/// A person's tray; `None` until the first notification is put on it.
pub(crate) async fn of(db: &impl ConnectionTrait, user_id: &str) -> Result<Option<tray::Model>, Error> {
    Ok(tray::Entity::find().filter(tray::Column::UserId.eq(user_id)).one(db).await?)
}

/// One notification on one tray, if it is there.
pub(crate) async fn item(
    db: &impl ConnectionTrait,
    tray_id: i64,
    seq: i64,
) -> Result<Option<tray_item::Model>, Error> {
    Ok(tray_item::Entity::find_by_id((tray_id, seq))
        .filter(tray_item::Column::RemovedAt.is_null())
        .one(db)
        .await?)
}

/// Makes every stream of an account check its credential again, on all servers, because it may be revoked.
pub async fn wake_streams(db: &impl ConnectionTrait, user_id: &str) -> Result<(), Error> {
    Sql::new("INSERT INTO tray (user_id, unread, revision) VALUES (")
        .bind(user_id)
        .push(", 0, 1) ON CONFLICT (user_id) DO UPDATE SET revision = tray.revision + 1")
        .run(db)
        .await?;
    Ok(())
}
