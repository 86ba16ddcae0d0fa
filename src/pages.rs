//! The pages, by the people who use them. Only pages talk to the network.

pub mod resident;
