//! Suppliers: companies that send responders, or that a controller rings.

use sea_orm::entity::prelude::*;

/// A supplier of responders.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "supplier")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub name: String,
    /// The number that a controller rings.
    pub contact_number: Option<String>,
    pub email: Option<String>,
    /// The person to ask for.
    pub contact_person: Option<String>,
    pub address: Option<String>,
    pub region: Option<String>,
    pub logo_url: Option<String>,
    pub last_updated_by: Option<String>,
    /// Response types that it can be rung for, such as `1,2`.
    pub response_types: String,
    /// Whether somebody must approve a dispatch first.
    pub requires_approval: bool,
    /// A company of the demonstration.
    pub demo: bool,
    /// Removed; the row is kept for earlier callouts.
    pub deleted: bool,
    pub created_at: i64,
    pub updated_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
