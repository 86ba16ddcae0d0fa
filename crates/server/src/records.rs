//! `/api/records/{kind}/{id}`: what a notification is about, as a page can show it. Callouts, requests for assistance, deliveries
//! and processes are our own; the rest is kept by services, which tell of it here.

pub(crate) mod assistance;
pub(crate) mod callout;
pub(crate) mod facts;
pub(crate) mod forget;
pub(crate) mod keep;

pub(crate) use crate::records::keep::put;
pub use forget::forget_records;
