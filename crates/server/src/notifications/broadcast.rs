//! A notification to a whole site or tenure: it appears on every tray at once, and is then sent by e-mail, text or letter to one
//! resident after the other, a few in each transaction, so that no alarm waits for it. The progress is stored, so that another
//! server can continue.

use std::collections::HashMap;
use std::time::Duration;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Select,
};
use wire::notification::Reached;

use super::audience::Audience;
use super::preferred;
use super::preferred::DefaultChannel;
use crate::context::{Change, Context, changed};
use database::entity::notification::{Column, Entity};
use database::entity::{notification, notification_audience};
use database::priority::Priority;
use database::sql::Sql;
use web::error::Error;

/// Residents of one transaction.
const AT_ONCE: usize = 20;

/// How often the worker polls for notifications of other servers.
const IDLE: Duration = Duration::from_secs(30);

/// Sends to residents until the server stops.
pub async fn run(state: Context) {
    let mut changes = state.changes.subscribe();
    let mut is_due = true;
    loop {
        if is_due && let Err(error) = Priority::Bulk.run(reach_residents(state.clone())).await {
            tracing::error!(%error, "cannot queue messages to residents; retrying");
        }
        let news = changed(&mut changes, |change| change == Change::Broadcast);
        is_due = match tokio::time::timeout(IDLE, news).await {
            Ok(()) => true,
            Err(_) => !matches!(waiting().one(&*state.db).await, Ok(None)),
        };
    }
}

/// Marks a notification whose residents must be messaged.
pub(crate) async fn begin(db: &impl ConnectionTrait, state: &Context, seq: i64) -> Result<(), Error> {
    Entity::update_many()
        .filter(Column::Seq.eq(seq))
        .col_expr(Column::Broadcast, Expr::value(true))
        .col_expr(Column::ReachAfter, Expr::value(0_i64))
        .exec(db)
        .await?;
    // The worker begins with a writing transaction, so it waits until this one is committed.
    state.publish(Change::Broadcast);
    Ok(())
}

/// Sends to all residents who are still to be messaged.
pub async fn reach_residents(state: Context) -> Result<(), Error> {
    while reach_some(&state).await? {}
    Ok(())
}

fn waiting() -> Select<Entity> {
    Entity::find().filter(Column::ReachAfter.is_not_null()).order_by_asc(Column::Seq).limit(1)
}

/// Sends to the next few residents of the oldest pending notification; returns whether there was one.
async fn reach_some(state: &Context) -> Result<bool, Error> {
    let transaction = state.write().await?;
    let Some(row) = waiting().one(&*transaction).await? else { return Ok(false) };
    let keys = notification_audience::Entity::find()
        .filter(notification_audience::Column::Seq.eq(row.seq))
        .all(&*transaction)
        .await?;
    let groups: Vec<_> = keys.iter().filter_map(|row| Audience::from_key(&row.key)).collect();
    let groups: Vec<_> = groups.into_iter().filter(Audience::is_of_residents).collect();
    let kind = row.target_type.clone().unwrap_or_default();
    let after = row.reach_after.unwrap_or_default();
    // A notification that was withdrawn or erased meanwhile is not sent any further.
    let readers = match row.deleted_at.or(row.erased_at) {
        Some(_) => Vec::new(),
        None => preferred::some_of(&*transaction, &kind, &groups, after, AT_ONCE).await?,
    };
    for reader in &readers {
        preferred::write(&*transaction, state, &row, reader, DefaultChannel::FirstWay).await?;
    }
    let next = readers.last().filter(|_| readers.len() == AT_ONCE).map(|reader| reader.id);
    Entity::update_many()
        .filter(Column::Seq.eq(row.seq))
        .col_expr(Column::ReachAfter, Expr::value(next))
        .exec(&*transaction)
        .await?;
    transaction.commit().await?;
    Ok(true)
}

#[derive(FromQueryResult)]
struct SentCount {
    notification_id: String,
    channel: String,
    count: i64,
    failed: i64,
}

/// How many residents each of these was sent to, by channel.
pub(crate) async fn reached(
    db: &impl ConnectionTrait,
    rows: impl Iterator<Item = &notification::Model>,
) -> Result<HashMap<String, Vec<Reached>>, Error> {
    let ids: Vec<&str> = rows.filter(|row| row.broadcast).map(|row| row.id.as_str()).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut sql =
        Sql::new("SELECT notification_id, channel, count(*) AS count, CAST(sum(CASE WHEN status IN ");
    sql.push("('failed', 'permanent-failure', 'technical-failure', 'temporary-failure') THEN 1 ELSE 0 END) AS BIGINT) ");
    sql.push("AS failed FROM message WHERE notification_id IN (").bind_all(ids);
    sql.push(") GROUP BY notification_id, channel ORDER BY channel");
    let mut found: HashMap<String, Vec<Reached>> = HashMap::new();
    for row in sql.all::<SentCount>(db).await? {
        let channel = crate::messages::of_notification::channel_of(&row.channel);
        let reached = Reached { channel, count: row.count, failed: row.failed };
        found.entry(row.notification_id).or_default().push(reached);
    }
    Ok(found)
}
