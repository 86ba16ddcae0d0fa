//! `GET /api/control/events`: server-sent events that bring alarms to a controller's page, also to a hidden one. They are read
//! from the database, so it does not matter which server received the press.
//!
//! An event id is the number of the newest event of any callout. Every half second the stream checks its credential again: when
//! the session has ended, the token was revoked or the role has changed, it says so and ends.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::{Duration, Instant};

use axum::extract::{FromRequestParts, State};
use axum::http::{HeaderMap, Request, header};
use axum::response::sse::{Event, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Serialize;
use serde_json::json;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use wire::control::{Beat, CalloutSummary, ControlCallout, Duty, RemovedCallout};
use wire::id::CalloutId;
use wire::time::Timestamp;

use super::{duty, queue};
use crate::auth::caller::Controller;
use crate::auth::session;
use crate::callouts::view::CalloutExtras;
use crate::context::{Change, Context};
use crate::control::view;
use crate::state::AppState;
use database::sql::Sql;
use web::cookie;
use web::error::Error;
use web::streams::OpenStream;

/// How often the database and the credential are checked when no change is published.
const PAUSE: Duration = Duration::from_millis(500);

/// The longest silence of a stream, so that a page can distinguish a lost connection from a quiet one.
const BEAT: Duration = Duration::from_secs(4);

/// With more changes than this, the page reads its queue anew.
const MOST: usize = 100;

/// The most callout events that are read at once.
const SCANNED: i64 = 1000;

/// Two servers may commit in another order than their ids were assigned, so this many ids are read again.
const OVERLAP: i64 = 32;

/// Streams changes of callouts in the controller's organisations, and of who is on duty.
#[utoipa::path(get, path = "/api/control/events", tag = "control",
    params(("Last-Event-ID" = Option<String>, Header, description = "The id of the last received event")),
    responses((status = 200, description = "Events: callout (a summary), removed, duty, reread, beat, signed-out", content_type = "text/event-stream", body = wire::openapi::EventStream, body = wire::openapi::EventStream), (status = 401), (status = 403)))]
pub(crate) async fn stream_control_events(
    State(state): State<AppState>,
    controller: Controller,
    headers: HeaderMap,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let listener = Listener {
        seen: last.and_then(|id| id.parse().ok()),
        news: state.changes.subscribe(),
        stopping: state.stopping.subscribe(),
        caller: credentials(&headers),
        // Counted apart from the streams of their tray, so that neither closes the other.
        open: state.streams.open(&format!("control {}", controller.person.user.id)),
        controller,
        state: state.context,
        sent: VecDeque::new(),
        duty: None,
        beat_at: None,
        pending: VecDeque::new(),
        over: false,
    };
    Sse::new(unfold(listener, Listener::next))
}

/// The headers that identify a caller.
fn credentials(headers: &HeaderMap) -> HeaderMap {
    let known = [header::COOKIE, header::AUTHORIZATION, header::HOST];
    headers
        .iter()
        .filter(|(name, _)| known.contains(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Why a stream reads the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wake {
    Callout,
    Duty,
    Stop,
}

/// One connected page.
struct Listener {
    state: Context,
    controller: Controller,
    caller: HeaderMap,
    news: broadcast::Receiver<Change>,
    stopping: watch::Receiver<bool>,
    /// Counts it among the person's streams.
    open: OpenStream,
    /// The newest callout event that the page knows.
    seen: Option<i64>,
    /// The ids of recently sent events.
    sent: VecDeque<i64>,
    duty: Option<Duty>,
    beat_at: Option<Instant>,
    pending: VecDeque<Event>,
    over: bool,
}

impl Listener {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            if let Some(event) = self.pending.pop_front() {
                return Some((Ok(event), self));
            }
            if self.over {
                return None;
            }
            let wake = if self.beat_at.is_some() { self.wait().await } else { Wake::Duty };
            if wake == Wake::Stop {
                return None;
            }
            if let Err(error) = self.look(wake).await {
                tracing::error!(%error, "event stream of the control room failed");
                return None;
            }
        }
    }

    /// Waits until there may be news.
    async fn wait(&mut self) -> Wake {
        loop {
            tokio::select! {
                heard = self.news.recv() => match heard {
                    Ok(Change::Callout(_)) => return Wake::Callout,
                    Ok(Change::Duty) | Err(RecvError::Lagged(_)) => return Wake::Duty,
                    Err(RecvError::Closed) => return Wake::Stop,
                    Ok(_) => {}
                },
                _ = self.stopping.changed() => return Wake::Stop,
                () = self.open.ended() => return Wake::Stop,
                () = tokio::time::sleep(PAUSE) => return Wake::Callout,
            }
        }
    }

    async fn look(&mut self, wake: Wake) -> Result<(), Error> {
        if !self.is_allowed().await? {
            return Ok(());
        }
        self.look_at_callouts().await?;
        let is_due = self.beat_at.is_none_or(|at| at.elapsed() >= BEAT);
        if is_due || wake == Wake::Duty {
            duty::note_listening(&self.state, &self.controller.person.user.id).await?;
        }
        if is_due || wake == Wake::Duty {
            self.look_at_duty().await?;
        }
        if is_due {
            self.beat().await?;
        }
        Ok(())
    }

    /// Checks again who is connected, and whom they serve; sends an event if they have lost access.
    async fn is_allowed(&mut self) -> Result<bool, Error> {
        let (mut parts, ()) = Request::new(()).into_parts();
        parts.headers = self.caller.clone();
        match Controller::from_request_parts(&mut parts, &self.state).await {
            Ok(controller) => {
                if controller.scope != self.controller.scope {
                    self.seen = None;
                }
                self.controller = controller;
                Ok(true)
            }
            Err(Error::Unauthorized(_) | Error::Forbidden(_)) => {
                self.over = true;
                self.push("signed-out", None, &json!({}));
                Ok(false)
            }
            Err(error) => Err(error),
        }
    }

    async fn look_at_callouts(&mut self) -> Result<(), Error> {
        let db = &*self.state.db;
        let newest = newest_event(db).await?;
        let known = self.seen.filter(|known| (0..=newest).contains(known));
        let Some(known) = known.filter(|known| newest - known < SCANNED - OVERLAP) else {
            return self.reread(newest).await;
        };
        if known == newest {
            return Ok(());
        }
        let changed = changed_since(db, known - OVERLAP).await?;
        let new: Vec<&NewEvent> = changed.iter().filter(|one| !self.sent.contains(&one.id)).collect();
        let is_first = self.sent.is_empty();
        let mut ids: Vec<i64> =
            new.iter().filter(|one| !is_first || one.id > known).map(|one| one.callout_id).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() > MOST {
            return self.reread(newest).await;
        }
        let rows = queue::find(db, &self.controller.scope, &ids).await?;
        let list = view::many(db, rows, CalloutExtras::default()).await?;
        self.remember(changed, newest);
        for control in list {
            self.push_callout(&control, newest);
        }
        Ok(())
    }

    fn push_callout(&mut self, control: &ControlCallout, newest: i64) {
        if control.callout.status.is_closed() {
            self.push("removed", Some(newest), &RemovedCallout { id: CalloutId(control.callout.id.0) });
        } else {
            self.push("callout", Some(newest), &CalloutSummary::of(control));
        }
    }

    async fn reread(&mut self, newest: i64) -> Result<(), Error> {
        let changed = changed_since(&*self.state.db, newest - OVERLAP).await?;
        self.remember(changed, newest);
        self.push("reread", Some(newest), &json!({}));
        Ok(())
    }

    fn remember(&mut self, changed: Vec<NewEvent>, newest: i64) {
        self.seen = Some(newest);
        self.sent = changed.into_iter().map(|one| one.id).collect();
    }

    async fn look_at_duty(&mut self) -> Result<(), Error> {
        let now =
            crate::control::duty::duty(&*self.state.db, &self.controller.scope, self.state.now()).await?;
        if self.duty.as_ref() != Some(&now) {
            self.push("duty", None, &now);
            self.duty = Some(now);
        }
        Ok(())
    }

    async fn beat(&mut self) -> Result<(), Error> {
        self.beat_at = Some(Instant::now());
        let end = match cookie::read(&self.caller) {
            Some(secret) => session::ending(&self.state, secret).await?,
            None => None,
        };
        let unacknowledged = queue::count_unacknowledged(&*self.state.db, &self.controller.scope).await?;
        let now = Timestamp::from_millis(self.state.now());
        self.push("beat", None, &Beat { now, unacknowledged, end });
        Ok(())
    }

    fn push(&mut self, name: &str, id: Option<i64>, data: &impl Serialize) {
        let event = Event::default().event(name).retry(Duration::from_secs(1));
        let event = match id {
            Some(id) => event.id(id.to_string()),
            None => event,
        };
        match event.json_data(data) {
            Ok(event) => self.pending.push_back(event),
            Err(error) => tracing::error!(%error, "cannot serialise an event"),
        }
    }
}

#[derive(FromQueryResult)]
struct MaxId {
    id: Option<i64>,
}

async fn newest_event(db: &impl ConnectionTrait) -> Result<i64, Error> {
    let newest: Option<MaxId> = Sql::new("SELECT max(id) AS id FROM callout_event").one(db).await?;
    Ok(newest.and_then(|newest| newest.id).unwrap_or_default())
}

#[derive(FromQueryResult)]
struct NewEvent {
    id: i64,
    callout_id: i64,
}

async fn changed_since(db: &impl ConnectionTrait, known: i64) -> Result<Vec<NewEvent>, Error> {
    let mut sql = Sql::new("SELECT id, callout_id FROM callout_event WHERE id > ");
    Ok(sql.bind(known).push(&format!(" ORDER BY id DESC LIMIT {SCANNED}")).all(db).await?)
}
