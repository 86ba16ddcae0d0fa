//! What is delivered, to whom, and because of what.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;
use wire::delivery::DeliveryCause;

use crate::deliveries::secret::Signer;
use crate::push::Payload;
use database::entity::push_subscription;
use web::error::Error;

/// Something to deliver.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    /// Its type, such as `assistance.requested`.
    pub event: String,
    /// The organisation whose admins see it in their ledger.
    pub customer_id: Option<i64>,
    /// Because of what.
    pub about: About,
    /// The provider whose notifier this is.
    pub provider_id: Option<i64>,
    /// Which notifier of that provider.
    pub notifier_id: Option<i64>,
    /// The service whose callback this is.
    pub service_id: Option<String>,
    /// To whom, and what.
    pub target: Target,
}

/// What caused a delivery; it is told of the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// What kind of thing.
    pub cause: DeliveryCause,
    /// Its id.
    pub id: String,
}

/// To whom, and what.
#[derive(Clone, Debug)]
pub enum Target {
    /// A signed POST of `{"type","timestamp","data"}`.
    Webhook {
        /// What the notifier is called.
        name: String,
        /// Where to; it was checked when it was registered, and is again at every try.
        url: String,
        /// Whose secret signs.
        signer: Signer,
        /// The `data` of the body.
        data: Value,
    },
    /// An e-mail through the sender.
    Email {
        /// What the notifier is called.
        name: String,
        /// The e-mail address.
        address: String,
        /// The subject.
        subject: String,
        /// The text.
        body: String,
    },
    /// A push to one device.
    Device {
        /// The device.
        device: push_subscription::Model,
        /// What is shown.
        payload: Payload,
    },
    /// A push to every device of a person.
    Push {
        /// What the notifier is called; empty takes each device's own name.
        name: String,
        /// The person.
        user_id: String,
        /// What is shown.
        payload: Payload,
    },
}

/// Whether a person has a device that can be pushed to.
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
