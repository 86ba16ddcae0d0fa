//! The tables as the code sees them, one file each. The shapes themselves are made in `migration`.
//!
//! Ids of people, sessions and tokens are UUIDs as text; all else counts in integers. Times are milliseconds
//! since 1970, UTC. A new table gets a file here and its creation in a migration.

pub mod client;
pub mod customer;
pub mod password_reset;
pub mod resident;
pub mod session;
pub mod setting;
pub mod sign_in_try;
pub mod site;
pub mod token;
pub mod user;
