//! The names of the cookies.

pub(crate) const NAME: &str = "__Host-tocsin";

/// What a browser is known by that has signed in before; see `tries`. It signs nobody in.
pub const DEVICE: &str = "__Host-tocsin-device";

/// What a television is known by until it is paired.
pub const PAIRING: &str = "__Host-tocsin-tv";
