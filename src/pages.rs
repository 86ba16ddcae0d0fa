//! The pages. Those of the phone are three programs, those of the staff one a kind of work, and the television is one: nobody
//! loads what they do not use.

pub mod account;
pub mod admin;
pub mod control;
pub mod door;
pub mod map;
pub mod office;
pub mod resident;
pub mod staff;
pub mod standing;
pub mod television;
pub mod tray;
