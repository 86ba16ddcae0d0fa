//! Sources of a responder's position.

/// The vehicle's own device.
pub(crate) const DEVICE: &str = "gps";

/// Made up by the simulator.
pub(crate) const SIMULATOR: &str = "simulator";

/// Placed on the map by a controller.
pub(crate) const PLACED: &str = "placed";
