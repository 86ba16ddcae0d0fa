//! Companies that send responders, or that are rung by hand.

use sea_orm::entity::prelude::*;

/// A company.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "supplier")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What it is called.
    pub name: String,
    /// The number to ring.
    pub contact_number: Option<String>,
    /// Where to write to.
    pub email: Option<String>,
    /// Whom to ask for.
    pub contact_person: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// The region it serves.
    pub region: Option<String>,
    /// A picture of its logo.
    pub logo_url: Option<String>,
    /// Who changed it last.
    pub last_updated_by: Option<String>,
    /// What it can be rung for, such as `1,2`.
    pub response_types: String,
    /// Whether somebody there has to approve a dispatch first.
    pub requires_approval: bool,
    /// A company of the demonstration.
    pub demo: bool,
    /// Removed; the row stays for old callouts.
    pub deleted: bool,
    /// When it was added.
    pub created_at: i64,
    /// When anything here last changed.
    pub updated_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
