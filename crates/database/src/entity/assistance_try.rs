//! The providers that were told of a request.

use sea_orm::entity::prelude::*;

/// One provider of one request; no provider is tried twice.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assistance_try")]
pub struct Model {
    /// Its number; the chosen provider has the smallest.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The request.
    pub request_id: i64,
    /// Who was told.
    pub provider_id: i64,
    /// What the television showed for it.
    pub label: String,
    /// When.
    pub tried_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
