//! `/api/callouts`: a resident's callouts, from the press to the close.

pub(crate) mod access;
pub(crate) mod acknowledge;
pub(crate) mod client_webhooks;
pub mod drill;
pub(crate) mod etag;
pub(crate) mod events;
#[cfg(test)]
pub(crate) mod example;
pub(crate) mod fields;
pub(crate) mod idempotency;
pub(crate) mod phone_clock;
pub(crate) mod press;
pub(crate) mod press_resident;
pub(crate) mod reporters;
pub(crate) mod second_press;
pub(crate) mod transition;
pub(crate) mod view;
