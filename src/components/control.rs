//! Components of the control room: they show `wire` types and know no network. Each is a plain function of the
//! callout and the view context; redrawing keeps elements in place.

mod flags;
mod heartbeat;
mod map_words;
mod names;
mod outcome_facts;
mod parts;
mod person;
mod position_words;
mod row;
mod scene;
mod talk;
mod timeline;
mod view_context;

pub use flags::flags_view;
pub use heartbeat::{heartbeat_state, heartbeat_view};
pub use map_words::{map_words, tiles};
pub use names::{
    coming_eta, coming_words, full_name, kind, owner_words, pressed_at, reality, status_tone, status_words,
    vehicle_name,
};
pub use outcome_facts::{is_recorded, outcome_facts};
pub use parts::{age, fact, facts, link_fact, notice};
pub use person::person_facts;
pub use position_words::{compass, is_position_stale, metres, position_words};
pub use row::callout_row;
pub use scene::{callout_scene, overview, responder_place, vehicle_mark};
pub use talk::talk;
pub use timeline::timeline;
pub use view_context::ViewContext;
