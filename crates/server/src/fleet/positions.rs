//! Where a position of a responder comes from.

/// The vehicle's own device found the position.
pub(crate) const DEVICE: &str = "gps";

/// The simulator made it up.
pub(crate) const SIMULATOR: &str = "simulator";

/// A controller put the vehicle there.
pub(crate) const PLACED: &str = "placed";
