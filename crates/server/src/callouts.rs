//! `/api/callouts`: a resident's callouts, from the press to the close.

pub(crate) mod access;
pub(crate) mod acknowledge;
pub(crate) mod client_webhooks;
pub mod drill;
pub(crate) mod events;
#[cfg(test)]
pub(crate) mod example;
pub(crate) mod fields;
pub(crate) mod flow;
pub(crate) mod idempotency;
pub(crate) mod merge;
pub(crate) mod phone_clock;
pub(crate) mod present;
pub(crate) mod press;
pub(crate) mod reporters;
pub(crate) mod tag;
pub(crate) mod who;
