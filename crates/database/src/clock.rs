//! Time and randomness, passed in through the state so that tests control both.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use rand::RngCore;
use uuid::Uuid;

/// The current time. All times in the database are milliseconds since 1970, UTC.
pub trait Clock: Send + Sync {
    /// Milliseconds since 1970, UTC.
    fn now(&self) -> i64;

    /// The same, but it never jumps while the process runs. Leases use it, so that correcting the machine's clock takes no lease
    /// away from its holder.
    fn steady(&self) -> i64 {
        self.now()
    }
}

/// When the process first read its clocks.
static START: LazyLock<(Instant, i64)> = LazyLock::new(|| (Instant::now(), SystemClock.now()));

/// The clock of the machine.
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }

    fn steady(&self) -> i64 {
        let (start, began_at) = *START;
        began_at + i64::try_from(start.elapsed().as_millis()).unwrap_or(i64::MAX / 2)
    }
}

/// A clock that changes only when a test moves it.
pub struct TestClock(AtomicI64);

impl TestClock {
    /// A clock stopped at this millisecond.
    pub fn at(millis: i64) -> Self {
        Self(AtomicI64::new(millis))
    }

    /// Moves the clock forward by this many milliseconds.
    pub fn advance(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// The source of secrets and ids.
pub trait Random: Send + Sync {
    /// Fills the buffer with unpredictable bytes.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's random source.
pub struct SystemRandom;

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        rand::rng().fill_bytes(bytes);
    }
}

/// A new UUID of version 7; such UUIDs sort by creation time.
pub fn new_uuid(clock: &dyn Clock, random: &dyn Random) -> Uuid {
    let mut bytes = [0; 10];
    random.fill(&mut bytes);
    let millis = u64::try_from(clock.now()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
}
