//! The pages, by the people who use them. Only pages talk to the network.

pub mod account;
pub mod control;
pub mod resident;
pub mod staff;
