//! The callout tracker: a state machine without a browser.
//!
//! Events go in with their time ([`Event`], [`Now`]); commands come out ([`Command`]) for a driver to execute;
//! [`Tracker::view`] is what a screen shows. Nothing here waits, draws or sends, so that the safety rules are tested
//! natively, against a model of real browsers:
//!
//! - every 10 seconds exactly one report is sent, a position or an honest "no fix", driven by a timer and never by
//!   location callbacks (a person who stands still yields one callback and then none);
//! - the response to a report carries the callout, so that no second request is needed;
//! - reporting and polling end at `closed`, never earlier.

mod event;
mod ladder;
mod machine;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod model;
mod outbox;

pub use event::{Answer, Command, Event, Now, Position, Snapshot};
pub use machine::{Link, Place, Sent, Tracker, View};
