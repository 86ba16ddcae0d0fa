//! API keys of the services of the embedded GOV.UK Notify compatible service.

use sea_orm::entity::prelude::*;

/// One API key of a service.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notify_key")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub service_id: String,
    pub name: String,
    /// `normal`, `team` or `test`.
    pub kind: String,
    /// The last UUID of the key, which signs tokens; sealed.
    pub secret: String,
    pub created_at: i64,
    /// When it was revoked.
    pub expired_at: Option<i64>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
