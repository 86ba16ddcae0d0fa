//! How long a process may stand still.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::process::THRESHOLD_DAYS;

use crate::processes::DAY;
use database::entity::threshold::{Column, Entity};
use web::error::Error;

/// The kind that stands for a decision which nobody touches.
pub(crate) const NOTIFICATION: &str = "notification";

/// The kind that stands for every other.
pub(crate) const OTHERS: &str = "*";

/// The thresholds of one organisation.
#[derive(Clone, Debug)]
pub(crate) struct Thresholds(pub(crate) BTreeMap<String, i64>);

impl Thresholds {
    /// As the admin set them.
    pub(crate) async fn of(db: &impl ConnectionTrait, customer_id: i64) -> Result<Self, Error> {
        let rows = Entity::find().filter(Column::CustomerId.eq(customer_id)).all(db).await?;
        Ok(Self(rows.into_iter().map(|row| (row.kind, row.days)).collect()))
    }

    /// Milliseconds that this kind may stand still.
    pub(crate) fn millis(&self, kind: &str) -> i64 {
        let set = self.0.get(kind).or_else(|| self.0.get(OTHERS));
        set.copied().unwrap_or(i64::from(THRESHOLD_DAYS)) * DAY
    }
}
