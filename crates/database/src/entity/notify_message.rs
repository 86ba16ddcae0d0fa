//! Messages accepted by the embedded GOV.UK Notify compatible service; erased after seven days.

use sea_orm::entity::prelude::*;

/// One e-mail, text or letter.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "notify_message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    pub service_id: String,
    /// The kind of key that was used.
    pub key_kind: String,
    /// `email`, `sms` or `letter`.
    pub kind: String,
    /// The reference that the caller chose.
    pub reference: Option<String>,
    /// The `Idempotency-Key` of the request: a repeated request finds the message whose response was lost.
    pub once: Option<String>,
    /// The address or number as the caller wrote it; a letter's address line by line.
    pub recipient: String,
    /// The address in lower case, or the number in digits.
    pub normal: String,
    pub template_id: String,
    pub template_version: i64,
    /// The subject with its placeholders filled.
    pub subject: Option<String>,
    /// The text with its placeholders filled.
    pub body: String,
    /// The reply-to address, or the sender name of a text.
    pub sender: Option<String>,
    /// The URL for unsubscribing with one click.
    pub unsubscribe_url: Option<String>,
    pub postage: Option<String>,
    pub pages: Option<i64>,
    pub status: String,
    pub attempts: i64,
    /// When it is next due; empty when nothing more will happen.
    pub due_at: Option<i64>,
    /// When the lease of the worker that holds it expires, by [`Clock::steady`](crate::clock::Clock::steady).
    pub leased_until: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
    pub sent_at: Option<i64>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
