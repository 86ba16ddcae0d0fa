//! Devices and addresses from which somebody has signed in, so that guesses of strangers do not slow them down.

use sea_orm::entity::prelude::*;

/// One device of one person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "known_device")]
pub struct Model {
    /// SHA-256 of the name that signed in.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name_hash: String,
    /// The hash of the device's cookie, or the network that a program calls from.
    #[sea_orm(primary_key, auto_increment = false)]
    pub device: String,
    /// When it last signed in.
    pub seen_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
