//! The tray's rules without a browser: what is looked for, what is known of a long list, what waits to be sent.

pub mod action;
pub mod filter;
pub mod letter;
pub mod list;
pub mod pending_decision;
pub mod quiet;
pub mod trail;
pub mod visit;
