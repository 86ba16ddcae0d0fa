//! The gate for bulk work: coverage, exports, imports, reports and lists of residents.
//!
//! It limits how many such requests run and wait. They run on a separate thread, so that long computations never occupy a thread
//! that answers alarms.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::response::Response;
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

use crate::limits::Limits;
use database::priority::Priority;
use web::error::Error;
use web::room::Room;

/// Running and waiting requests of one caller.
const PER_CALLER: usize = 4;

/// How long a request waits at the gate.
const PATIENCE: Duration = Duration::from_secs(20);

/// The `Retry-After` of a refused request, in seconds.
const RETRY_AFTER: u64 = 5;

/// Threads for bulk work. Only one: on a small machine the others are for alarms.
const THREADS: usize = 1;

/// The gate; cheap to clone.
#[derive(Clone, Debug)]
pub struct BulkGate {
    room: Room,
    at_once: Arc<Semaphore>,
}

impl BulkGate {
    /// With the limits that the operator configured.
    pub fn new(limits: &Limits) -> Self {
        Self {
            room: Room::new(limits.bulk_queue + limits.bulk_at_once, PER_CALLER),
            at_once: Arc::new(Semaphore::new(limits.bulk_at_once)),
        }
    }

    /// Runs the work on the bulk thread when its turn comes; 503 if too many requests are waiting, or too many of this caller.
    pub async fn run(
        &self,
        caller: &str,
        work: impl Future<Output = Response> + Send + 'static,
    ) -> Result<Response, Error> {
        let busy = || Error::Busy { retry_after: RETRY_AFTER };
        let place = self.room.enter(caller).ok_or_else(busy)?;
        let turn = tokio::time::timeout(PATIENCE, self.at_once.clone().acquire_owned()).await;
        let turn = turn.map_err(|_| busy())?.map_err(Error::internal)?;
        let task = AbortOnDrop(runtime()?.spawn(async move {
            let _held = (place, turn);
            Priority::Bulk.run(work).await
        }));
        task.ended().await
    }
}

/// Aborts the work when its caller hangs up.
struct AbortOnDrop(tokio::task::JoinHandle<Response>);

impl AbortOnDrop {
    async fn ended(mut self) -> Result<Response, Error> {
        (&mut self.0).await.map_err(Error::internal)
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// One runtime for the whole process, never dropped: a runtime must not be dropped inside a task.
fn runtime() -> Result<&'static Runtime, Error> {
    static RUNTIME: OnceLock<Option<Runtime>> = OnceLock::new();
    let made = RUNTIME.get_or_init(|| {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(THREADS)
            .thread_name("bulk")
            .enable_all()
            .build()
            .ok()
    });
    made.as_ref().ok_or_else(|| Error::internal("cannot start the thread for bulk work"))
}
