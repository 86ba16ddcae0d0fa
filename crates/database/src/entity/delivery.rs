//! The outbox of deliveries.

use sea_orm::entity::prelude::*;

/// A webhook, e-mail or push to one address, until it is delivered or given up.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delivery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The id that the receiver sees; a replay keeps it.
    pub webhook_id: String,
    /// The organisation whose admins can see it.
    pub organisation_id: Option<i64>,
    /// Such as `assistance.requested`.
    pub event_type: String,
    /// A [`DeliveryKind`](wire::delivery::DeliveryKind) as text.
    pub kind: String,
    /// A [`DeliveryState`](wire::delivery::DeliveryState) as text.
    pub state: String,
    /// A [`DeliveryCause`](wire::delivery::DeliveryCause) as text.
    pub about_kind: String,
    pub about_id: String,
    /// The provider that the notifier belongs to.
    pub provider_id: Option<i64>,
    pub notifier_id: Option<i64>,
    /// The service, if this is a callback.
    pub service_id: Option<String>,
    /// Whose secret signs it: `notifier` or `service`.
    pub signer_kind: Option<String>,
    /// The notifier or service.
    pub signer_id: Option<String>,
    /// The device that a push goes to; empty when the person has no device.
    pub subscription_id: Option<String>,
    /// The message in the outbox, for an e-mail.
    pub message_id: Option<String>,
    /// The delivery that this one replays.
    pub replay_of: Option<String>,
    pub name: String,
    /// A URL, an e-mail address, or the id of a person.
    pub address: String,
    /// The key of the host limit: a host name, or the message outbox. A blocked host delays no delivery to another one.
    pub host_key: String,
    /// The body of the POST; subject and text of an e-mail; the payload of a push.
    pub content: String,
    pub attempts: i64,
    pub created_at: i64,
    pub started_at: Option<i64>,
    /// When the next attempt is due; empty while an e-mail is in the message outbox, and at the end.
    pub due_at: Option<i64>,
    /// When the lease of the worker that is trying it expires.
    pub leased_until: Option<i64>,
    pub ended_at: Option<i64>,
}

/// No relations are declared: queries write their own joins.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
