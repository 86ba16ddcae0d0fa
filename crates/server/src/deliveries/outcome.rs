//! How a try ended, and what of an answer is kept.

use std::time::Duration;

use reqwest::header::{HeaderMap, LOCATION, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use tokio::time::Instant;
use wire::delivery::AttemptOutcome;

use web::outgoing::names::BadName;

/// As much of an answer is read, so that the connection may be used again; then it is cut.
const READ: usize = 64 * 1024;

/// As much of an answer is kept.
const KEPT: usize = 1024;

/// How a try ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// In one word.
    pub outcome: AttemptOutcome,
    /// The status of the answer.
    pub status: Option<u16>,
    /// What went wrong, in words.
    pub detail: Option<String>,
    /// The first KiB of the answer.
    pub answer: Option<String>,
    /// Not before this many seconds, the other side asks.
    pub retry_after: Option<Duration>,
    /// Whether another try could end otherwise.
    pub is_final: bool,
    /// How long it took.
    pub took: Duration,
}

impl Ended {
    /// It cannot be sent, now or later.
    pub(crate) fn impossible(detail: impl Into<String>) -> Self {
        Self {
            outcome: AttemptOutcome::Impossible,
            detail: Some(detail.into()),
            is_final: true,
            ..Self::default()
        }
    }

    /// An e-mail is with the sender now.
    pub(crate) fn handed_over() -> Self {
        let detail = Some("The e-mail was handed over for sending.".to_owned());
        Self { outcome: AttemptOutcome::Delivered, detail, ..Self::default() }
    }

    /// It did not come to an answer.
    pub(crate) fn failed(outcome: AttemptOutcome, detail: impl Into<String>) -> Self {
        Self { outcome, detail: Some(detail.into()), ..Self::default() }
    }

    /// There was no answer in time.
    pub(crate) fn timed_out(patience: Duration) -> Self {
        let detail = format!("There was no answer within {} seconds.", patience.as_secs_f64());
        Self::failed(AttemptOutcome::TimedOut, detail)
    }
}

/// Reads an answer as far as it is wanted. A success stays one when its body breaks off: the other side has it.
pub(crate) async fn read(
    mut response: Response,
    deadline: Instant,
    is_success: fn(StatusCode) -> bool,
    now: i64,
) -> Ended {
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
        _ if success => broke_off.then(|| "It was taken, but its answer broke off.".to_owned()),
        status if status.is_redirection() => Some(redirect(response.headers())),
        StatusCode::GONE => Some("It answered that it is gone for good.".to_owned()),
        status => Some(format!("It answered {status}. Only 200 or 201 counts as taken.")),
    };
    Ended {
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

/// As text that can be stored and shown.
fn readable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    // A character that was cut in the middle is no damage of theirs.
    let text = if bytes.len() == KEPT { text.trim_end_matches('\u{fffd}') } else { &text };
    text.replace('\0', "\u{fffd}")
}

/// Seconds, or a date.
fn retry_after(headers: &HeaderMap, now: i64) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let at = httpdate::parse_http_date(text).ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    let now = Duration::from_millis(u64::try_from(now).ok()?);
    at.checked_sub(now)
}

/// Puts words to what the client says.
pub(crate) fn explain(error: &reqwest::Error) -> Ended {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    let mut last = String::new();
    while let Some(error) = cause {
        if let Some(name) = error.downcast_ref::<BadName>() {
            let outcome = match name {
                BadName::Unresolved => AttemptOutcome::Unresolved,
                BadName::Internal => AttemptOutcome::Blocked,
            };
            return Ended::failed(outcome, name.to_string());
        }
        if let Some(tls) = tls_in(error) {
            return Ended::failed(AttemptOutcome::Insecure, format!("The connection is not safe: {tls}."));
        }
        last = error.to_string();
        cause = error.source();
    }
    let what = if error.is_connect() { "There was no connection" } else { "The connection broke" };
    Ended::failed(AttemptOutcome::Unreachable, format!("{what}: {last}."))
}

/// An I/O error hides what is in it from [`source`](std::error::Error::source), and there may be several around each other.
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
