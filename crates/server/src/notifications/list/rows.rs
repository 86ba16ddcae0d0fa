//! The part of a list's statement that selects rows.

use sea_orm::DbBackend;
use wire::notification::NotificationFilter;

use super::times;
use crate::notifications::list::filter::{ListRequest, RowSource};
use database::notification_search;
use database::sql::Sql;

/// Appends `FROM … WHERE …`, and returns the name of the column that orders the rows; `None` if there can be no rows.
///
/// Words and teams have lists of their own, ordered by that column: a page reads them newest first, and stops when it is full.
/// `CROSS JOIN` prevents SQLite from reordering the join.
pub(crate) fn push(sql: &mut Sql, backend: DbBackend, request: &ListRequest) -> Option<&'static str> {
    let ListRequest { row_source, filter, team } = request;
    let table = match row_source {
        RowSource::Nowhere => return None,
        RowSource::Tray(_) => "tray_item",
        RowSource::Organisation { .. } | RowSource::Service(_) | RowSource::Client(_) => "notification",
    };
    let words = match &filter.q {
        Some(text) => Some(notification_search::query(backend, text)?),
        None => None,
    };
    let (join, matches) = match backend {
        DbBackend::Postgres => ("JOIN", ("f.words @@ to_tsquery('simple', ", ") AND ")),
        _ => ("CROSS JOIN", ("f.words MATCH ", " AND ")),
    };
    let seq = match (words, team) {
        (Some(words), _) => {
            sql.push(&format!("FROM notification_text f {join} {table} i ON i.seq = f.rowid WHERE "));
            sql.push(matches.0).bind(words).push(matches.1);
            "f.rowid"
        }
        (None, Some(team)) => {
            sql.push(&format!(
                "FROM notification_audience a {join} {table} i ON i.seq = a.seq WHERE a.key = "
            ));
            sql.bind(team.as_str()).push(" AND ");
            "a.seq"
        }
        (None, None) => {
            sql.push(&format!("FROM {table} i WHERE "));
            "i.seq"
        }
    };
    match row_source {
        RowSource::Tray(tray_id) if filter.is_of_removed() => sql
            .push("i.tray_id = ")
            .bind(*tray_id)
            .push(" AND i.put_away = TRUE AND EXISTS ")
            .push("(SELECT 1 FROM notification n WHERE n.seq = i.seq AND n.erased_at IS NULL)"),
        RowSource::Tray(tray_id) => sql.push("i.tray_id = ").bind(*tray_id).push(" AND i.removed_at IS NULL"),
        RowSource::Organisation { organisation_id, .. } => {
            sql.push("i.organisation_id = ").bind(*organisation_id).push(" AND i.superseded = FALSE")
        }
        RowSource::Service(id) => {
            sql.push("i.service_id = ").bind(id.as_str()).push(" AND i.superseded = FALSE")
        }
        RowSource::Client(id) => {
            sql.push("i.client_id = ").bind(id.as_str()).push(" AND i.superseded = FALSE")
        }
        RowSource::Nowhere => return None,
    };
    if let (Some(team), "f.rowid") = (team, seq) {
        sql.push(" AND EXISTS (SELECT 1 FROM notification_audience a WHERE a.seq = i.seq AND a.key = ");
        sql.bind(team.as_str()).push(")");
    }
    push_filter(sql, backend, row_source, filter);
    Some(seq)
}

fn push_filter(sql: &mut Sql, backend: DbBackend, row_source: &RowSource, filter: &NotificationFilter) {
    let lists: [(&str, Vec<String>); 4] = [
        ("notification_type", filter.notification_type.iter().map(ToString::to_string).collect()),
        ("target_type", filter.target_type.iter().map(ToString::to_string).collect()),
        ("target_id", filter.target_id.clone()),
        ("user_email", filter.user.clone()),
    ];
    for (column, values) in lists {
        match &values[..] {
            [] => {}
            [value] => {
                sql.push(&format!(" AND i.{column} = ")).bind(value.as_str());
            }
            // `+` makes SQLite follow the order of the list; an index over several values would require sorting.
            several => {
                let plus = if backend == DbBackend::Sqlite { "+" } else { "" };
                sql.push(&format!(" AND {plus}i.{column} IN ("));
                sql.bind_all(several.iter().map(String::as_str)).push(")");
            }
        }
    }
    if let Some(id) = filter.site_id {
        sql.push(" AND i.site_id = ").bind(id.0);
    }
    for (column, value) in [("require_action", filter.require_action), ("decided", filter.decided)] {
        if let Some(value) = value {
            sql.push(&format!(" AND i.{column} = ")).bind(value);
        }
    }
    times::push(sql, filter);
    let Some(unread) = filter.unread else { return };
    match row_source {
        RowSource::Tray(_) => {
            sql.push(if unread { " AND i.read_at IS NULL" } else { " AND i.read_at IS NOT NULL" })
        }
        RowSource::Organisation { tray_id: Some(tray_id), .. } => {
            sql.push(if unread { " AND EXISTS " } else { " AND NOT EXISTS " });
            sql.push("(SELECT 1 FROM tray_item t WHERE t.seq = i.seq AND t.read_at IS NULL AND t.removed_at IS NULL ");
            sql.push("AND t.tray_id = ").bind(*tray_id).push(")")
        }
        _ => sql.push(if unread { " AND 1 = 0" } else { "" }),
    };
}
