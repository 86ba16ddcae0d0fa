//! `/api/records/{kind}/{id}`: what a notification is about, for display on a page. Callouts, assistance requests, deliveries and
//! processes are our own; other records are maintained by services, which report them here.

pub(crate) mod assistance;
pub(crate) mod callout;
pub(crate) mod facts;
pub(crate) mod keep;
pub(crate) mod retention;

pub(crate) use crate::records::keep::put;
pub use retention::delete_old_records;
