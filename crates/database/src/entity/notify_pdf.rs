//! The PDFs of letters.

use sea_orm::entity::prelude::*;

/// The PDF of one letter.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notify_pdf")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub notify_message_id: String,
    pub bytes: Vec<u8>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
