//! Files that e-mails link to.

use sea_orm::entity::prelude::*;

/// A file with its bytes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notify_file")]
pub struct Model {
    /// A UUID; part of the link.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub service_id: String,
    pub notify_message_id: String,
    /// SHA-256 of the secret in the link.
    pub key_hash: String,
    pub filename: Option<String>,
    pub content_type: String,
    /// SHA-256 of the e-mail address that must be confirmed before the download.
    pub email_hash: Option<String>,
    pub bytes: Vec<u8>,
    pub created_at: i64,
    pub expires_at: i64,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
