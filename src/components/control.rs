//! Parts of the control room's pages: they show wire's types and know no network.

mod flags;
mod heard;
mod map_words;
mod names;
mod outcome_facts;
mod person;
mod position_words;
mod row;
mod scene;
mod talk;
mod timeline;

pub use flags::Flags;
pub use heard::HeardAge;
pub use map_words::{map_words, tiles};
pub use names::{
    coming_eta, coming_words, full_name, kind, owner_words, pressed_at, reality, status_tone, status_words,
    vehicle_name,
};
pub use outcome_facts::{OutcomeFacts, is_recorded};
pub use person::PersonFacts;
pub use position_words::{compass, metres, position_words};
pub use row::CalloutRow;
pub use scene::{callout_scene, overview, responder_place, vehicle_mark};
pub use talk::Talk;
pub use timeline::Timeline;
