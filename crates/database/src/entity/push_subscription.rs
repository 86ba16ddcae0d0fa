//! Devices that receive push messages.

use sea_orm::entity::prelude::*;

/// One browser of one person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "push_subscription")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub user_id: String,
    /// The name that the person gave it.
    pub name: String,
    /// The device's URL at its push service; secret.
    pub endpoint: String,
    /// The browser's public key, unpadded base64url.
    pub p256dh: String,
    /// The browser's shared secret, unpadded base64url.
    pub auth: String,
    pub created_at: i64,
    /// When the push service last accepted a message for it.
    pub delivered_at: Option<i64>,
    /// When a message to it was last given up.
    pub failed_at: Option<i64>,
    /// SHA-256 of the code that confirms the latest test.
    pub test_hash: Option<String>,
    /// When the latest test was sent.
    pub tested_at: Option<i64>,
    /// When the device last confirmed a test.
    pub received_at: Option<i64>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
