//! What each API client was last told of each callout.

use sea_orm::entity::prelude::*;

/// One callout of one client.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_callout")]
pub struct Model {
    /// The callout.
    #[sea_orm(primary_key, auto_increment = false)]
    pub callout_id: i64,
    /// The client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub client_id: String,
    /// A [`wire::status::CalloutStatus`] as text.
    pub status: String,
    /// A controller had seen it.
    pub acknowledged: bool,
    /// Who looked after it.
    pub owned_by: Option<String>,
    /// "I am safe now" was pressed.
    pub cancelled_by_customer: bool,
    /// Somebody still had to go.
    pub dispatch_required: bool,
    /// The newest event that was told.
    pub event_id: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
