//! `GET /api/notifications`: a page of a person's tray, or of an organisation's or service's notifications. Each filter has an
//! index, so a page costs the same with a thousand notifications as with a million.

pub(crate) mod filter;
#[cfg(test)]
mod plans;
pub(crate) mod rows;
pub(crate) mod times;

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter};
use wire::notification::LIMIT_DEFAULT;

use crate::auth::caller::Caller;
use crate::auth::rights::VisibleNotification;
use crate::notifications::list::filter::ListRequest;
use database::entity::{notification, tray_item};
use database::sql::Sql;
use web::error::Error;
use web::problem::invalid_field;

/// Totals are counted up to this number.
pub(crate) const COUNTED: i64 = 10_000;

#[derive(FromQueryResult)]
struct CountRow {
    n: i64,
}

#[derive(FromQueryResult)]
struct SeqRow {
    seq: i64,
}

pub(crate) async fn count(db: &impl ConnectionTrait, request: &ListRequest) -> Result<i64, Error> {
    match count_sql(db.get_database_backend(), request) {
        Some(sql) => Ok(sql.one::<CountRow>(db).await?.map_or(0, |row| row.n)),
        None => Ok(0),
    }
}

/// The statement that counts; `None` if the list is empty. It follows the order of a page: otherwise SQLite would choose an index
/// that contains every row of the tray, and look up each of them.
pub(crate) fn count_sql(backend: DbBackend, request: &ListRequest) -> Option<Sql> {
    let mut sql = Sql::new("SELECT count(*) AS n FROM (SELECT 1 ");
    let seq = rows::push(&mut sql, backend, request)?;
    sql.push(&format!(" ORDER BY {seq} DESC LIMIT {}) counted", COUNTED + 1));
    Some(sql)
}

/// The ids of a page, newest first.
pub(crate) async fn page(db: &impl ConnectionTrait, request: &ListRequest) -> Result<Vec<i64>, Error> {
    let before = match &request.filter.before {
        Some(id) => {
            let row = request
                .row_source
                .narrow(notification::Entity::find())
                .filter(notification::Column::Id.eq(&id.0));
            Some(
                row.one(db)
                    .await?
                    .ok_or_else(|| invalid_field("before", "there is no such notification"))?
                    .seq,
            )
        }
        None => None,
    };
    match page_sql(db.get_database_backend(), request, before) {
        Some(sql) => Ok(sql.all::<SeqRow>(db).await?.into_iter().map(|row| row.seq).collect()),
        None => Ok(Vec::new()),
    }
}

/// The statement of a page; `None` if the page is empty.
pub(crate) fn page_sql(backend: DbBackend, request: &ListRequest, before: Option<i64>) -> Option<Sql> {
    let mut sql = Sql::new("SELECT i.seq ");
    let seq = rows::push(&mut sql, backend, request)?;
    if let Some(before) = before {
        sql.push(&format!(" AND {seq} < ")).bind(before);
    }
    let limit = request.filter.limit.unwrap_or(LIMIT_DEFAULT);
    sql.push(&format!(" ORDER BY {seq} DESC LIMIT {limit}"));
    Some(sql)
}

/// The notifications with these numbers, in this order, as the caller sees them: on their tray, or `removed` from it.
pub(crate) async fn load(
    db: &impl ConnectionTrait,
    caller: &Caller,
    seqs: &[i64],
    removed: bool,
) -> Result<Vec<VisibleNotification>, Error> {
    if seqs.is_empty() {
        return Ok(Vec::new());
    }
    let rows = notification::Entity::find()
        .filter(notification::Column::Seq.is_in(seqs.iter().copied()))
        .all(db)
        .await?;
    let mut rows: HashMap<i64, notification::Model> = rows.into_iter().map(|row| (row.seq, row)).collect();
    let mut items: HashMap<i64, tray_item::Model> = match caller.tray_id(db).await? {
        Some(tray_id) => tray_item::Entity::find()
            .filter(tray_item::Column::TrayId.eq(tray_id))
            .filter(tray_item::Column::Seq.is_in(seqs.iter().copied()))
            .filter(match removed {
                true => tray_item::Column::PutAway.eq(true),
                false => tray_item::Column::RemovedAt.is_null(),
            })
            .all(db)
            .await?
            .into_iter()
            .map(|item| (item.seq, item))
            .collect(),
        None => HashMap::new(),
    };
    let seen = seqs.iter().filter_map(|seq| {
        let (row, item) = (rows.remove(seq)?, items.remove(seq));
        let may_decide = caller.may_decide(item.as_ref());
        Some(VisibleNotification { row, item, may_decide })
    });
    Ok(seen.collect())
}
