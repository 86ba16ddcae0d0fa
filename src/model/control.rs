//! Rules of the control room: possible steps, freshness, forms.

pub mod freshness;
pub mod leader;
pub mod line;
pub mod news;
pub mod outcome;
pub mod phoned;
pub mod place;
pub mod responder;
pub mod step;
pub mod supplier;
pub mod watch;
