//! The escalation ladder: an alarm that nobody acknowledges notifies more people, step by step, until somebody does.
//!
//! All its state is in the database. A rung is one transaction: its unique row, its notification, its messages and the time of
//! the next rung. So any number of servers may climb at once, and a server that stops loses nothing.

pub(crate) mod answer;
pub(crate) mod climb;
mod contacts;
pub(crate) mod ladder;
pub(crate) mod link;
mod people;
mod recheck;
mod replies;

pub use climb::{run, tick};
pub use contacts::delete_old_contacts;
pub use replies::{read_replies, take_replies};
