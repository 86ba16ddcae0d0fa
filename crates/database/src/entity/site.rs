//! Sites: places where residents live.

use sea_orm::entity::prelude::*;

/// A building, street or estate of one organisation.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "site")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub organisation_id: i64,
    pub name: String,
    /// The postal address.
    pub address: String,
    pub created_at: i64,
    /// When it last changed; 0 if it never did.
    pub updated_at: i64,
    /// False when nobody lives there any more.
    pub active: bool,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    /// The number of its calendar in the source system.
    pub calendar: Option<i64>,
    pub flat: Option<String>,
    pub street: Option<String>,
    pub town: Option<String>,
    /// County, state or province.
    pub region: Option<String>,
    pub postcode: Option<String>,
    pub country: Option<String>,
    /// The Unique Property Reference Number.
    pub uprn: Option<String>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
