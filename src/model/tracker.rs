//! The callout tracker's core: a state machine without a browser.
//!
//! Events go in with the time at which they happened ([`Event`], [`Now`]); commands come out ([`Command`]) for a driver
//! to carry out; [`Tracker::view`] tells what a screen has to show. Nothing here waits, draws or sends, so that the
//! rules that a person's safety hangs on are tested natively, against a model of what browsers really do:
//!
//! - every 10 seconds exactly one report goes out, a position or an honest "no fix", driven by a timer and never by
//!   location callbacks (a person who stands still yields one callback and then none);
//! - the report brings the callout back, so that one request does the work of two;
//! - reporting and polling end at `closed`, never earlier.

mod event;
mod ladder;
mod machine;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod model;
mod outbox;

pub use event::{Answer, Command, Event, Now, Position, Snapshot};
pub use machine::{Link, Place, Sent, Tracker, View};
