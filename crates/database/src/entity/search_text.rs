//! Searchable texts, folded by `search::fold`.

use sea_orm::entity::prelude::*;

/// One text of one row of another table.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_text")]
pub struct Model {
    /// The kind of text; a `search::Text`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// The row's id, as text.
    #[sea_orm(primary_key, auto_increment = false)]
    pub row_id: String,
    /// The text; as written until it is folded.
    pub words: String,
    /// Whether it is folded.
    pub folded: bool,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
