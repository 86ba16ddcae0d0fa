//! Guidelines that services must keep, how each keeps them, and the admin who is told of a breach, once.

pub(crate) mod breaches;
pub(crate) mod measure;

pub use breaches::tell_of_breaches;
