//! Services: programs that send notifications.

use sea_orm::entity::prelude::*;

/// A service of one organisation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "service")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The organisation that it sends for.
    pub organisation_id: i64,
    /// What it is called.
    pub name: String,
    /// The name in lower case, which is unique in an organisation.
    pub name_key: String,
    /// SHA-256 of its key.
    pub key_hash: String,
    /// Its API key, sealed.
    pub key_sealed: String,
    pub key_made_at: i64,
    /// Where callbacks about actions are posted.
    pub callback_url: Option<String>,
    /// Its GOV.UK Notify key, sealed.
    pub notify_key: Option<String>,
    /// The name of that key in GOV.UK Notify.
    pub notify_key_name: Option<String>,
    pub notify_key_at: Option<i64>,
    /// How staff and residents contact the people who run it.
    pub contact: Option<String>,
    pub active: bool,
    /// It receives a callback each time a notification is read.
    pub read_callbacks: bool,
    pub last_sent_at: Option<i64>,
    pub created_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
