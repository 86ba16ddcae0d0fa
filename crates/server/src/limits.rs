//! Limits on what one caller, one address or one class of work may take from the server.
//!
//! Those that an operator may want to change are flags of `serve` (see `cli/limits.rs`, which explains each); the others are
//! constants beside the code that applies them.

use std::time::Duration;

/// The limits that an operator may configure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Passwords hashed at the same time. Each takes 19 MiB of memory and one processor.
    pub password_hashes: usize,
    /// Sign-ins that may wait for a hash. Further ones are answered 503.
    pub password_queue: usize,
    /// How long each further guess is delayed after too many wrong ones.
    pub guess_delay: Duration,
    /// Open connections in total.
    pub connections: usize,
    /// Open connections from one address, where an IPv6 /64 network counts as one address.
    pub connections_per_address: usize,
    /// The time limit for sending the head of a request.
    pub header_time: Duration,
    /// How long a connection may stay open between two requests.
    pub idle_time: Duration,
    /// How long a client may stop reading a response.
    pub write_time: Duration,
    /// Bulk reads (coverage, exports, lists with a search, imports) that run at the same time.
    pub bulk_at_once: usize,
    /// Bulk requests that may wait. Further ones are answered 503.
    pub bulk_queue: usize,
    /// Event streams of one person. Opening another one closes the oldest.
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
