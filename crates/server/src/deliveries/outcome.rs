//! The result of an attempt, and the stored part of the response.

use std::time::Duration;

use reqwest::header::{HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use tokio::time::Instant;
use wire::delivery::AttemptOutcome;

use web::outgoing::resolver::ResolveError;

/// The most bytes of a response that are read, so that the connection can be reused; a longer one is aborted.
const READ: usize = 64 * 1024;

/// The most bytes of a response that are stored.
const KEPT: usize = 1024;

/// The result of an attempt.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AttemptResult {
    pub outcome: AttemptOutcome,
    /// The status of the response.
    pub status: Option<u16>,
    /// A description of the error.
    pub detail: Option<String>,
    /// The first KiB of the response body.
    pub answer: Option<String>,
    /// The receiver's `Retry-After`.
    pub retry_after: Option<Duration>,
    /// Whether a retry is pointless.
    pub is_final: bool,
    /// The duration of the attempt.
    pub took: Duration,
}

impl AttemptResult {
    /// The delivery cannot be sent, now or later.
    pub(crate) fn impossible(detail: impl Into<String>) -> Self {
        Self {
            outcome: AttemptOutcome::Impossible,
            detail: Some(detail.into()),
            is_final: true,
            ..Self::default()
        }
    }

    /// The e-mail was added to the message outbox.
    pub(crate) fn accepted() -> Self {
        let detail = Some("The e-mail was queued.".to_owned());
        Self { outcome: AttemptOutcome::Delivered, detail, ..Self::default() }
    }

    /// No response was received.
    pub(crate) fn failed(outcome: AttemptOutcome, detail: impl Into<String>) -> Self {
        Self { outcome, detail: Some(detail.into()), ..Self::default() }
    }

    /// No response was received in time.
    pub(crate) fn timed_out(patience: Duration) -> Self {
        let detail = format!("No response within {} seconds.", patience.as_secs_f64());
        Self::failed(AttemptOutcome::TimedOut, detail)
    }
}

/// Reads as much of the response as is needed. A successful status stays a success if the body breaks off, because the receiver
/// has accepted it.
pub(crate) async fn read(
    mut response: Response,
    deadline: Instant,
    is_success: fn(StatusCode) -> bool,
    now: i64,
) -> AttemptResult {
    let status = response.status();
    let mut kept = Vec::new();
    let mut length = 0;
    let mut broke_off = false;
    while length < READ {
        match tokio::time::timeout_at(deadline, response.chunk()).await {
            Ok(Ok(Some(chunk))) => {
                kept.extend_from_slice(&chunk[..chunk.len().min(KEPT - kept.len())]);
                length += chunk.len();
            }
            Ok(Ok(None)) => break,
            Ok(Err(_)) | Err(_) => {
                broke_off = true;
                break;
            }
        }
    }
    let success = is_success(status);
    let detail = match status {
        _ if success => broke_off.then(|| "It was accepted, but the response broke off.".to_owned()),
        status if status.is_redirection() => Some(redirect(response.headers())),
        StatusCode::GONE => Some("It answered 410: gone permanently.".to_owned()),
        status => Some(format!("It answered {status}. Only 200 and 201 are accepted.")),
    };
    AttemptResult {
        outcome: if success { AttemptOutcome::Delivered } else { AttemptOutcome::Refused },
        status: Some(status.as_u16()),
        detail,
        answer: (!kept.is_empty()).then(|| readable(&kept)),
        retry_after: retry_after(response.headers(), now),
        is_final: status == StatusCode::GONE,
        took: Duration::ZERO,
    }
}

fn redirect(headers: &HeaderMap) -> String {
    let to = headers.get(LOCATION).map(|to| String::from_utf8_lossy(to.as_bytes()).into_owned());
    let to: String = to.unwrap_or_default().chars().filter(|c| !c.is_control()).take(200).collect();
    format!("It answered with a redirect to {to}. Redirects are not followed: register the final address.")
}

/// The bytes as text that can be stored and shown.
fn readable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    // A character that our limit cut in half is not shown as damaged.
    let text = if bytes.len() == KEPT { text.trim_end_matches('\u{fffd}') } else { &text };
    text.replace('\0', "\u{fffd}")
}

/// Parses `Retry-After`: seconds or a date.
fn retry_after(headers: &HeaderMap, now: i64) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let at = httpdate::parse_http_date(text).ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    let now = Duration::from_millis(u64::try_from(now).ok()?);
    at.checked_sub(now)
}

/// Describes an error of the HTTP client.
pub(crate) fn explain(error: &reqwest::Error) -> AttemptResult {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    let mut last = String::new();
    while let Some(error) = cause {
        if let Some(name) = error.downcast_ref::<ResolveError>() {
            let outcome = match name {
                ResolveError::Unresolved => AttemptOutcome::Unresolved,
                ResolveError::Internal => AttemptOutcome::Blocked,
            };
            return AttemptResult::failed(outcome, name.to_string());
        }
        if let Some(tls) = tls_in(error) {
            return AttemptResult::failed(
                AttemptOutcome::Insecure,
                format!("The connection is not secure: {tls}."),
            );
        }
        last = error.to_string();
        cause = error.source();
    }
    let what = if error.is_connect() { "Connection failed" } else { "Connection lost" };
    AttemptResult::failed(AttemptOutcome::Unreachable, format!("{what}: {last}."))
}

/// Finds a TLS error inside of I/O errors, which may be nested and do not return it from [`source`](std::error::Error::source).
fn tls_in<'a>(mut error: &'a (dyn std::error::Error + 'static)) -> Option<&'a rustls::Error> {
    while let Some(inside) = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        error = inside;
    }
    error.downcast_ref()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_read_as_seconds_or_as_a_date() {
        let asks = |text: &'static str| {
            let headers = HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())]);
            retry_after(&headers, 784_111_777_000).map(|wait| wait.as_secs())
        };
        assert_eq!(asks("120"), Some(120));
        assert_eq!(asks("Sun, 06 Nov 1994 08:50:37 GMT"), Some(60));
        assert_eq!(asks("Sun, 06 Nov 1994 08:49:00 GMT"), None, "that is over");
        assert_eq!(asks("soon"), None);
        assert_eq!(asks("-1"), None);
    }

    #[test]
    fn what_is_kept_can_be_stored_and_shown() {
        assert_eq!(readable(b"a\0b\xff"), "a\u{fffd}b\u{fffd}");
        let cut = ["x".repeat(KEPT - 1).into_bytes(), vec![0xc3]].concat();
        assert_eq!(readable(&cut), "x".repeat(KEPT - 1));
    }
}
