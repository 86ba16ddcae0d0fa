//! Leases: which server runs a job that must run on one server at a time.

use sea_orm::entity::prelude::*;

/// The lease of one job.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lease")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub name: String,
    /// The server that holds the lease.
    pub holder: String,
    /// When the lease expires unless it is renewed.
    pub until: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
