//! Requests for assistance.

use sea_orm::entity::prelude::*;

/// One request. What became of it stands in its tries, answers and deliveries.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assistance_request")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The organisation of the resident.
    pub customer_id: i64,
    /// Where they lived when they asked.
    pub site_id: Option<i64>,
    /// Who asked.
    pub resident_id: i64,
    /// Whom they chose.
    pub provider_id: i64,
    /// What the television showed for it.
    pub label: String,
    /// When they asked.
    pub created_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
