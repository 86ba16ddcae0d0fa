//! Places where people live.

use sea_orm::entity::prelude::*;

/// A building, street or estate of one customer.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "site")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose it is.
    pub customer_id: i64,
    /// What it is called.
    pub name: String,
    /// Where it is, as on a letter.
    pub address: String,
    /// When it was added.
    pub created_at: i64,
    /// When it last changed; 0 when it never did.
    pub updated_at: i64,
    /// Cleared when nobody lives there any more.
    pub active: bool,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// The source's number of its calendar.
    pub calendar: Option<i64>,
    /// The flat.
    pub flat: Option<String>,
    /// Number and street.
    pub street: Option<String>,
    /// Town.
    pub town: Option<String>,
    /// County, state or province.
    pub region: Option<String>,
    /// Postcode.
    pub postcode: Option<String>,
    /// Country.
    pub country: Option<String>,
    /// Unique Property Reference Number.
    pub uprn: Option<String>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
