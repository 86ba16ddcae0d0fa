//! Notes of actions. They are kept outside of the history so that they can be erased.

use sea_orm::entity::prelude::*;

/// The note of one action.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification_note")]
pub struct Model {
    /// The history entry, which contains a hash of the note.
    #[sea_orm(primary_key, auto_increment = false)]
    pub history_id: i64,
    pub notification_id: String,
    /// Prevents guessing a short note from its hash.
    pub salt: String,
    pub note: String,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
