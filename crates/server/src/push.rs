//! Web Push (RFC 8030, 8291, 8292) to the devices that people registered. A push is a delivery like any other, with the same
//! outbox, schedule and visible attempts.

pub(crate) mod devices;
pub mod keys;
pub(crate) mod payload;
pub(crate) mod send;
pub mod send_to_user;

pub use crate::push::devices::remove;
pub(crate) use payload::Content;
pub use payload::{Payload, Urgency};
pub(crate) use send::{NO_DEVICE, push, try_push};
