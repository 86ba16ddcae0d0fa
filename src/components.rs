//! Components that know `wire` types and never the network: actions are callbacks to the page.
//!
//! A callout is drawn by plain functions: the page decides when to draw, and a component with a signal for each value
//! would weigh ten times as much.

mod answering;
mod coming;
pub mod control;
pub mod delivery;
mod incident_record;
mod messages;
mod notice;
mod preferences;
mod record;
mod renaming;
mod reply;
mod ring;
mod scene;
mod sheet;
mod steps;
pub mod tray;
mod visit_time;
mod way;

pub use answering::{answer_choices, answer_state};
pub use coming::{coming, who_comes};
pub use incident_record::incident_record;
pub use messages::{Compose, Sending, messages};
pub use notice::{not_a_resident, not_a_resident_at, notice};
pub use preferences::{ChosenChannels, change_of, channel_list, chosen_of, preference_fields};
pub use record::{kept_by, record_actions, record_facts, record_keeper, rel};
pub use renaming::{RenamedTelevision, rename_button, rename_dialog};
pub use reply::{reply_list, reply_words};
pub use ring::ring;
pub use scene::scene_board;
pub use sheet::sheet;
pub use steps::{presses_again, steps_list};
pub use visit_time::{TimeForm, VisitTimeForm};
pub use way::{first_heading, way};
