//! Thin wrappers over the browser's powers. They know nothing of callouts, and every one of them may be missing: then it
//! says so, or does nothing.

pub mod address;
pub mod bell;
pub mod clock;
pub mod lead;
pub mod location;
pub mod page;
pub mod preference;
pub mod shell;
pub mod store;
pub mod update;
pub mod wake_lock;
