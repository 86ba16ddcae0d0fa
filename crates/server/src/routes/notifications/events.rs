//! `GET /api/events`: server-sent events that tell a browser what changed on its owner's tray. They come from the database, so
//! that it does not matter which copy of the server made the change, and end with the session.

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

use crate::auth::caller::Viewer;
use crate::auth::credential::Credential;
use crate::context::Change;
use crate::notifications::tray_looks::{Look, Shared};
use crate::state::AppState;
use web::error::Error;
use web::parameters::Query;
use web::streams::OpenStream;

/// How often the database is asked when nothing is heard: what another copy of the server did shows within this time.
const PAUSE: Duration = Duration::from_millis(500);

/// How often the session is looked at, too.
const CHECK: Duration = Duration::from_secs(5);

/// A silent connection says something, so that both ends notice when the other is gone.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// What happens within this time is told together, so that a burst of changes is not a burst of looks.
const TOGETHER: Duration = Duration::from_millis(200);

/// Tells what changes on the tray of the one who is signed in, until they sign out.
#[utoipa::path(get, path = "/api/events", tag = "notifications",
    params(("user" = Option<String>, Query, description = "The account that the page was drawn for"), ("Last-Event-ID" = Option<String>, Header, description = "The revision that the browser has seen")),
    responses((status = 200, description = "Events named tray: revision, unreadCount, changed, removed, reread, first; signed-out when the session ends", content_type = "text/event-stream", body = wire::openapi::EventStream, body = wire::openapi::EventStream), (status = 401), (status = 403), (status = 409, description = "Another account than `user` is signed in")))]
pub(crate) async fn stream_events(
    State(state): State<AppState>,
    viewer: Viewer,
    credential: Credential,
    Query(page): Query<Page>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Error> {
    if page.user.is_some_and(|user| user != viewer.user.id) {
        return Err(Error::AnotherUser(viewer.user.id));
    }
    // An id that no server of ours wrote is larger than any, so that the browser reads again.
    let seen = headers
        .get("last-event-id")
        .map(|id| id.to_str().ok().and_then(|id| id.parse().ok()).unwrap_or(i64::MAX));
    let listener = Listener {
        news: state.changes.subscribe(),
        stopping: state.stopping.subscribe(),
        seen,
        open: state.streams.open(&viewer.user.id),
        shared: state.tray_looks.open(&credential),
        credential,
        state,
        viewer,
        greeted: false,
        over: false,
        checked_at: Instant::now(),
        told_at: Instant::now(),
    };
    Ok(Sse::new(unfold(listener, Listener::next)).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)))
}

/// The page that listens.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Page {
    /// The account that it was drawn for.
    user: Option<String>,
}

/// One browser that listens.
struct Listener {
    state: AppState,
    /// Who listens.
    viewer: Viewer,
    /// The session or token that it was opened with.
    credential: Credential,
    news: broadcast::Receiver<Change>,
    stopping: watch::Receiver<bool>,
    /// The revision that the browser knows.
    seen: Option<i64>,
    /// Counts it among the person's streams.
    open: OpenStream,
    /// What it shares with other streams of the same session.
    shared: Arc<Shared>,
    greeted: bool,
    /// The session has ended and the browser knows it.
    over: bool,
    /// When the session was last looked at.
    checked_at: Instant,
    /// When the browser was last told of something.
    told_at: Instant,
}

impl Listener {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            if self.over || (self.greeted && !self.wait().await) {
                return None;
            }
            if self.greeted {
                tokio::time::sleep_until(self.told_at + TOGETHER).await;
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
                    tracing::error!(%error, "a browser could not be told of its tray");
                    return None;
                }
            };
            let change = TrayChange { first: !self.greeted, ..change };
            self.greeted = true;
            self.told_at = Instant::now();
            self.seen = Some(change.revision);
            let event = Event::default().event("tray").id(change.revision.to_string()).json_data(&change);
            return event.ok().map(|event| (Ok(event), self));
        }
    }

    /// Tells the browser that what the stream was opened with counts no more.
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

    /// Whether the session or token still counts.
    async fn is_signed_in(&self) -> Result<bool, Error> {
        let looks = &self.state.tray_looks;
        looks.is_signed_in(&self.state, &self.shared, &self.credential, &self.viewer).await
    }

    /// What changed since the browser last heard; the first time, also when nothing did.
    async fn look(&mut self) -> Result<Look, Error> {
        let looks = &self.state.tray_looks;
        if !self.greeted {
            let look = looks.look(&self.state, &self.credential, &self.viewer, self.seen).await?;
            return Ok(if matches!(look, Look::Unchanged) {
                Look::Changed(TrayChange::default())
            } else {
                look
            });
        }
        // Most of those who wake have no news, and need no question of their own.
        let revision = self.state.tray_revisions.of(&self.state, &self.viewer.user.id).await?;
        let (Some(known), Some(revision)) = (self.seen, revision) else { return Ok(Look::Unchanged) };
        if revision == known {
            return Ok(Look::Unchanged);
        }
        let since = (known, revision);
        looks.since(&self.state, &self.shared, &self.credential, &self.viewer, since).await
    }
}
