//! What a connection is doing. The phase decides its time limit, and whether it may be closed for another connection.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::{Response, header};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::limits::Limits;

/// The longest time in which a client must read a response that is not a stream.
const SENDING_TIME: Duration = Duration::from_secs(300);

/// How long a new connection counts as one whose request is on its way. Idle and listening connections are closed before it.
/// Without this, clients that keep connecting would close each other's connections, and those of alarms, before a request is
/// read.
const GRACE: Duration = Duration::from_secs(2);

/// How often a connection is checked.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What a connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// It sends nothing, or the head of a request.
    Waiting { since: Instant, head_began: Option<Instant>, is_first: bool },
    /// It sends the body of a request.
    Receiving { since: Instant },
    /// The server prepares the response.
    Answering,
    /// It reads a response.
    Sending { since: Instant },
    /// It listens to events.
    Streaming { since: Instant },
}

/// The phase of one connection, shared by its stream, its bodies and the table of connections.
#[derive(Debug)]
pub(crate) struct Activity {
    phase: Mutex<Phase>,
    close: Notify,
}

/// The order in which connections are closed for others: smallest first, then oldest.
pub(crate) type Rank = (u8, Instant);

impl Activity {
    pub(crate) fn new() -> Self {
        let phase = Phase::Waiting { since: Instant::now(), head_began: None, is_first: true };
        Self { phase: Mutex::new(phase), close: Notify::new() }
    }

    pub(crate) fn heard(&self) {
        if let Phase::Waiting { head_began, .. } = &mut *self.phase() {
            head_began.get_or_insert_with(Instant::now);
        }
    }

    /// The head of a request is complete.
    pub(crate) fn receiving(&self) {
        *self.phase() = Phase::Receiving { since: Instant::now() };
    }

    /// The body of the request is complete, or was discarded.
    pub(crate) fn received(&self) {
        let mut phase = self.phase();
        if matches!(*phase, Phase::Receiving { .. }) {
            *phase = Phase::Answering;
        }
    }

    /// The response is ready.
    pub(crate) fn sending<B>(&self, answer: &Response<B>) {
        let kind = answer.headers().get(header::CONTENT_TYPE);
        let is_stream = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        let since = Instant::now();
        *self.phase() = if is_stream { Phase::Streaming { since } } else { Phase::Sending { since } };
    }

    /// The response is sent.
    pub(crate) fn sent(&self) {
        *self.phase() = Phase::Waiting { since: Instant::now(), head_began: None, is_first: false };
    }

    /// Resolves when the client exceeds the time limit of its phase.
    pub(crate) async fn overdue(&self, limits: &Limits) {
        while self.deadline(limits).is_none_or(|at| at > Instant::now()) {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// The deadline of the current phase.
    fn deadline(&self, limits: &Limits) -> Option<Instant> {
        match *self.phase() {
            Phase::Waiting { head_began: Some(began), .. } => Some(began + limits.header_time),
            Phase::Waiting { since, is_first: true, .. } => Some(since + limits.header_time),
            Phase::Waiting { since, .. } => Some(since + limits.idle_time),
            Phase::Sending { since } => Some(since + SENDING_TIME),
            Phase::Receiving { .. } | Phase::Answering | Phase::Streaming { .. } => None,
        }
    }

    /// Its place in the order of closing; `None` while the server prepares a response.
    pub(crate) fn rank(&self) -> Option<Rank> {
        match *self.phase() {
            Phase::Waiting { since, is_first: true, .. } | Phase::Receiving { since }
                if since.elapsed() < GRACE =>
            {
                Some((4, since))
            }
            Phase::Waiting { since, .. } => Some((0, since)),
            Phase::Receiving { since } => Some((1, since)),
            Phase::Streaming { since } => Some((2, since)),
            Phase::Sending { since } => Some((3, since)),
            Phase::Answering => None,
        }
    }

    /// Asks the connection to close.
    pub(crate) fn close(&self) {
        self.close.notify_one();
    }

    /// Resolves when the connection was asked to close.
    pub(crate) async fn closed(&self) {
        self.close.notified().await;
    }

    fn phase(&self) -> MutexGuard<'_, Phase> {
        self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
