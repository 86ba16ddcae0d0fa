//! The flags of `tocsin-server serve` that limit the work callers can cause.

use std::time::Duration;

use clap::Args;
use clap::builder::RangedU64ValueParser;

use crate::limits::Limits;

#[derive(Debug, Args)]
#[command(next_help_heading = "Limits")]
pub(crate) struct LimitArgs {
    /// Passwords hashed at the same time. Each takes 19 MiB of memory and one processor. With two or more, one slot is reserved
    /// for devices that have signed in before.
    #[arg(long, env = "TOCSIN_PASSWORD_HASHES", default_value_t = 2, value_parser = number(1, 64))]
    password_hashes: usize,
    /// Sign-ins that may wait for a hashing slot, at most 16 of them from one address. Further sign-ins get 503.
    #[arg(long, env = "TOCSIN_PASSWORD_QUEUE", default_value_t = 128, value_parser = number(1, 4096))]
    password_queue: usize,
    /// Seconds that each further sign-in attempt is delayed after 10 wrong passwords within 15 minutes for one account from one
    /// address, 100 for one account, or 200 from one address. No account is ever locked.
    #[arg(long, env = "TOCSIN_GUESS_DELAY_SECONDS", default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=6))]
    guess_delay_seconds: u64,
    /// Open connections in total. The server raises its file descriptor limit as far as the system allows, and lowers this number
    /// to fit. When the limit is reached, idle connections and event streams are closed first.
    #[arg(long, env = "TOCSIN_CONNECTIONS", default_value_t = 10_000, value_parser = number(16, 1_000_000))]
    connections: usize,
    /// Open connections from one address. An IPv6 /64 network counts as one address; a trusted proxy has no limit.
    #[arg(long, env = "TOCSIN_CONNECTIONS_PER_ADDRESS", default_value_t = 1_000, value_parser = number(4, 1_000_000))]
    connections_per_address: usize,
    /// Seconds within which a client must send the request headers.
    #[arg(long, env = "TOCSIN_HEADER_SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u64).range(1..=300))]
    header_seconds: u64,
    /// Seconds that an idle connection stays open between two requests.
    #[arg(long, env = "TOCSIN_IDLE_SECONDS", default_value_t = 75, value_parser = clap::value_parser!(u64).range(1..=3600))]
    idle_seconds: u64,
    /// Seconds that a client may stop reading a response before the connection is closed.
    #[arg(long, env = "TOCSIN_WRITE_SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=300))]
    write_seconds: u64,
    /// Bulk requests that run at the same time: coverage, exports, imports, reports and lists of residents.
    #[arg(long, env = "TOCSIN_BULK_AT_ONCE", default_value_t = 2, value_parser = number(1, 64))]
    bulk_at_once: usize,
    /// Bulk requests that may wait, at most 4 of them from one caller. Further requests get 503.
    #[arg(long, env = "TOCSIN_BULK_QUEUE", default_value_t = 16, value_parser = number(1, 4096))]
    bulk_queue: usize,
    /// Open event streams per person; each open browser uses one. A further stream ends the oldest.
    #[arg(long, env = "TOCSIN_STREAMS_PER_PERSON", default_value_t = 20, value_parser = number(1, 1000))]
    streams_per_person: usize,
}

fn number(least: u64, most: u64) -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(least..=most)
}

impl LimitArgs {
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            password_hashes: self.password_hashes,
            password_queue: self.password_queue,
            guess_delay: Duration::from_secs(self.guess_delay_seconds),
            connections: self.connections,
            connections_per_address: self.connections_per_address,
            header_time: Duration::from_secs(self.header_seconds),
            idle_time: Duration::from_secs(self.idle_seconds),
            write_time: Duration::from_secs(self.write_seconds),
            bulk_at_once: self.bulk_at_once,
            bulk_queue: self.bulk_queue,
            streams_per_person: self.streams_per_person,
        }
    }
}
