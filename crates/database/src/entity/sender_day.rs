//! How much a service sent on a day.

use sea_orm::entity::prelude::*;

/// One day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sender_day")]
pub struct Model {
    /// Who sent.
    #[sea_orm(primary_key, auto_increment = false)]
    pub service_id: String,
    /// `email`, `sms` or `letter`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub channel: String,
    /// Days since 1970.
    #[sea_orm(primary_key, auto_increment = false)]
    pub day: i64,
    /// How many.
    pub sent: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
