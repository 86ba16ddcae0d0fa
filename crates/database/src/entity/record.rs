//! Records that notifications are about, as reported by the services that maintain them.

use sea_orm::entity::prelude::*;

/// A record of one kind.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: i64,
    /// The kind, such as `account`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub title: String,
    pub state: String,
    /// Details: a list of [`wire::record::Fact`] as JSON.
    pub facts: String,
    /// Events: a list of [`wire::record::RecordEvent`] as JSON.
    pub events: String,
    /// The service that maintains it.
    pub service_id: Option<String>,
    /// Available actions: a list of [`wire::record::RecordAction`] as JSON.
    pub actions: String,
    /// When the service last reported it.
    pub updated_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
