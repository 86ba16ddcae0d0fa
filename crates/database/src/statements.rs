//! Counts the statements that the server executes, so that tests can hold requests and idle servers to a budget.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::DatabaseConnection;

/// The statements of one database: how many, and, once somebody asked for them, their texts. Begin, commit and savepoints are not
/// counted. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct StatementLog(Arc<Log>);

#[derive(Debug, Default)]
struct Log {
    count: AtomicU64,
    texts: Mutex<Option<Vec<String>>>,
}

impl StatementLog {
    /// How many statements were executed.
    pub fn count(&self) -> u64 {
        self.0.count.load(Ordering::Relaxed)
    }

    /// Gives the texts since the last call. The first call gives none: texts are kept from then on.
    pub fn take(&self) -> Vec<String> {
        let mut texts = self.0.texts.lock().unwrap_or_else(PoisonError::into_inner);
        texts.replace(Vec::new()).unwrap_or_default()
    }

    /// Records what this pool executes.
    pub(crate) fn attach(&self, pool: &mut DatabaseConnection) {
        let log = self.0.clone();
        pool.set_metric_callback(move |info| {
            log.count.fetch_add(1, Ordering::Relaxed);
            if let Some(texts) = log.texts.lock().unwrap_or_else(PoisonError::into_inner).as_mut() {
                texts.push(info.statement.sql.clone());
            }
        });
    }
}
