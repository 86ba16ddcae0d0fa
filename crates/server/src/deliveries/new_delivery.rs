//! What is delivered, to whom, and why.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;
use wire::delivery::DeliveryCause;

use crate::deliveries::secret::Signer;
use crate::push::Payload;
use database::entity::push_subscription;
use web::error::Error;

/// A new delivery.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    /// The event type, such as `assistance.requested`.
    pub event: String,
    /// The organisation whose admins see it in their list of deliveries.
    pub organisation_id: Option<i64>,
    /// The cause of the delivery.
    pub about: DeliverySubject,
    /// The provider that the notifier belongs to.
    pub provider_id: Option<i64>,
    /// The notifier of that provider.
    pub notifier_id: Option<i64>,
    /// The service, if this is a callback.
    pub service_id: Option<String>,
    /// The receiver and the content.
    pub target: Target,
}

/// The cause of a delivery, which is notified of the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliverySubject {
    /// The kind of cause.
    pub cause: DeliveryCause,
    pub id: String,
}

/// The receiver and the content.
#[derive(Clone, Debug)]
pub enum Target {
    /// A signed POST of `{"type","timestamp","data"}`.
    Webhook {
        /// The name of the notifier.
        name: String,
        /// The URL. It was checked at registration and is checked again at every attempt.
        url: String,
        /// Whose secret signs it.
        signer: Signer,
        /// The `data` of the body.
        data: Value,
    },
    /// An e-mail through the message outbox.
    Email {
        /// The name of the notifier.
        name: String,
        address: String,
        subject: String,
        body: String,
    },
    /// A push to one device.
    Device {
        device: push_subscription::Model,
        /// The content of the push.
        payload: Payload,
    },
    /// A push to every device of a person.
    Push {
        /// The name of the notifier; if empty, each device's own name is used.
        name: String,
        user_id: String,
        /// The content of the push.
        payload: Payload,
    },
}

/// Whether a person has a device that can receive pushes.
pub async fn has_device(db: &impl ConnectionTrait, user_id: &str) -> Result<bool, Error> {
    let first: Option<String> = push_subscription::Entity::find()
        .select_only()
        .column(push_subscription::Column::Id)
        .filter(push_subscription::Column::UserId.eq(user_id))
        .limit(1)
        .into_tuple()
        .one(db)
        .await?;
    Ok(first.is_some())
}
