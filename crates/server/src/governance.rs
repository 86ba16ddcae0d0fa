//! Guidelines for services, their measurements, and the notification of admins about each breach, once.

pub(crate) mod breaches;
pub(crate) mod measure;

pub use breaches::notify_of_breaches;
