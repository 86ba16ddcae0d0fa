//! Events of callouts. Rows are only ever inserted.

use sea_orm::entity::prelude::*;

/// An event of a callout.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "callout_event")]
pub struct Model {
    /// Ascending in the order of the events.
    #[sea_orm(primary_key)]
    pub id: i64,
    pub callout_id: i64,
    /// A [`wire::event::EventType`].
    pub type_id: i64,
    /// The message, or a sentence that describes the event.
    pub body: String,
    /// A [`wire::event::EventRole`] as text.
    pub role: String,
    pub created_by: Option<String>,
    /// The new status, if the event changed it.
    pub status: Option<String>,
    pub gap_from: Option<i64>,
    pub gap_to: Option<i64>,
    pub gap_reason: Option<String>,
    /// The fields of the request that could not be used, as a JSON list.
    pub ignored: Option<String>,
    pub created_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
