//! `/api/control`: what controllers see and do. Every route requires the role controller.

pub(crate) mod act;
pub(crate) mod duty;
pub(crate) mod queue_order;
pub(crate) mod view;

pub(crate) use crate::fleet::positions::{DEVICE, PLACED, SIMULATOR};
