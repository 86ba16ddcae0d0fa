//! The outbox of deliveries.

use sea_orm::entity::prelude::*;

/// Something that is sent to one address, until it was taken or no try is left.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub struct Model {
    /// A UUID.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// What the receiver knows it by; a replay keeps it.
    pub webhook_id: String,
    /// The organisation whose admins see it.
    pub customer_id: Option<i64>,
    /// Such as `assistance.requested`.
    pub event_type: String,
    /// A [`DeliveryKind`](wire::delivery::DeliveryKind) as text.
    pub kind: String,
    /// A [`DeliveryState`](wire::delivery::DeliveryState) as text.
    pub state: String,
    /// A [`DeliveryCause`](wire::delivery::DeliveryCause) as text.
    pub about_kind: String,
    /// The id of what caused it.
    pub about_id: String,
    /// The provider whose notifier this is.
    pub provider_id: Option<i64>,
    /// The notifier of that provider.
    pub notifier_id: Option<i64>,
    /// The service whose callback this is.
    pub service_id: Option<String>,
    /// Whose secret signs it: `notifier` or `service`.
    pub signer_kind: Option<String>,
    /// The notifier or service.
    pub signer_id: Option<String>,
    /// The device it is pushed to; none when the person has no device.
    pub subscription_id: Option<String>,
    /// The message of the sender that carries an e-mail.
    pub message_id: Option<String>,
    /// The delivery that this one repeats.
    pub replay_of: Option<String>,
    /// What the notifier or device is called.
    pub name: String,
    /// A URL, an e-mail address, or the id of a person.
    pub address: String,
    /// What shares one road: a host, or the sender. A blocked road holds up nobody on another.
    pub lane: String,
    /// The body of the POST; subject and text of an e-mail; the payload of a push.
    pub content: String,
    /// How many tries were begun.
    pub attempts: i64,
    /// When it was put down.
    pub created_at: i64,
    /// When the first try began.
    pub started_at: Option<i64>,
    /// When the next try is due; none while the sender has it, and at the end.
    pub due_at: Option<i64>,
    /// Until when somebody is trying it.
    pub leased_until: Option<i64>,
    /// Who is.
    pub leased_by: Option<String>,
    /// When it was delivered or given up.
    pub ended_at: Option<i64>,
}

/// None: the code joins by hand where it must.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
