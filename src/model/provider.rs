//! The rules of the admin's provider form, without a browser: rows that come and go, where a complaint belongs, and what the
//! television will show.

mod controls;
mod repeat;
mod television;

pub use controls::{complaints, control};
pub use repeat::Repeat;
pub use television::{Line, lines};
