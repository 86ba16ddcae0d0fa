//! Rules of the tray: filters, the long list, pending decisions.

pub mod action;
pub mod filter;
pub mod letter;
pub mod list;
pub mod pending_decision;
pub mod quiet;
pub mod trail;
pub mod visit;
