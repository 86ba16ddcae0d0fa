//! Runs work whose size callers choose: parsing a request's JSON, filling templates, rendering letters. It has threads of its
//! own, few at a time and outside of every transaction, so that other requests and messages do not wait for it.

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_LENGTH;
use tokio::sync::{Semaphore, SemaphorePermit};

use web::error::Error;

/// Concurrent pieces of work.
static PLACES: Semaphore = Semaphore::const_new(2);
/// Concurrent letters. They are counted separately, because a letter takes longest.
static LETTER_PLACES: Semaphore = Semaphore::const_new(1);

const KIBIBYTE: usize = 1024;
/// Kibibytes of request bodies that may be in memory at the same time.
static BODIES: Semaphore = Semaphore::const_new(64 * KIBIBYTE);

/// Runs this outside of the request threads.
pub async fn render<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    run_in(&PLACES, work).await
}

/// Renders a letter outside of the request threads.
pub async fn draw_letter<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    run_in(&LETTER_PLACES, work).await
}

async fn run_in<T: Send + 'static>(
    places: &'static Semaphore,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let place = places.acquire().await.map_err(Error::internal)?;
    let done = tokio::task::spawn_blocking(move || {
        let _place = place;
        work()
    });
    done.await.map_err(Error::internal)
}

/// The body of a request. It counts against the memory limit of all bodies until it is dropped.
pub(super) struct Body {
    /// The bytes, or why reading failed.
    pub(super) bytes: Result<Bytes, BytesRejection>,
    _room: SemaphorePermit<'static>,
}

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let length =
            request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        let length = length.unwrap_or(BODY_LIMIT).min(BODY_LIMIT);
        let room = u32::try_from(length / KIBIBYTE + 1).map_err(Error::internal)?;
        let room = BODIES.acquire_many(room).await.map_err(Error::internal)?;
        Ok(Self { bytes: Bytes::from_request(request, state).await, _room: room })
    }
}

/// Large, because the JSON of a request contains files.
pub(crate) const BODY_LIMIT: usize = 16 * 1024 * 1024;
