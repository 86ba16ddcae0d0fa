//! Housing processes that other systems tell of, and the watch over what stands still.

pub mod stale;
pub(crate) mod thresholds;

/// The state in which a process has ended: nobody waits for it any more.
pub(crate) const CLOSED: &str = "closed";

pub(crate) const DAY: i64 = 24 * 60 * 60 * 1000;
