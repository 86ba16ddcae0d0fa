//! A push to every device of a person.

use sea_orm::ConnectionTrait;
use wire::delivery::DeliveryCause;

use crate::context::Context;
use crate::deliveries;
use crate::deliveries::new_delivery::{DeliverySubject, NewDelivery, Target};
use crate::push::payload::Payload;
use web::error::Error;

/// Queues a push to every device of a person, in the caller's transaction. `about` is the notification. A person without a device
/// is no error; returns the number of devices.
pub async fn send_to_user(
    db: &impl ConnectionTrait,
    state: &Context,
    user_id: &str,
    about: &str,
    payload: Payload,
) -> Result<usize, Error> {
    if !crate::deliveries::new_delivery::has_device(db, user_id).await? {
        return Ok(0);
    }
    let new = NewDelivery {
        event: "notification".to_owned(),
        organisation_id: None,
        about: DeliverySubject { cause: DeliveryCause::Notification, id: about.to_owned() },
        provider_id: None,
        notifier_id: None,
        service_id: None,
        target: Target::Push { name: String::new(), user_id: user_id.to_owned(), payload },
    };
    Ok(deliveries::enqueue(db, state, new).await?.len())
}
