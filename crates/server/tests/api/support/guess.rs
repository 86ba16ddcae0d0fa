//! Short words for tests of guesses that are slowed down.

use std::time::Duration;

/// Longer than a test waits: what is slowed down does not come.
pub const NEVER: Duration = Duration::from_secs(3600);

/// Whether the answer is slowed down.
pub async fn is_slowed<T>(answer: impl Future<Output = T>) -> bool {
    tokio::time::timeout(Duration::from_millis(500), answer).await.is_err()
}
