//! Shorthands for tests of delayed guesses.

use std::time::Duration;

/// Longer than a test waits, so that a delayed response does not arrive.
pub const NEVER: Duration = Duration::from_secs(3600);

/// Whether the response is delayed.
pub async fn is_slowed<T>(answer: impl Future<Output = T>) -> bool {
    tokio::time::timeout(Duration::from_millis(500), answer).await.is_err()
}
