//! Thin wrappers over the browser's powers. They know nothing of callouts, and every one of them may be missing: then it
//! says so, or does nothing.

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
