//! The outbox of e-mails, texts and letters.

use sea_orm::entity::prelude::*;

/// One message to one recipient by one channel.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "message")]
pub struct Model {
    /// A UUID; also the unique `reference` that the sender is given.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The service that asked for it.
    pub service_id: Option<String>,
    /// That service's name then, which message-status asks by.
    pub service_name: Option<String>,
    /// The organisation whose staff may see what became of it.
    pub customer_id: Option<i64>,
    /// The notification that it belongs to.
    pub notification_id: Option<String>,
    /// The sender's key to send it with, sealed; the server's own when there is none.
    pub service_key: Option<String>,
    /// `email`, `text` or `letter`.
    pub channel: String,
    /// The address, the number, the lines of the address, or the document of a ready letter; gone once erased.
    pub recipient: Option<String>,
    /// SHA-256 of service and recipient, for the throttle.
    pub recipient_hash: String,
    /// The sender's template.
    pub template_id: Option<String>,
    /// What fills it, as JSON; gone once erased.
    pub content: Option<String>,
    /// SHA-256 of all that it says, for the throttle.
    pub content_hash: String,
    /// The caller's own word for it.
    pub reference: Option<String>,
    /// `queued`, a status of the sender, or `failed` when the sender refused it.
    pub status: String,
    /// Why it failed, in the sender's words.
    pub failure: Option<String>,
    /// The sender's last report of it, as JSON; gone once erased.
    pub report: Option<String>,
    /// The sender's id of it.
    pub sender_id: Option<String>,
    /// What was sent, as a document.
    pub document_id: Option<String>,
    /// How often it was tried to be sent.
    pub attempts: i64,
    /// When the last try began: the sender may have it though no answer came.
    pub tried_at: Option<i64>,
    /// When it wants to be looked at next; nothing when all is over.
    pub due_at: Option<i64>,
    /// Until when it is somebody's to work on, by the clock of leases.
    pub leased_until: Option<i64>,
    /// When it was asked for.
    pub created_at: i64,
    /// When anything here last changed.
    pub updated_at: i64,
    /// When it left the sender.
    pub sent_at: Option<i64>,
    /// When its fate was decided.
    pub completed_at: Option<i64>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
