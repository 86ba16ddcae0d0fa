//! Deliveries: webhooks, e-mails and pushes that must arrive, and the proof of each try.
//!
//! A row is written with what caused it, in the same transaction ([`enqueue`]); the worker ([`run`]) claims it with a lease,
//! tries it on the schedule of the contract, and keeps every try. Whoever caused it is told of the end in the transaction
//! that writes the end (`ended.rs`). A server that dies in the middle has lost nothing: what it had begun is tried again
//! with the same `webhook-id`, so a receiver may see it twice and knows it.

pub(crate) mod attempt;
pub(crate) mod call;
pub(crate) mod check;
pub(crate) mod claim;
pub(crate) mod email;
pub(crate) mod email_ended;
pub(crate) mod ended;
pub(crate) mod enqueue;
pub(crate) mod outcome;
pub(crate) mod present;
pub(crate) mod record;
pub(crate) mod schedule;
pub mod secret;
pub(crate) mod sign;
pub(crate) mod trial;
pub(crate) mod worker;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;
use wire::delivery::DeliveryCause;

use crate::push::Payload;
use database::entity::push_subscription;
use web::error::Error;

pub(crate) use crate::deliveries::call::{Call, Receiver, send};
pub(crate) use crate::deliveries::email_ended::message_changed;
pub use enqueue::enqueue;
pub(crate) use outcome::Ended;
pub use schedule::offset;
pub use secret::Signer;
pub use trial::try_once;
pub use worker::{run, tick};

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
