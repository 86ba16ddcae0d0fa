//! Rules of the provider form: repeated rows, fields with problems, the television's preview.

mod controls;
mod repeat;
mod television;

pub use controls::{complaints, control};
pub use repeat::Repeat;
pub use television::{Line, lines};
