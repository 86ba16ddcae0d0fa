//! Restricts a list by the time of arrival, or by the time at which a decision is due.

use wire::notification::NotificationFilter;

use database::sql::Sql;

/// A list by time contains only rows of the requested period; a page is ordered by `seq`.
pub(crate) fn push(sql: &mut Sql, filter: &NotificationFilter) {
    let (from, before) = (&filter.created_from, &filter.created_before);
    if from.is_some() || before.is_some() {
        sql.push(" AND i.seq IN (SELECT n.seq FROM notification n WHERE n.created_at >= ");
        sql.bind(from.as_ref().map_or(0, |time| time.millis()));
        sql.push(" AND n.created_at < ")
            .bind(before.as_ref().map_or(i64::MAX, |time| time.millis()))
            .push(")");
    }
    if let Some(due) = &filter.due_before {
        sql.push(" AND i.seq IN (SELECT n.seq FROM notification n WHERE n.due_at < ").bind(due.millis());
        sql.push(" AND n.require_action = TRUE AND n.decided = FALSE)");
    }
}
