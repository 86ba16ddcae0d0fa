//! Devices that can be pushed to.

use sea_orm::entity::prelude::*;

/// One browser of one person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "push_subscription")]
pub struct Model {
    /// A UUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose it is.
    pub user_id: String,
    /// What they call it.
    pub name: String,
    /// The push service's address of it, which is a secret.
    pub endpoint: String,
    /// The browser's public key, unpadded base64url.
    pub p256dh: String,
    /// The browser's shared secret, unpadded base64url.
    pub auth: String,
    /// When it was registered.
    pub created_at: i64,
    /// When the push service last took a message for it.
    pub delivered_at: Option<i64>,
    /// When a message to it was last given up.
    pub failed_at: Option<i64>,
    /// SHA-256 of the receipt that the newest test waits for.
    pub test_hash: Option<String>,
    /// When the newest test was sent.
    pub tested_at: Option<i64>,
    /// When the device last said that a test arrived.
    pub received_at: Option<i64>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
