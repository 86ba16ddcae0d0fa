//! Housing processes that other systems report, and the detection of stalled ones.

pub mod stale;
pub(crate) mod thresholds;

/// The state of a process that has ended and cannot be stalled.
pub(crate) const CLOSED: &str = "closed";

pub(crate) const DAY: i64 = 24 * 60 * 60 * 1000;
