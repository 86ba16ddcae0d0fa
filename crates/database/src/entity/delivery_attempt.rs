//! Every try of a delivery; nothing is taken away.

use sea_orm::entity::prelude::*;

/// One try.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery_attempt")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The delivery.
    pub delivery_id: String,
    /// 1 for the first.
    pub number: i64,
    /// When it began.
    pub started_at: i64,
    /// How long it took.
    pub took_ms: Option<i64>,
    /// An [`AttemptOutcome`](wire::delivery::AttemptOutcome) as text.
    pub outcome: String,
    /// The status of the answer.
    pub status: Option<i64>,
    /// What went wrong, in words.
    pub detail: Option<String>,
    /// The first KiB of the answer.
    pub answer: Option<String>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
