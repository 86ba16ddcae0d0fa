//! The control room's rules, without a browser: what may be done next, what is stale, what a form means.

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
