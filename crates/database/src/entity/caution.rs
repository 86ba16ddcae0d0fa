//! Cautionary records of homes and households.

use sea_orm::entity::prelude::*;

/// A cautionary record about a home or household.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "caution")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: i64,
    /// Its id in the source system.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The home, as services identify it.
    pub property: Option<String>,
    /// The same in lower case, for comparison.
    pub property_key: Option<String>,
    pub household: Option<String>,
    /// The same in lower case, for comparison.
    pub household_key: Option<String>,
    pub site_id: Option<i64>,
    /// The precaution that visitors must take.
    pub message: String,
    /// The service that maintains the record.
    pub service_id: Option<String>,
    /// The API client that maintains the record.
    pub client_id: Option<String>,
    pub created_at: i64,
    pub updated_at: i64,
    /// When the record stopped applying.
    pub ended_at: Option<i64>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
