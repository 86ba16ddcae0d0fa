//! Deliveries: webhooks, e-mails and pushes that must arrive, with a record of each attempt.
//!
//! A row is inserted in the transaction of its cause ([`enqueue`]). The worker ([`run`]) claims it with a lease, attempts it on
//! the schedule of the contract, and records every attempt. The cause is notified of the result in the transaction that stores
//! the result (`ended.rs`). A server that stops in the middle loses nothing: its running attempts are repeated with the same
//! `webhook-id`, by which receivers recognise duplicates.

pub(crate) mod attempt;
pub(crate) mod call;
pub mod check;
pub(crate) mod email;
pub(crate) mod email_end;
pub(crate) mod end;
pub(crate) mod enqueue;
pub mod new_delivery;
pub(crate) mod outcome;
pub(crate) mod record;
pub(crate) mod schedule;
pub mod secret;
pub(crate) mod sign;
pub(crate) mod trial;
pub(crate) mod view;
pub(crate) mod worker;

pub(crate) use crate::deliveries::call::{Call, Receiver, send};
pub(crate) use crate::deliveries::email_end::message_changed;
pub use enqueue::enqueue;
pub(crate) use outcome::AttemptResult;
pub use schedule::offset;
pub use secret::Signer;
pub use trial::try_once;
pub use worker::{run, tick};
