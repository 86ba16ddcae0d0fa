//! How somebody wants to be told of one kind of notification, beside their tray.

use sea_orm::entity::prelude::*;

/// What one person chose for one kind.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "preference")]
pub struct Model {
    /// The account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: String,
    /// A [`wire::target_type::TargetType`] as text.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// [`wire::preference::PreferredChannel`]s as text, with commas between them.
    pub channels: String,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
