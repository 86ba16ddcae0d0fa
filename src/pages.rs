//! The pages, by area. `src/app.rs` in the binary has the route table.

pub mod account;
pub mod admin;
pub mod control;
pub mod office;
pub mod resident;
pub mod staff;
pub mod standing;
pub mod television;
pub mod tray;
