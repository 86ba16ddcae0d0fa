//! Every number that bounds what one caller, one address or one class of work may take from the server.
//!
//! Those an operator may want to change are flags of `serve` (see `cli/limits.rs`, which explains each); the others are
//! constants beside the code that keeps them.

use std::time::Duration;

/// The limits an operator may set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Passwords hashed at the same time. Each takes 19 MiB of memory and one processor.
    pub password_hashes: usize,
    /// Sign-ins that may wait for their turn to be hashed. Further ones are answered 503.
    pub password_queue: usize,
    /// How long each further guess waits once there were too many wrong ones.
    pub guess_delay: Duration,
    /// Open connections in all.
    pub connections: usize,
    /// Open connections from one address, where an IPv6 /64 network counts as one address.
    pub connections_per_address: usize,
    /// How long a client may take to send the head of a request.
    pub header_time: Duration,
    /// How long a connection may stay open between two requests.
    pub idle_time: Duration,
    /// How long a client may refuse to read an answer.
    pub write_time: Duration,
    /// Reads of the bulk class (coverage, exports, lists with a search, imports) that run at the same time.
    pub bulk_at_once: usize,
    /// Requests of the bulk class that may wait. Further ones are answered 503.
    pub bulk_queue: usize,
    /// Event streams of one person. Opening one more ends the oldest.
    pub streams_per_person: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            password_hashes: 2,
            password_queue: 128,
            guess_delay: Duration::from_secs(5),
            connections: 10_000,
            connections_per_address: 1_000,
            header_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(75),
            write_time: Duration::from_secs(30),
            bulk_at_once: 2,
            bulk_queue: 16,
            streams_per_person: 20,
        }
    }
}
