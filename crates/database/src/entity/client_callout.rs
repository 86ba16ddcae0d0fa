//! The state of each callout as last reported to each API client.

use sea_orm::entity::prelude::*;

/// One callout as one client last received it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_callout")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub callout_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub client_id: String,
    /// A [`wire::status::CalloutStatus`] as text.
    pub status: String,
    pub acknowledged: bool,
    pub owned_by: Option<String>,
    pub cancelled_by_resident: bool,
    pub dispatch_required: bool,
    /// The newest event that was reported.
    pub event_id: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
