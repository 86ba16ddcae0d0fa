//! A TCP stream that reports received bytes, and fails when its peer stops reading.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep};

use super::phase::Activity;
use crate::limits::Limits;

/// The stream with the time limit for writing.
pub(crate) struct TimedStream {
    stream: TcpStream,
    activity: Arc<Activity>,
    write_time: Duration,
    writing: Pin<Box<Sleep>>,
    /// Since when the peer has read nothing.
    blocked_since: Option<Instant>,
}

impl TimedStream {
    pub(crate) fn new(stream: TcpStream, activity: Arc<Activity>, limits: &Limits) -> Self {
        let writing = Box::pin(tokio::time::sleep(limits.write_time));
        Self { stream, activity, write_time: limits.write_time, writing, blocked_since: None }
    }

    /// Fails when the peer has read nothing for too long; otherwise schedules a wake-up for that time.
    fn poll_blocked<T>(&mut self, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        let at = *self.blocked_since.get_or_insert_with(Instant::now) + self.write_time;
        if self.writing.deadline() != at {
            self.writing.as_mut().reset(at);
        }
        ready!(self.writing.as_mut().poll(context));
        Poll::Ready(Err(too_slow()))
    }

    fn wrote<T>(&mut self, polled: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if polled.is_pending() {
            return self.poll_blocked(context);
        }
        self.blocked_since = None;
        polled
    }
}

fn too_slow() -> io::Error {
    io::Error::new(io::ErrorKind::TimedOut, "the peer stopped reading")
}

impl AsyncRead for TimedStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.activity.heard();
        }
        polled
    }
}

impl AsyncWrite for TimedStream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.wrote(polled, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.wrote(polled, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
