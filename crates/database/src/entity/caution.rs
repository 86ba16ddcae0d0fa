//! Cautionary records of homes and households.

use sea_orm::entity::prelude::*;

/// A cautionary record.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "caution")]
pub struct Model {
    /// The organisation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: i64,
    /// Its id in the system that keeps it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The home, as the services name it.
    pub property: Option<String>,
    /// The same in lower case, to compare by.
    pub property_key: Option<String>,
    /// The household.
    pub household: Option<String>,
    /// The same in lower case, to compare by.
    pub household_key: Option<String>,
    /// The site.
    pub site_id: Option<i64>,
    /// What to take care of.
    pub message: String,
    /// The service that keeps it.
    pub service_id: Option<String>,
    /// The API client that keeps it.
    pub client_id: Option<String>,
    /// Since when.
    pub created_at: i64,
    /// When anything here last changed.
    pub updated_at: i64,
    /// It no longer holds since then.
    pub ended_at: Option<i64>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
