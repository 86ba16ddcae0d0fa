//! `/api/control`: what the control room sees and does. Every route is for the role controller.

pub(crate) mod act;
pub(crate) mod duty;
pub(crate) mod present;
pub(crate) mod queue_order;

pub(crate) use crate::fleet::positions::{DEVICE, PLACED, SIMULATOR};
