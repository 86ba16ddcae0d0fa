//! The names of the cookies.

pub(crate) const NAME: &str = "__Host-tocsin";

/// Marks a browser that has signed in before; see `throttle`. It does not sign anybody in.
pub const DEVICE: &str = "__Host-tocsin-device";

/// Identifies a television until it is paired.
pub const PAIRING: &str = "__Host-tocsin-tv";
