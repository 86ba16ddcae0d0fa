//! Services: the programs that send notifications. Each has a key, which it shows to send and which Tocsin shows to the
//! sender for it; the key is kept as a hash to know it by, and sealed to send with.

pub(crate) mod insert;

pub(crate) use crate::services::insert::{id_in, insert};
