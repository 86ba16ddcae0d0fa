//! The PDFs of letters.

use sea_orm::entity::prelude::*;

/// One letter.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sent_pdf")]
pub struct Model {
    /// Of which letter.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sent_id: String,
    /// The PDF.
    pub bytes: Vec<u8>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
