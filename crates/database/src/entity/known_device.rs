//! Devices and addresses from which a person has signed in, so that other people's password guesses do not slow that person down.

use sea_orm::entity::prelude::*;

/// One device of one person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "known_device")]
pub struct Model {
    /// SHA-256 of the sign-in name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub name_hash: String,
    /// The hash of the device's cookie, or the network of a program.
    #[sea_orm(primary_key, auto_increment = false)]
    pub device: String,
    pub seen_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
