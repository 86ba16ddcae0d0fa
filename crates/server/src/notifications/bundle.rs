//! Limits how many screen notifications of one sender a person receives within an hour. Further ones are put away, where the
//! reader finds them under removed notifications, and one notification counts them. Notifications that need a decision are never
//! put away, but cause no further pushes.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter};
use wire::label::isolated;
use wire::plural::counted;
use wire::session::Role;

use super::tray;
use database::entity::notification;
use database::sql::Sql;
use web::error::Error;

pub(crate) const HOUR: i64 = 3_600_000;

/// A person who received more notifications from one sender than are shown separately.
#[derive(FromQueryResult)]
pub(crate) struct BundledRecipient {
    pub(crate) tray_id: i64,
    pub(crate) user_id: String,
    pub(crate) role: String,
    pub(crate) count: i64,
    pub(crate) summary_id: Option<String>,
}

pub(crate) async fn count(
    transaction: &impl ConnectionTrait,
    sender: &str,
    seq: i64,
    hour: i64,
) -> Result<(), Error> {
    let mut sql = Sql::new("INSERT INTO screen_count (sender_id, tray_id, hour, count) SELECT ");
    sql.bind(sender).push(", i.tray_id, ").bind(hour);
    sql.push(", 1 FROM tray_item i WHERE i.as_sender = FALSE AND i.removed_at IS NULL AND i.seq = ")
        .bind(seq);
    sql.push(" ON CONFLICT (sender_id, tray_id, hour) DO UPDATE SET count = screen_count.count + 1");
    Ok(sql.run(transaction).await.map(drop)?)
}

pub(crate) async fn rewrite(
    transaction: &impl ConnectionTrait,
    id: &str,
    message: String,
) -> Result<(), Error> {
    use notification::{Column, Entity};
    let Some(row) = Entity::find().filter(Column::Id.eq(id)).one(transaction).await? else { return Ok(()) };
    Entity::update_many()
        .filter(Column::Seq.eq(row.seq))
        .col_expr(Column::Message, Expr::value(message))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .exec(transaction)
        .await?;
    tray::touch(transaction, row.seq).await
}

pub(crate) fn words(sender: &str, more: i64, role: &Role) -> String {
    let sender = isolated(sender);
    let sent = counted("sent 1 more message|sent {count} more messages", more);
    match role {
        Role::Resident => format!("{sender} {sent} within an hour. They were put away."),
        _ => format!("{sender} {sent} within an hour. What asks for no decision was put away: see Removed."),
    }
}

/// Deletes the counts of past hours.
pub(crate) async fn delete_old_counts(db: &impl ConnectionTrait, now: i64) -> Result<(), Error> {
    Ok(Sql::new("DELETE FROM screen_count WHERE hour < ").bind(now / HOUR - 1).run(db).await.map(drop)?)
}
