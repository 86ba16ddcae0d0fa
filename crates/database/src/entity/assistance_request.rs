//! Requests for assistance.

use sea_orm::entity::prelude::*;

/// One request. Its outcome is in its tries, answers and deliveries.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assistance_request")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub organisation_id: i64,
    /// The site where the resident lived at that time.
    pub site_id: Option<i64>,
    pub resident_id: i64,
    pub provider_id: i64,
    pub label: String,
    pub created_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
