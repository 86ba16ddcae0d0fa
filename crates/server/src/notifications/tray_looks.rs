//! What changed on a tray, found once for all streams that were opened with the same session or token: a person with twenty tabs
//! costs what one with one tab does. Few looks run at the same time, so that they leave the database and the processors to alarms.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, Weak};
use std::time::Duration;

use sea_orm::{ConnectionTrait, FromQueryResult};
use tokio::sync::{Mutex, Semaphore};
use tokio::time::Instant;
use wire::id::NotificationId;
use wire::notification::TrayChange;

use super::list::load;
use super::present;
use crate::auth::asker::Asker;
use crate::auth::caller::Viewer;
use crate::auth::credential::Credential;
use crate::context::Context;
use database::sql::Sql;
use web::error::Error;

/// More changes than these are not told one by one.
const MOST: usize = 100;

/// Looks at the same time.
const AT_ONCE: usize = 2;

/// After each look its place stays free for so many times what it took: however many listen, looks take a bounded share.
const REST: u32 = 3;

/// What was seen to count is not looked at again for so long.
const CHECKED_FOR: Duration = Duration::from_secs(4);

/// What a look at the tray found.
#[derive(Clone)]
pub(crate) enum Look {
    /// Something to say.
    Changed(TrayChange),
    /// Nothing new.
    Unchanged,
    /// What the stream was opened with was revoked or has expired.
    Over,
}

/// What was found last with one session or token.
#[derive(Clone)]
struct Found {
    known: i64,
    revision: i64,
    look: Look,
}

/// The part that streams of one session or token share.
#[derive(Default)]
pub(crate) struct Shared {
    found: Mutex<Option<Found>>,
    /// When it was last seen to count.
    checked_at: Mutex<Option<Instant>>,
}

/// What is still shared by somebody, by session or token.
type ByCredential = HashMap<Credential, Weak<Shared>>;

/// The looks of all streams; cheap to clone.
#[derive(Clone)]
pub struct TrayLooks {
    shared: Arc<std::sync::Mutex<ByCredential>>,
    gate: Arc<Semaphore>,
}

impl Default for TrayLooks {
    fn default() -> Self {
        Self { shared: Arc::default(), gate: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl TrayLooks {
    /// What a stream shares with the others that were opened with the same.
    pub(crate) fn open(&self, credential: &Credential) -> Arc<Shared> {
        let mut all = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shared) = all.get(credential).and_then(Weak::upgrade) {
            return shared;
        }
        if all.len() == all.capacity() {
            all.retain(|_, shared| shared.strong_count() > 0);
        }
        let shared = Arc::<Shared>::default();
        all.insert(credential.clone(), Arc::downgrade(&shared));
        shared
    }

    /// What changed since the revision `known`, where the tray stands at `revision` now.
    pub(crate) async fn since(
        &self,
        state: &Context,
        shared: &Shared,
        credential: &Credential,
        viewer: &Viewer,
        (known, revision): (i64, i64),
    ) -> Result<Look, Error> {
        let mut found = shared.found.lock().await;
        if let Some(found) = found.as_ref().filter(|found| (found.known, found.revision) == (known, revision))
        {
            return Ok(found.look.clone());
        }
        let look = self.look(state, credential, viewer, Some(known)).await?;
        *found = Some(Found { known, revision, look: look.clone() });
        Ok(look)
    }

    /// Looks at the tray; without a known revision, at where it stands.
    pub(crate) async fn look(
        &self,
        state: &Context,
        credential: &Credential,
        viewer: &Viewer,
        known: Option<i64>,
    ) -> Result<Look, Error> {
        let place = self.gate.clone().acquire_owned().await;
        let place = place.map_err(|_| Error::internal("the gate of looks is closed"))?;
        let began = Instant::now();
        let look = read(state, credential, viewer, known).await;
        let rest = began.elapsed() * REST;
        tokio::spawn(async move {
            tokio::time::sleep(rest).await;
            drop(place);
        });
        look
    }

    /// Whether what a stream was opened with still counts. Streams that share it ask once in a while for all.
    pub(crate) async fn is_signed_in(
        &self,
        state: &Context,
        shared: &Shared,
        credential: &Credential,
        viewer: &Viewer,
    ) -> Result<bool, Error> {
        let mut checked_at = shared.checked_at.lock().await;
        if checked_at.is_some_and(|at| at.elapsed() < CHECKED_FOR) {
            return Ok(true);
        }
        let is_signed_in = holder(state, credential, viewer).await?.is_some();
        *checked_at = is_signed_in.then(Instant::now);
        Ok(is_signed_in)
    }
}

/// Who holds it, if it is still the person that listens.
async fn holder(state: &Context, credential: &Credential, viewer: &Viewer) -> Result<Option<Viewer>, Error> {
    Ok(credential.holder(state).await?.filter(|holder| holder.user.id == viewer.user.id))
}

async fn read(
    state: &Context,
    credential: &Credential,
    viewer: &Viewer,
    known: Option<i64>,
) -> Result<Look, Error> {
    let db = &*state.db;
    let Some(tray) = crate::auth::tray::of(db, &viewer.user.id).await? else { return Ok(Look::Unchanged) };
    let known = known.unwrap_or(tray.revision);
    // Revoking a session or a token moves the revision too, so nothing is read for one that no longer counts.
    let Some(holder) = holder(state, credential, viewer).await? else { return Ok(Look::Over) };
    let mut change =
        TrayChange { revision: tray.revision, unread_count: tray.unread, ..TrayChange::default() };
    let rows = changed_since(db, tray.id, known, tray.revision).await?;
    // The browser knows more than the database does: it was restored from a backup.
    if rows.len() > MOST || known > tray.revision {
        change.reread = true;
        return Ok(Look::Changed(change));
    }
    let there: Vec<i64> = rows.iter().filter(|row| row.removed_at.is_none()).map(|row| row.seq).collect();
    let asker = Asker::Person(holder);
    change.changed = present::many(db, &asker, load(db, &asker, &there, false).await?).await?;
    let removed = rows.into_iter().filter(|row| row.removed_at.is_some());
    change.removed = removed.map(|row| NotificationId(row.id)).collect();
    Ok(Look::Changed(change))
}

#[derive(FromQueryResult)]
struct Changed {
    seq: i64,
    id: String,
    removed_at: Option<i64>,
}

async fn changed_since(
    db: &impl ConnectionTrait,
    tray_id: i64,
    known: i64,
    until: i64,
) -> Result<Vec<Changed>, Error> {
    let mut sql =
        Sql::new("SELECT i.seq, n.id, i.removed_at FROM tray_item i JOIN notification n ON n.seq = i.seq ");
    sql.push("WHERE i.tray_id = ").bind(tray_id).push(" AND i.revision > ").bind(known);
    sql.push(" AND i.revision <= ").bind(until);
    Ok(sql.push(&format!(" ORDER BY i.revision LIMIT {}", MOST + 1)).all(db).await?)
}
