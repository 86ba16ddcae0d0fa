//! Pieces that know `wire`'s types and never the network: what they do is a callback for the page.

mod coming;
pub mod control;
mod incident_record;
mod messages;
mod scene;
mod steps;

pub use coming::Coming;
pub use incident_record::IncidentRecord;
pub use messages::{Messages, Sending};
pub use scene::{Arrival, Scene, SceneBoard};
pub use steps::{Step, Steps, steps};
