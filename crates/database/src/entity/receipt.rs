//! Delivery receipts that are to be posted to a service.

use sea_orm::entity::prelude::*;

/// The receipt of one message.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receipt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The service that receives it.
    pub service_id: String,
    /// The message that it reports.
    pub notify_message_id: String,
    /// The body as JSON.
    pub body: String,
    /// How many times it was attempted.
    pub attempts: i64,
    /// When it is next due; empty when it was delivered or given up.
    pub due_at: Option<i64>,
    /// When the lease of the worker that holds it expires, by [`Clock::steady`](crate::clock::Clock::steady).
    pub leased_until: Option<i64>,
    /// When the service accepted it.
    pub delivered_at: Option<i64>,
    /// When the status changed.
    pub created_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
