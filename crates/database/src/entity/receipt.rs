//! Delivery receipts that are still to be told to a service.

use sea_orm::entity::prelude::*;

/// One receipt.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipt")]
pub struct Model {
    /// A UUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whom to tell.
    pub service_id: String,
    /// Of what.
    pub sent_id: String,
    /// The JSON.
    pub body: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it is tried next; nothing when it is over.
    pub due_at: Option<i64>,
    /// Until when it is somebody\'s to work on, by the clock of leases.
    pub leased_until: Option<i64>,
    /// When it was taken.
    pub told_at: Option<i64>,
    /// When the status changed.
    pub created_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
