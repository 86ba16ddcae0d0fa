//! Waking the worker of a queue.

use std::sync::Arc;

use tokio::sync::Notify;

/// Wakes the one worker of a queue in this process; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct WakeUp(Arc<Notify>);

impl WakeUp {
    /// Call it after a job was inserted, inside of the transaction too: the worker claims in a writing transaction of its own, which
    /// begins once this one is committed.
    pub fn wake(&self) {
        self.0.notify_one();
    }

    /// Waits until somebody wakes the worker. A call while nobody waited counts.
    pub(crate) async fn woken(&self) {
        self.0.notified().await;
    }
}
