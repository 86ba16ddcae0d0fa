//! Services: programs that send notifications. Each has a key, with which it authenticates here, and with which Tocsin sends its
//! messages through the embedded service. The key is stored as a hash for authentication, and sealed for sending.

pub(crate) mod insert;

pub(crate) use crate::services::insert::{id_in, insert};
