//! The providers that a request was sent to.

use sea_orm::entity::prelude::*;

/// One provider of one request; each provider is tried once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assistance_attempt")]
pub struct Model {
    /// Ascending: the provider that the resident chose has the smallest.
    #[sea_orm(primary_key)]
    pub id: i64,
    pub request_id: i64,
    pub provider_id: i64,
    pub label: String,
    pub attempted_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
