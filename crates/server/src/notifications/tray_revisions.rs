//! The revisions of trays with open streams, read for all streams at once: a thousand streams that wake together cause one query.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::context::Context;
use database::entity::tray;
use web::error::Error;

/// Streams that wake within this time share one query.
const TOGETHER: Duration = Duration::from_millis(25);

/// Values of one statement, because databases limit their number.
const AT_ONCE: usize = 5_000;

/// The latest revisions; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct TrayRevisions(Arc<Mutex<Snapshot>>);

#[derive(Debug, Default)]
struct Snapshot {
    read_at: Option<Instant>,
    by_person: HashMap<String, i64>,
}

impl TrayRevisions {
    /// The revision of this person's tray, read after this call began. The person must have an open stream.
    pub(crate) async fn of(&self, state: &Context, person: &str) -> Result<Option<i64>, Error> {
        let asked_at = Instant::now();
        let mut snapshot = self.0.lock().await;
        if snapshot.read_at.is_none_or(|read_at| read_at < asked_at) {
            // Other streams that wake now wait for the lock, and then find their result.
            tokio::time::sleep(TOGETHER).await;
            let read_at = Instant::now();
            snapshot.by_person = read(state).await?;
            snapshot.read_at = Some(read_at);
        }
        Ok(snapshot.by_person.get(person).copied())
    }
}

async fn read(state: &Context) -> Result<HashMap<String, i64>, Error> {
    let mut by_person = HashMap::new();
    for part in state.streams.people().chunks(AT_ONCE) {
        let rows: Vec<(String, i64)> = tray::Entity::find()
            .select_only()
            .columns([tray::Column::UserId, tray::Column::Revision])
            .filter(tray::Column::UserId.is_in(part))
            .into_tuple()
            .all(&*state.db)
            .await?;
        by_person.extend(rows);
    }
    Ok(by_person)
}
