//! `GET /api/events`: server-sent events about changes on the owner's tray. They are read from the database, so it does not
//! matter which server made the change, and end with the session.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;
use serde::Deserialize;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::Instant;
use wire::notification::TrayChange;

use crate::auth::caller::Person;
use crate::auth::credential::Credential;
use crate::context::Change;
use crate::notifications::tray_looks::{Look, SharedLook};
use crate::state::AppState;
use web::error::Error;
use web::parameters::Query;
use web::streams::OpenStream;

/// How often the database is read when no change is published: changes by another server appear within this time.
const PAUSE: Duration = Duration::from_millis(500);

/// How often the session is checked, too.
const CHECK: Duration = Duration::from_secs(5);

/// An idle connection sends a comment this often, so that both ends notice a lost connection.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Changes within this time are sent together, so that many changes do not cause many reads.
const TOGETHER: Duration = Duration::from_millis(200);

/// Streams changes on the tray of the signed-in person, until they sign out.
#[utoipa::path(get, path = "/api/events", tag = "notifications",
    params(("user" = Option<String>, Query, description = "The account that the page was drawn for"), ("Last-Event-ID" = Option<String>, Header, description = "The revision that the browser knows")),
    responses((status = 200, description = "Events named tray: revision, unreadCount, changed, removed, reread, first; signed-out when the session ends", content_type = "text/event-stream", body = wire::openapi::EventStream, body = wire::openapi::EventStream), (status = 401), (status = 403), (status = 409, description = "Another account than `user` is signed in")))]
pub(crate) async fn stream_events(
    State(state): State<AppState>,
    person: Person,
    credential: Credential,
    Query(page): Query<Page>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Error> {
    if page.user.is_some_and(|user| user != person.user.id) {
        return Err(Error::AnotherUser(person.user.id));
    }
    // An unknown id counts as larger than any, so that the browser reads again.
    let seen = headers
        .get("last-event-id")
        .map(|id| id.to_str().ok().and_then(|id| id.parse().ok()).unwrap_or(i64::MAX));
    let listener = Listener {
        news: state.changes.subscribe(),
        stopping: state.stopping.subscribe(),
        seen,
        open: state.streams.open(&person.user.id),
        shared: state.tray_looks.open(&credential),
        credential,
        state,
        person,
        greeted: false,
        over: false,
        checked_at: Instant::now(),
        sent_at: Instant::now(),
    };
    Ok(Sse::new(unfold(listener, Listener::next)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

/// The page that opened the stream.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Page {
    /// The account that it was drawn for.
    user: Option<String>,
}

/// One connected browser.
struct Listener {
    state: AppState,
    /// The connected person.
    person: Person,
    /// The session or token of the stream.
    credential: Credential,
    news: broadcast::Receiver<Change>,
    stopping: watch::Receiver<bool>,
    /// The revision that the browser knows.
    seen: Option<i64>,
    /// Counts it among the person's streams.
    open: OpenStream,
    /// The state that it shares with other streams of the same session.
    shared: Arc<SharedLook>,
    greeted: bool,
    /// The session has ended, and the browser knows it.
    over: bool,
    /// When the session was last checked.
    checked_at: Instant,
    /// When the browser was last sent anything.
    sent_at: Instant,
}

impl Listener {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            if self.over || (self.greeted && !self.wait().await) {
                return None;
            }
            if self.greeted {
                tokio::time::sleep_until(self.sent_at + TOGETHER).await;
            }
            if self.checked_at.elapsed() >= CHECK {
                self.checked_at = Instant::now();
                if !self.is_signed_in().await.unwrap_or(true) {
                    return Some(self.end());
                }
            }
            let change = match self.look().await {
                Ok(Look::Changed(change)) => change,
                Ok(Look::Unchanged) => continue,
                Ok(Look::Over) => return Some(self.end()),
                Err(error) => {
                    tracing::error!(%error, "cannot read the tray of an event stream");
                    return None;
                }
            };
            let change = TrayChange { first: !self.greeted, ..change };
            self.greeted = true;
            self.sent_at = Instant::now();
            self.seen = Some(change.revision);
            let event = Event::default().event("tray").id(change.revision.to_string()).json_data(&change);
            return event.ok().map(|event| (Ok(event), self));
        }
    }

    /// Tells the browser that the credential of the stream is no longer valid.
    fn end(mut self) -> (Result<Event, Infallible>, Self) {
        self.over = true;
        (Ok(Event::default().event("signed-out").data("{}")), self)
    }

    /// Waits until there may be news; false when the server stops.
    async fn wait(&mut self) -> bool {
        loop {
            tokio::select! {
                heard = self.news.recv() => match heard {
                    Ok(Change::Trays) | Err(RecvError::Lagged(_)) => return true,
                    Err(RecvError::Closed) => return false,
                    Ok(_) => {}
                },
                _ = self.stopping.changed() => return false,
                () = self.open.ended() => return false,
                () = tokio::time::sleep(PAUSE) => return true,
            }
        }
    }

    /// Whether the session or token is still valid.
    async fn is_signed_in(&self) -> Result<bool, Error> {
        let looks = &self.state.tray_looks;
        looks.is_signed_in(&self.state, &self.shared, &self.credential, &self.person).await
    }

    /// The changes since the last event; the first time, also if there are none.
    async fn look(&mut self) -> Result<Look, Error> {
        let looks = &self.state.tray_looks;
        if !self.greeted {
            let look = looks.look(&self.state, &self.credential, &self.person, self.seen).await?;
            return Ok(if matches!(look, Look::Unchanged) {
                Look::Changed(TrayChange::default())
            } else {
                look
            });
        }
        // Most streams that wake have no news, and need no query of their own.
        let revision = self.state.tray_revisions.of(&self.state, &self.person.user.id).await?;
        let (Some(known), Some(revision)) = (self.seen, revision) else { return Ok(Look::Unchanged) };
        if revision == known {
            return Ok(Look::Unchanged);
        }
        let since = (known, revision);
        looks.since(&self.state, &self.shared, &self.credential, &self.person, since).await
    }
}
