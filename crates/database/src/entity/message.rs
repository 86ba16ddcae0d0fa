//! The outbox of e-mails, texts and letters.

use sea_orm::entity::prelude::*;

/// One message to one recipient on one channel.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    /// A UUID; also the unique `reference` that GOV.UK Notify receives.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The service that requested it.
    pub service_id: Option<String>,
    /// The service's name at that time; message-status searches by it.
    pub service_name: Option<String>,
    /// The organisation whose staff may see the outcome.
    pub organisation_id: Option<i64>,
    /// The notification that it belongs to.
    pub notification_id: Option<String>,
    /// The GOV.UK Notify key to send it with, sealed; empty for the server's own.
    pub service_key: Option<String>,
    /// `email`, `text` or `letter`.
    pub channel: String,
    /// The e-mail address, telephone number, address lines, or the document of a ready letter; removed by erasure.
    pub recipient: Option<String>,
    /// SHA-256 of service and recipient, for throttling.
    pub recipient_hash: String,
    /// The GOV.UK Notify template.
    pub template_id: Option<String>,
    /// The personalisation as JSON; removed by erasure.
    pub content: Option<String>,
    /// SHA-256 of the whole content, for throttling.
    pub content_hash: String,
    /// The reference that the caller chose.
    pub reference: Option<String>,
    /// `queued`, a GOV.UK Notify status, or `failed` when GOV.UK Notify refused it.
    pub status: String,
    /// The reason for the failure, as GOV.UK Notify states it.
    pub failure: Option<String>,
    /// The latest status report as JSON; removed by erasure.
    pub report: Option<String>,
    /// The GOV.UK Notify id of it.
    pub sender_id: Option<String>,
    /// The sent content, as a document.
    pub document_id: Option<String>,
    /// How many times sending was attempted.
    pub attempts: i64,
    /// When the last attempt began: GOV.UK Notify may have accepted the message although no response arrived.
    pub attempted_at: Option<i64>,
    /// When it is next due; empty when nothing more will happen.
    pub due_at: Option<i64>,
    /// When the lease of the worker that holds it expires, by [`Clock::steady`](crate::clock::Clock::steady).
    pub leased_until: Option<i64>,
    pub created_at: i64,
    pub updated_at: i64,
    /// When GOV.UK Notify sent it.
    pub sent_at: Option<i64>,
    /// When its final status was known.
    pub completed_at: Option<i64>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
