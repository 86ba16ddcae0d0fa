//! Bounds how many screen notifications of one sender one person gets within an hour. What comes beyond is put away, where its
//! reader finds it under what was removed, and one notification says how many there are. Decisions are never put away, but
//! nobody's phone rings for them any more.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter};
use wire::label::isolated;
use wire::plural::counted;
use wire::session::Role;
use wire::target_type::TargetType;

use super::audience::Audience;
use super::raise::{Raise, raise};
use super::tray;
use crate::state::AppState;
use database::entity::notification;
use database::sql::Sql;
use web::error::Error;

const HOUR: i64 = 3_600_000;

/// Somebody to whom a sender sent more than is shown one by one.
#[derive(FromQueryResult)]
struct Flooded {
    tray_id: i64,
    user_id: String,
    role: String,
    count: i64,
    summary_id: Option<String>,
}

/// Counts a notification that has just arrived, and puts it away where it is too much. Gives the accounts for which it was.
pub(super) async fn bundle(
    transaction: &impl ConnectionTrait,
    state: &AppState,
    row: &notification::Model,
) -> Result<Vec<String>, Error> {
    let Some(sender) = row.service_id.as_deref().or(row.client_id.as_deref()) else { return Ok(Vec::new()) };
    let (now, most) = (state.now(), i64::from(state.config.screen_notifications_an_hour));
    let hour = now / HOUR;
    count(transaction, sender, row.seq, hour).await?;
    let mut flooded =
        Sql::new("SELECT c.tray_id, t.user_id, u.role, c.count, c.summary_id FROM screen_count c ");
    flooded.push("JOIN tray t ON t.id = c.tray_id JOIN \"user\" u ON u.id = t.user_id WHERE c.sender_id = ");
    flooded.bind(sender).push(" AND c.hour = ").bind(hour).push(" AND c.count > ").bind(most);
    flooded.push(" AND EXISTS (SELECT 1 FROM tray_item i WHERE i.tray_id = c.tray_id AND i.as_sender = FALSE AND i.seq = ");
    let flooded: Vec<Flooded> = flooded.bind(row.seq).push(")").all(transaction).await?;
    for person in &flooded {
        if !row.require_action {
            tray::put_away(transaction, person.tray_id, row.seq, now).await?;
        }
        summarise(transaction, state, row, sender, person, most).await?;
    }
    Ok(flooded.into_iter().map(|person| person.user_id).collect())
}

async fn count(transaction: &impl ConnectionTrait, sender: &str, seq: i64, hour: i64) -> Result<(), Error> {
    let mut sql = Sql::new("INSERT INTO screen_count (sender_id, tray_id, hour, count) SELECT ");
    sql.bind(sender).push(", i.tray_id, ").bind(hour);
    sql.push(", 1 FROM tray_item i WHERE i.as_sender = FALSE AND i.removed_at IS NULL AND i.seq = ")
        .bind(seq);
    sql.push(" ON CONFLICT (sender_id, tray_id, hour) DO UPDATE SET count = screen_count.count + 1");
    Ok(sql.run(transaction).await.map(drop)?)
}

/// Says how many there are: in one notification an hour, which is kept true and rings once.
async fn summarise(
    transaction: &impl ConnectionTrait,
    state: &AppState,
    row: &notification::Model,
    sender: &str,
    person: &Flooded,
    most: i64,
) -> Result<(), Error> {
    let message = words(&row.created_by, person.count - most, &Role::from(person.role.clone()));
    if let Some(id) = &person.summary_id {
        return rewrite(transaction, id, message).await;
    }
    let audience = vec![Audience::Person(person.user_id.clone())];
    let raised = Raise::new(row.customer_id, TargetType::NotificationsBundled, sender, message, audience);
    // Boxed, since what is raised arrives by the same way. It has no sender, so that it is not counted itself.
    let Some(id) = Box::pin(raise(transaction, state, raised)).await? else { return Ok(()) };
    let mut sql = Sql::new("UPDATE screen_count SET summary_id = ");
    sql.bind(id).push(" WHERE sender_id = ").bind(sender).push(" AND tray_id = ").bind(person.tray_id);
    Ok(sql.push(" AND hour = ").bind(state.now() / HOUR).run(transaction).await.map(drop)?)
}

async fn rewrite(transaction: &impl ConnectionTrait, id: &str, message: String) -> Result<(), Error> {
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

fn words(sender: &str, more: i64, role: &Role) -> String {
    let sender = isolated(sender);
    let sent = counted("sent 1 more message|sent {count} more messages", more);
    match role {
        Role::Resident => format!("{sender} {sent} within an hour. They were put away."),
        _ => format!("{sender} {sent} within an hour. What asks for no decision was put away: see Removed."),
    }
}

/// Forgets the counts of hours that are over.
pub(crate) async fn forget_counts(db: &impl ConnectionTrait, now: i64) -> Result<(), Error> {
    Ok(Sql::new("DELETE FROM screen_count WHERE hour < ").bind(now / HOUR - 1).run(db).await.map(drop)?)
}
