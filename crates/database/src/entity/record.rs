//! Records that notifications are about, as the services that keep them tell of them.

use sea_orm::entity::prelude::*;

/// A record.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "record")]
pub struct Model {
    /// The organisation.
    #[sea_orm(primary_key, auto_increment = false)]
    pub customer_id: i64,
    /// What kind, such as `account`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    /// Its id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Where it stands.
    pub state: String,
    /// What is known: a list of [`wire::record::Fact`] as JSON.
    pub facts: String,
    /// What happened: a list of [`wire::record::RecordEvent`] as JSON.
    pub events: String,
    /// The service that keeps it.
    pub service_id: Option<String>,
    /// What can be done with it: a list of [`wire::record::RecordAction`] as JSON.
    pub actions: String,
    /// When its service last told of it.
    pub updated_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
