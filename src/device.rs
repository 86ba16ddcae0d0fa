//! Thin wrappers over browser APIs. They know nothing of callouts, and each API may be missing: then the wrapper
//! reports it or does nothing.

pub mod badge;
pub mod clipboard;
pub mod clock;
mod feature;
pub mod location;
mod locks;
pub mod page;
pub mod popup;
pub mod preference;
pub mod push;
pub mod shell;
pub mod sound;
pub mod staff_store;
pub mod storage;
pub mod stream;
pub mod tab_leader;
pub mod ticker;
pub mod tracker_store;
pub mod update;
pub mod uuid;
pub mod wake_lock;
