//! How long a process may stay in one state.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use wire::process::THRESHOLD_DAYS;

use crate::processes::DAY;
use database::entity::threshold::{Column, Entity};
use web::error::Error;

/// The kind for notifications that wait for a decision.
pub(crate) const NOTIFICATION: &str = "notification";

/// The kind for all other kinds.
pub(crate) const OTHERS: &str = "*";

/// The thresholds of one organisation.
#[derive(Clone, Debug)]
pub(crate) struct Thresholds(pub(crate) BTreeMap<String, i64>);

impl Thresholds {
    /// The thresholds that the admin set.
    pub(crate) async fn of(db: &impl ConnectionTrait, organisation_id: i64) -> Result<Self, Error> {
        let rows = Entity::find().filter(Column::OrganisationId.eq(organisation_id)).all(db).await?;
        Ok(Self(rows.into_iter().map(|row| (row.kind, row.days)).collect()))
    }

    /// Milliseconds that this kind may stay in one state.
    pub(crate) fn millis(&self, kind: &str) -> i64 {
        let set = self.0.get(kind).or_else(|| self.0.get(OTHERS));
        set.copied().unwrap_or(i64::from(THRESHOLD_DAYS)) * DAY
    }
}
