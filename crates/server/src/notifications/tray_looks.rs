//! Changes on trays, computed once for all streams of the same session or token: a person with twenty tabs costs as much as one
//! with one tab. Few lookups run at the same time, so that database and processors stay free for alarms.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, Weak};
use std::time::Duration;

use sea_orm::{ConnectionTrait, FromQueryResult};
use tokio::sync::{Mutex, Semaphore};
use tokio::time::Instant;
use wire::id::NotificationId;
use wire::notification::TrayChange;

use super::list::load;
use super::view;
use crate::auth::caller::Caller;
use crate::auth::caller::Person;
use crate::auth::credential::Credential;
use crate::context::Context;
use database::sql::Sql;
use web::error::Error;

/// With more changes than this, the page reads its tray anew.
const MOST: usize = 100;

/// Lookups at the same time.
const AT_ONCE: usize = 2;

/// After each lookup its place stays unused for this many times its duration, so that lookups use a bounded share of time.
const REST: u32 = 3;

/// How long a credential that was found valid is not checked again.
const CHECKED_FOR: Duration = Duration::from_secs(4);

/// The result of a lookup.
#[derive(Clone)]
pub(crate) enum Look {
    /// The tray has changed.
    Changed(TrayChange),
    Unchanged,
    /// The credential of the stream was revoked or has expired.
    Over,
}

/// The latest result for one session or token.
#[derive(Clone)]
struct CachedLook {
    known: i64,
    revision: i64,
    look: Look,
}

/// The state that streams of one session or token share.
#[derive(Default)]
pub(crate) struct SharedLook {
    found: Mutex<Option<CachedLook>>,
    /// When the credential was last found valid.
    checked_at: Mutex<Option<Instant>>,
}

/// The shared states that are in use, by session or token.
type ByCredential = HashMap<Credential, Weak<SharedLook>>;

/// The lookups of all streams; cheap to clone.
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
    /// The state that a stream shares with the others of the same credential.
    pub(crate) fn open(&self, credential: &Credential) -> Arc<SharedLook> {
        let mut all = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shared) = all.get(credential).and_then(Weak::upgrade) {
            return shared;
        }
        if all.len() == all.capacity() {
            all.retain(|_, shared| shared.strong_count() > 0);
        }
        let shared = Arc::<SharedLook>::default();
        all.insert(credential.clone(), Arc::downgrade(&shared));
        shared
    }

    /// The changes since the revision `known`, if the tray is at `revision` now.
    pub(crate) async fn since(
        &self,
        state: &Context,
        shared: &SharedLook,
        credential: &Credential,
        person: &Person,
        (known, revision): (i64, i64),
    ) -> Result<Look, Error> {
        let mut found = shared.found.lock().await;
        if let Some(found) = found.as_ref().filter(|found| (found.known, found.revision) == (known, revision))
        {
            return Ok(found.look.clone());
        }
        let look = self.look(state, credential, person, Some(known)).await?;
        *found = Some(CachedLook { known, revision, look: look.clone() });
        Ok(look)
    }

    /// Looks up the tray's changes; without a known revision, its current revision.
    pub(crate) async fn look(
        &self,
        state: &Context,
        credential: &Credential,
        person: &Person,
        known: Option<i64>,
    ) -> Result<Look, Error> {
        let place = self.gate.clone().acquire_owned().await;
        let place = place.map_err(|_| Error::internal("the semaphore of lookups is closed"))?;
        let began = Instant::now();
        let look = read(state, credential, person, known).await;
        let rest = began.elapsed() * REST;
        tokio::spawn(async move {
            tokio::time::sleep(rest).await;
            drop(place);
        });
        look
    }

    /// Whether the credential of a stream is still valid. Streams that share it check it once in a while for all.
    pub(crate) async fn is_signed_in(
        &self,
        state: &Context,
        shared: &SharedLook,
        credential: &Credential,
        person: &Person,
    ) -> Result<bool, Error> {
        let mut checked_at = shared.checked_at.lock().await;
        if checked_at.is_some_and(|at| at.elapsed() < CHECKED_FOR) {
            return Ok(true);
        }
        let is_signed_in = holder(state, credential, person).await?.is_some();
        *checked_at = is_signed_in.then(Instant::now);
        Ok(is_signed_in)
    }
}

/// The holder of the credential, if it is still the same person.
async fn holder(state: &Context, credential: &Credential, person: &Person) -> Result<Option<Person>, Error> {
    Ok(credential.holder(state).await?.filter(|holder| holder.user.id == person.user.id))
}

async fn read(
    state: &Context,
    credential: &Credential,
    person: &Person,
    known: Option<i64>,
) -> Result<Look, Error> {
    let db = &*state.db;
    let Some(tray) = crate::auth::tray::of(db, &person.user.id).await? else { return Ok(Look::Unchanged) };
    let known = known.unwrap_or(tray.revision);
    // Revoking a session or token increments the revision, too, so an invalid credential is detected here before anything is
    // read.
    let Some(holder) = holder(state, credential, person).await? else { return Ok(Look::Over) };
    let mut change =
        TrayChange { revision: tray.revision, unread_count: tray.unread, ..TrayChange::default() };
    let rows = changed_since(db, tray.id, known, tray.revision).await?;
    // The browser has a later revision than the database, which was restored from a backup.
    if rows.len() > MOST || known > tray.revision {
        change.reread = true;
        return Ok(Look::Changed(change));
    }
    let there: Vec<i64> = rows.iter().filter(|row| row.removed_at.is_none()).map(|row| row.seq).collect();
    let caller = Caller::Person(holder);
    change.changed = view::many(db, &caller, load(db, &caller, &there, false).await?).await?;
    let removed = rows.into_iter().filter(|row| row.removed_at.is_some());
    change.removed = removed.map(|row| NotificationId(row.id)).collect();
    Ok(Look::Changed(change))
}

#[derive(FromQueryResult)]
struct ChangedItem {
    seq: i64,
    id: String,
    removed_at: Option<i64>,
}

async fn changed_since(
    db: &impl ConnectionTrait,
    tray_id: i64,
    known: i64,
    until: i64,
) -> Result<Vec<ChangedItem>, Error> {
    let mut sql =
        Sql::new("SELECT i.seq, n.id, i.removed_at FROM tray_item i JOIN notification n ON n.seq = i.seq ");
    sql.push("WHERE i.tray_id = ").bind(tray_id).push(" AND i.revision > ").bind(known);
    sql.push(" AND i.revision <= ").bind(until);
    Ok(sql.push(&format!(" ORDER BY i.revision LIMIT {}", MOST + 1)).all(db).await?)
}
