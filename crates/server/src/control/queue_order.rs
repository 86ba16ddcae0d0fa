//! The order of a queue, and the position of a row in it. A page starts after a position, not after a number of rows, so that
//! rows which appear or disappear meanwhile make no other row skip a page.

use std::fmt;

use sea_orm::sea_query::{Expr, ExprTrait, Func, Order};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use wire::classification::REAL;
use wire::status::CalloutStatus;

use crate::auth::control_scope::ControlScope;

use database::entity::callout;
use database::entity::callout::Column;
use web::error::Error;

/// The position of a row: real before test, unacknowledged before acknowledged, then newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cursor {
    test: bool,
    acknowledged: bool,
    at: i64,
    id: i64,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { test, acknowledged, at, id } = *self;
        write!(f, "{}.{}.{at}.{id}", u8::from(test), u8::from(acknowledged))
    }
}

impl Cursor {
    /// The position of a row.
    pub(crate) fn of(which: QueueKind, row: &callout::Model) -> Self {
        if which == QueueKind::Closed {
            return Self {
                test: false,
                acknowledged: false,
                at: row.resolved_at.unwrap_or_default(),
                id: row.id,
            };
        }
        Self {
            test: row.classification_id != REAL || row.internal_test,
            acknowledged: row.acknowledged && row.alarm_at.is_none(),
            at: row.pressed_again_at.unwrap_or(row.created_at),
            id: row.id,
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        let flag = |text: &str| match text {
            "0" => Some(false),
            "1" => Some(true),
            _ => None,
        };
        let mut parts = text.split('.');
        let cursor = Self {
            test: flag(parts.next()?)?,
            acknowledged: flag(parts.next()?)?,
            at: parts.next()?.parse().ok()?,
            id: parts.next()?.parse().ok()?,
        };
        parts.next().is_none().then_some(cursor)
    }

    /// Matches the rows after this position.
    fn behind(self, which: QueueKind) -> Condition {
        let newest = Condition::any()
            .add(newest(which).lt(self.at))
            .add(newest(which).eq(self.at).and(Column::Id.lt(self.id)));
        if which == QueueKind::Closed {
            return Condition::all().add(newest);
        }
        let same = |rank: i64, column: Expr| column.eq(rank);
        let (test, acknowledged) = (i64::from(self.test), i64::from(self.acknowledged));
        Condition::any()
            .add(test_rank().gt(test))
            .add(same(test, test_rank()).and(acknowledged_rank().gt(acknowledged)))
            .add(
                Condition::all()
                    .add(same(test, test_rank()))
                    .add(same(acknowledged, acknowledged_rank()))
                    .add(newest),
            )
    }
}

/// Neither a test nor part of a demonstration.
pub(crate) fn is_real() -> Condition {
    Condition::all().add(Column::ClassificationId.eq(REAL)).add(Column::InternalTest.eq(false))
}

fn test_rank() -> Expr {
    Expr::case(is_real(), 0).finally(1).into()
}

/// Nobody has acknowledged the alarm, or the resident has pressed again since.
pub(crate) fn is_unacknowledged() -> Condition {
    Condition::any().add(Column::Acknowledged.eq(false)).add(Column::AlarmAt.is_not_null())
}

fn acknowledged_rank() -> Expr {
    Expr::case(is_unacknowledged(), 0).finally(1).into()
}

/// When it was last pressed, or when it was closed.
fn newest(which: QueueKind) -> Expr {
    let column = |column: Column| Expr::col((callout::Entity, column));
    match which {
        QueueKind::Closed => Func::coalesce([column(Column::ResolvedAt), Expr::val(0_i64)]).into(),
        QueueKind::Open | QueueKind::Demo => {
            Func::coalesce([column(Column::PressedAgainAt), column(Column::CreatedAt)]).into()
        }
    }
}

/// Parses a position: a cursor, or the id of a callout.
pub(crate) async fn cursor(
    db: &impl ConnectionTrait,
    scope: &ControlScope,
    which: QueueKind,
    text: &str,
) -> Result<Cursor, Error> {
    if let Some(cursor) = Cursor::parse(text) {
        return Ok(cursor);
    }
    let absent = || {
        Error::bad_request("before: use the value from the Link header, or the id of one of your callouts.")
    };
    let id = text.parse().map_err(|_| absent())?;
    match scope.find_callout(db, id).await {
        Err(Error::NotFound) => Err(absent()),
        found => Ok(Cursor::of(which, &found?)),
    }
}

/// The rows of a page.
pub(crate) async fn page(
    db: &impl ConnectionTrait,
    which: QueueKind,
    holds: Condition,
    after: Option<Cursor>,
    limit: u64,
) -> Result<Vec<callout::Model>, Error> {
    let mut query = callout::Entity::find().filter(holds);
    if let Some(after) = after {
        query = query.filter(after.behind(which));
    }
    if which != QueueKind::Closed {
        query = query.order_by(test_rank(), Order::Asc).order_by(acknowledged_rank(), Order::Asc);
    }
    let query = query.order_by(newest(which), Order::Desc).order_by_desc(Column::Id);
    Ok(query.limit(limit).all(db).await?)
}

/// The queues of callouts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum QueueKind {
    /// Real and test callouts that are not closed.
    Open,
    /// Callouts of a demonstration.
    Demo,
    /// Callouts that are closed.
    Closed,
}

impl QueueKind {
    pub(crate) fn parse(text: Option<&str>) -> Result<Self, Error> {
        match text.unwrap_or("open") {
            "open" => Ok(Self::Open),
            "demo" => Ok(Self::Demo),
            "closed" => Ok(Self::Closed),
            _ => Err(Error::bad_request("state: use open, closed or demo.")),
        }
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Demo => "demo",
            Self::Closed => "closed",
        }
    }

    pub(crate) fn holds(self) -> Condition {
        let closed = CalloutStatus::Closed.as_str();
        match self {
            Self::Open => Condition::all().add(Column::Status.ne(closed)).add(Column::Demo.eq(false)),
            Self::Demo => Condition::all().add(Column::Status.ne(closed)).add(Column::Demo.eq(true)),
            Self::Closed => Condition::all().add(Column::Status.eq(closed)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_back_and_nothing_else_is_read() {
        let cursor = Cursor { test: true, acknowledged: false, at: 1_767_614_400_000, id: 57 };
        assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        for text in ["", "57", "2.0.1.1", "0.0.1", "0.0.1.1.1", "0.0.x.1"] {
            assert_eq!(Cursor::parse(text), None, "{text}");
        }
    }
}
