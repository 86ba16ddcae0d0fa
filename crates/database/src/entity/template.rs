//! What e-mails, texts and letters say, in the current version.

use sea_orm::entity::prelude::*;

/// One template.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "template")]
pub struct Model {
    /// A UUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The sender's service that it belongs to.
    pub service_id: String,
    /// The organisation whose admins look after it.
    pub customer_id: Option<i64>,
    /// `email`, `sms` or `letter`.
    pub kind: String,
    /// What staff call it.
    pub name: String,
    /// The subject of an e-mail, the heading of a letter.
    pub subject: Option<String>,
    /// The text, with `((placeholders))`.
    pub body: String,
    /// How a letter is posted.
    pub postage: Option<String>,
    /// Where a letter says to answer, line by line.
    pub letter_contact_block: Option<String>,
    /// Counts its changes from 1.
    pub version: i64,
    /// Laid aside: it can no longer be sent.
    pub archived: bool,
    /// The server's own: no list shows it.
    pub hidden: bool,
    /// Who wrote this version.
    pub created_by: String,
    /// When it was made.
    pub created_at: i64,
    /// When this version was made.
    pub updated_at: Option<i64>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
