//! Responders and suppliers, as residents and controllers see them.

pub(crate) mod incident_categories;
pub(crate) mod positions;
pub(crate) mod responders;
pub mod road;
pub(crate) mod suppliers;
