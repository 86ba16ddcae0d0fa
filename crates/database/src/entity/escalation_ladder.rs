//! The escalation ladder of an organisation for one response type.

use sea_orm::entity::prelude::*;

/// The configured ladder of one organisation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "escalation_ladder")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub response_type_id: i64,
    /// The [`Step`](wire::escalation::Step)s as JSON.
    pub steps: String,
    pub updated_at: i64,
    /// The name of the account that saved it.
    pub updated_by: Option<String>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
