//! Services: programs that send notifications.

use sea_orm::entity::prelude::*;

/// A service.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service")]
pub struct Model {
    /// A UUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The organisation it sends for.
    pub customer_id: i64,
    /// What it is called.
    pub name: String,
    /// The name in lower case: one organisation has no two of the same.
    pub name_key: String,
    /// SHA-256 of its key.
    pub key_hash: String,
    /// Its key, sealed, to send with.
    pub key_sealed: String,
    /// When the key was made.
    pub key_made_at: i64,
    /// Where it is told of actions.
    pub callback_url: Option<String>,
    /// Its key at GOV.UK Notify, sealed.
    pub notify_key: Option<String>,
    /// What that key is called there.
    pub notify_key_name: Option<String>,
    /// When it was entered.
    pub notify_key_at: Option<i64>,
    /// How staff and residents reach the people behind it.
    pub contact: Option<String>,
    /// Whether it may send.
    pub active: bool,
    /// It is told of every reading.
    pub read_callbacks: bool,
    /// When it last sent.
    pub last_sent_at: Option<i64>,
    /// When it was registered.
    pub created_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
