//! What the embedded sender was given to carry; erased after seven days.

use sea_orm::entity::prelude::*;

/// One e-mail, text or letter.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sent")]
pub struct Model {
    /// A UUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Who sent it.
    pub service_id: String,
    /// By which kind of key.
    pub key_kind: String,
    /// `email`, `sms` or `letter`.
    pub kind: String,
    /// The caller's own word for it.
    pub reference: Option<String>,
    /// The `Idempotency-Key` of the request: the same message when its answer was lost and it comes again.
    pub once: Option<String>,
    /// The address or number as it was given; a letter's address line by line.
    pub recipient: String,
    /// The address in lower case, or the number in digits.
    pub normal: String,
    /// What it was made from.
    pub template_id: String,
    /// In which version.
    pub template_version: i64,
    /// The subject, filled.
    pub subject: Option<String>,
    /// The text, filled.
    pub body: String,
    /// Where answers go, or the name that a text comes from.
    pub sender: Option<String>,
    /// Where one unsubscribes with one click.
    pub unsubscribe_url: Option<String>,
    /// How a letter is posted.
    pub postage: Option<String>,
    /// Pages of a letter.
    pub pages: Option<i64>,
    /// What became of it.
    pub status: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it wants to be looked at next; nothing when all is over.
    pub due_at: Option<i64>,
    /// Until when it is somebody\'s to work on, by the clock of leases.
    pub leased_until: Option<i64>,
    /// When it was accepted.
    pub created_at: i64,
    /// When anything here last changed.
    pub updated_at: i64,
    /// When it left.
    pub sent_at: Option<i64>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
