//! The pages, by area. `src/app.rs` in the binary has the route table.

pub mod account;
pub mod alarm;
pub mod assistance;
pub mod drill;
pub mod notifications;
mod preferences;
pub mod session_notice;
pub mod staff;
pub mod television;
pub mod televisions;
