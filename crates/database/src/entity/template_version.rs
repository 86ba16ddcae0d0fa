//! Every version of every template.

use sea_orm::entity::prelude::*;

/// One version.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "template_version")]
pub struct Model {
    /// Of which template.
    #[sea_orm(primary_key, auto_increment = false)]
    pub template_id: String,
    /// Which version.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    /// What staff called it.
    pub name: String,
    /// The subject.
    pub subject: Option<String>,
    /// The text.
    pub body: String,
    /// How a letter was posted.
    pub postage: Option<String>,
    /// Where a letter said to answer, line by line.
    pub letter_contact_block: Option<String>,
    /// Whether it was laid aside.
    pub archived: bool,
    /// Who wrote it.
    pub created_by: String,
    /// When.
    pub created_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
