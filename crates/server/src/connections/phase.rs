//! What a connection is doing, which decides how long it may go on and whether it may be closed for another.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::http::{Response, header};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::limits::Limits;

/// The longest that a client may take to read an answer that is no stream.
const SENDING_TIME: Duration = Duration::from_secs(300);

/// So long a connection is taken for one whose request is on its way: what does nothing or listens makes room before it. Otherwise
/// those who connect all the time would close each other's connections, and an alarm's, before a request is read.
const GRACE: Duration = Duration::from_secs(2);

/// How often a connection is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// What a connection is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// It sends nothing, or the head of a request.
    Waiting { since: Instant, head_began: Option<Instant>, is_first: bool },
    /// It sends the body of a request.
    Receiving { since: Instant },
    /// We work on the answer.
    Answering,
    /// It reads an answer.
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

/// How readily a connection is closed for another: the smallest first, among equals the oldest.
pub(crate) type Rank = (u8, Instant);

impl Activity {
    pub(crate) fn new() -> Self {
        let phase = Phase::Waiting { since: Instant::now(), head_began: None, is_first: true };
        Self { phase: Mutex::new(phase), close: Notify::new() }
    }

    /// Bytes arrived.
    pub(crate) fn heard(&self) {
        if let Phase::Waiting { head_began, .. } = &mut *self.phase() {
            head_began.get_or_insert_with(Instant::now);
        }
    }

    /// The head of a request is complete.
    pub(crate) fn receiving(&self) {
        *self.phase() = Phase::Receiving { since: Instant::now() };
    }

    /// The body of the request is complete, or nobody wants the rest.
    pub(crate) fn received(&self) {
        let mut phase = self.phase();
        if matches!(*phase, Phase::Receiving { .. }) {
            *phase = Phase::Answering;
        }
    }

    /// The answer is ready.
    pub(crate) fn sending<B>(&self, answer: &Response<B>) {
        let kind = answer.headers().get(header::CONTENT_TYPE);
        let is_stream = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        let since = Instant::now();
        *self.phase() = if is_stream { Phase::Streaming { since } } else { Phase::Sending { since } };
    }

    /// The answer is sent.
    pub(crate) fn sent(&self) {
        *self.phase() = Phase::Waiting { since: Instant::now(), head_began: None, is_first: false };
    }

    /// Waits until the client took too long for what it is doing now.
    pub(crate) async fn overdue(&self, limits: &Limits) {
        while self.deadline(limits).is_none_or(|at| at > Instant::now()) {
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Until when something has to be heard, or the answer has to be read whole.
    fn deadline(&self, limits: &Limits) -> Option<Instant> {
        match *self.phase() {
            Phase::Waiting { head_began: Some(began), .. } => Some(began + limits.header_time),
            Phase::Waiting { since, is_first: true, .. } => Some(since + limits.header_time),
            Phase::Waiting { since, .. } => Some(since + limits.idle_time),
            Phase::Sending { since } => Some(since + SENDING_TIME),
            Phase::Receiving { .. } | Phase::Answering | Phase::Streaming { .. } => None,
        }
    }

    /// How readily it is closed; not at all while we work on an answer.
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

    /// Waits until it was asked to close.
    pub(crate) async fn closed(&self) {
        self.close.notified().await;
    }

    fn phase(&self) -> MutexGuard<'_, Phase> {
        self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
