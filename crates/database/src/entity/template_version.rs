//! All versions of all templates.

use sea_orm::entity::prelude::*;

/// One version of a template.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "template_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub template_id: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    pub name: String,
    pub subject: Option<String>,
    pub body: String,
    pub postage: Option<String>,
    /// The return address of a letter, line by line.
    pub letter_contact_block: Option<String>,
    pub archived: bool,
    pub created_by: String,
    pub created_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
