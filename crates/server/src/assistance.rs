//! Assistance (`/api/v2`): customers, sites and residents, the providers that are told when a resident asks, and the
//! requests. Snake case; a refusal is `{"detail": "…"}`, or for a body that cannot be stored a list of messages at the
//! path of each field. Tenants never see each other: what belongs to another organisation answers 404.

pub(crate) mod check;
pub(crate) mod health;
pub(crate) mod import_batch;
pub(crate) mod objects;
pub(crate) mod picture;
pub(crate) mod present;
pub(crate) mod requests;
pub(crate) mod sheet;
pub(crate) mod store;
pub(crate) mod visible;

pub(crate) use requests::present_request;
pub use requests::{account_revoked, delivery_ended};
pub use store::disable_notifier;
pub use web::detail::{Detailed, Refusal};
