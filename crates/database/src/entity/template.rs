//! Templates of e-mails, texts and letters, in their current version.

use sea_orm::entity::prelude::*;

/// A template in its current version.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "template")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The GOV.UK Notify service that it belongs to.
    pub service_id: String,
    /// The organisation whose admins manage it.
    pub organisation_id: Option<i64>,
    /// `email`, `sms` or `letter`.
    pub kind: String,
    pub name: String,
    /// The subject of an e-mail, or the heading of a letter.
    pub subject: Option<String>,
    /// The text, with `((placeholders))`.
    pub body: String,
    pub postage: Option<String>,
    /// The return address of a letter, line by line.
    pub letter_contact_block: Option<String>,
    /// Starts at 1; each change adds 1.
    pub version: i64,
    /// Archived: it can no longer be used.
    pub archived: bool,
    /// It belongs to the server, and no list shows it.
    pub hidden: bool,
    pub created_by: String,
    pub created_at: i64,
    pub updated_at: Option<i64>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
