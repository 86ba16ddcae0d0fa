//! Thin wrappers over the browser's powers. They know nothing of callouts, and every one of them may be missing: then it
//! says so, or does nothing.

pub mod badge;
pub mod bell;
pub mod clipboard;
pub mod clock;
pub mod kept;
pub mod key;
pub mod lead;
pub mod location;
mod locks;
pub mod page;
pub mod popup;
pub mod preference;
pub mod push;
pub mod shell;
pub mod storage;
pub mod store;
pub mod stream;
mod supported;
pub mod ticker;
pub mod update;
pub mod wake_lock;
