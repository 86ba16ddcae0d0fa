//! Notes of actions, beside the history so that they can be erased.

use sea_orm::entity::prelude::*;

/// One note.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notification_note")]
pub struct Model {
    /// The entry of the history that holds its seal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub history_id: i64,
    /// The notification.
    pub notification_id: String,
    /// Keeps short notes from being guessed by their seals.
    pub salt: String,
    /// What it says.
    pub note: String,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
