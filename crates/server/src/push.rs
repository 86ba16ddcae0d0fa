//! Web Push (RFC 8030, 8291, 8292) to the devices that people registered. A push is a delivery like any other: it waits in
//! the same outbox, is tried on the same schedule, and its tries can be seen.

pub(crate) mod devices;
pub(crate) mod keys;
pub(crate) mod payload;
pub(crate) mod send;

use sea_orm::ConnectionTrait;
use wire::delivery::DeliveryCause;

use crate::context::Context;
use crate::deliveries;
use crate::deliveries::{About, NewDelivery, Target};
use web::error::Error;

pub use crate::push::devices::forget;
pub(crate) use payload::Content;
pub use payload::{Payload, Urgency};
pub(crate) use send::{NO_DEVICE, push, try_push};

/// Pushes to every device of a person, once the caller's transaction is committed. `about` is the notification. Somebody
/// without a device is no error; the answer says how many devices are tried.
pub async fn send_to_user(
    db: &impl ConnectionTrait,
    state: &Context,
    user_id: &str,
    about: &str,
    payload: Payload,
) -> Result<usize, Error> {
    if !deliveries::has_device(db, user_id).await? {
        return Ok(0);
    }
    let new = NewDelivery {
        event: "notification".to_owned(),
        customer_id: None,
        about: About { cause: DeliveryCause::Notification, id: about.to_owned() },
        provider_id: None,
        notifier_id: None,
        service_id: None,
        target: Target::Push { name: String::new(), user_id: user_id.to_owned(), payload },
    };
    Ok(deliveries::enqueue(db, state, new).await?.len())
}
