//! The channels on which a person wants each kind of notification, in addition to the tray.

use sea_orm::entity::prelude::*;

/// The choice of one person for one kind.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "preference")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: String,
    /// A [`wire::target_type::TargetType`] as text.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// [`wire::preference::PreferredChannel`]s as text, separated by commas.
    pub channels: String,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
