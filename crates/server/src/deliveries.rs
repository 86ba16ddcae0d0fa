//! Deliveries: webhooks, e-mails and pushes that must arrive, and the proof of each try.
//!
//! A row is written with what caused it, in the same transaction ([`enqueue`]); the worker ([`run`]) claims it with a lease,
//! tries it on the schedule of the contract, and keeps every try. Whoever caused it is told of the end in the transaction
//! that writes the end (`ended.rs`). A server that dies in the middle has lost nothing: what it had begun is tried again
//! with the same `webhook-id`, so a receiver may see it twice and knows it.

pub(crate) mod attempt;
pub(crate) mod call;
pub mod check;
pub(crate) mod claim;
pub(crate) mod email;
pub(crate) mod email_ended;
pub(crate) mod ended;
pub(crate) mod enqueue;
pub mod new_delivery;
pub(crate) mod outcome;
pub(crate) mod present;
pub(crate) mod record;
pub(crate) mod schedule;
pub mod secret;
pub(crate) mod sign;
pub(crate) mod trial;
pub(crate) mod worker;

pub(crate) use crate::deliveries::call::{Call, Receiver, send};
pub(crate) use crate::deliveries::email_ended::message_changed;
pub use enqueue::enqueue;
pub(crate) use outcome::Ended;
pub use schedule::offset;
pub use secret::Signer;
pub use trial::try_once;
pub use worker::{run, tick};
