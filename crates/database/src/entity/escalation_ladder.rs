//! The escalation ladder that an organisation has set for a response type.

use sea_orm::entity::prelude::*;

/// A ladder.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "escalation_ladder")]
pub struct Model {
    /// The organisation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: i64,
    /// Security or medical.
    #[sea_orm(primary_key, auto_increment = false)]
    pub response_type_id: i64,
    /// The [`Step`](wire::escalation::Step)s as JSON.
    pub steps: String,
    /// When it was saved.
    pub updated_at: i64,
    /// The name of the account that saved it.
    pub updated_by: Option<String>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
