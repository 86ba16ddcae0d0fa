//! Files that e-mails link to.

use sea_orm::entity::prelude::*;

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sent_file")]
pub struct Model {
    /// A UUID, in the link.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Who sent it.
    pub service_id: String,
    /// By which e-mail.
    pub sent_id: String,
    /// SHA-256 of the secret in the link.
    pub key_hash: String,
    /// What it is called.
    pub filename: Option<String>,
    /// What it is.
    pub content_type: String,
    /// SHA-256 of the address that must be given before the download.
    pub email_hash: Option<String>,
    /// The file.
    pub bytes: Vec<u8>,
    /// When it was sent.
    pub created_at: i64,
    /// When it goes.
    pub expires_at: i64,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
