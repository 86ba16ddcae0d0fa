//! Attempts of deliveries. Rows are never deleted.

use sea_orm::entity::prelude::*;

/// One attempt of one delivery.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery_attempt")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub delivery_id: String,
    /// 1 for the first attempt.
    pub number: i64,
    pub started_at: i64,
    pub took_ms: Option<i64>,
    /// An [`AttemptOutcome`](wire::delivery::AttemptOutcome) as text.
    pub outcome: String,
    pub status: Option<i64>,
    pub detail: Option<String>,
    /// The first KiB of the response body.
    pub answer: Option<String>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
