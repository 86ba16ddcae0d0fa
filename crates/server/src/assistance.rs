//! Assistance (`/api/v2`): customers, sites and residents, the providers that are notified when a resident asks for assistance,
//! and the requests. JSON is in snake case. An error is `{"detail": "…"}`, or for an unusable body a list of messages at the path
//! of each field. Resources of other organisations are 404.

pub(crate) mod check;
pub(crate) mod health;
pub(crate) mod import_batch;
pub(crate) mod objects;
pub(crate) mod picture;
pub(crate) mod requests;
pub(crate) mod sheet;
pub(crate) mod store;
pub(crate) mod view;
pub(crate) mod visible;

pub(crate) use requests::request_view;
pub use requests::{account_revoked, end_delivery};
pub use store::disable_notifier;
pub use web::detail::{Detailed, Refusal};
