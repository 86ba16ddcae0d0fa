//! A resident's callouts. Only the shell (`public/shell/`) sends a press from a phone, so that exactly one writer
//! sends an alarm; this module creates callouts for drills only.

use wire::callout::Callout;
use wire::id::CalloutId;
use wire::lenient;
use wire::location::{LocationAnswer, LocationReport};
use wire::message::NewComment;
use wire::new_callout::NewCallout;

use super::{ApiError, Request, Response, api_url, get_json, read, send, send_json};

/// The query for the optional parts of a callout.
const ROUTE_AND_EVENTS: &str = "shouldIncludeRoute=true&shouldIncludeEvents=true";

/// The result of polling a callout.
#[derive(Clone, Debug, PartialEq)]
pub enum PolledCallout {
    /// It changed; send the ETag with the next request.
    Changed {
        callout: Box<Callout>,
        etag: Option<String>,
        /// The response body, as [`read_saved_callout`] parses it.
        text: String,
    },
    /// 304, or a response without the callout.
    Unchanged,
}

/// `GET /api/callouts?active=true`: the caller's open callouts, including dismissed ones.
pub async fn list_active_callouts() -> Result<Vec<Callout>, ApiError> {
    get_json(&api_url("/callouts?active=true")).await
}

/// `GET /api/callouts/{id}` with route and events.
pub async fn get_callout(id: CalloutId, etag: Option<&str>) -> Result<PolledCallout, ApiError> {
    let request = Request::get(&api_url(&format!("/callouts/{id}?{ROUTE_AND_EVENTS}"))).if_none_match(etag);
    let response = send(request).await?;
    if response.status == 304 {
        return Ok(PolledCallout::Unchanged);
    }
    Ok(PolledCallout::Changed { callout: read(&response)?, etag: response.etag, text: response.text })
}

/// `POST /api/callouts/{id}/location?return=callout`: the heartbeat; its response is the poll.
pub async fn create_location(
    id: CalloutId,
    report: &LocationReport,
    etag: Option<&str>,
) -> Result<PolledCallout, ApiError> {
    let path = api_url(&format!("/callouts/{id}/location?return=callout&{ROUTE_AND_EVENTS}"));
    let response = send(Request::post(&path).if_none_match(etag).json(report)).await?;
    let body: LocationAnswer = read(&response)?;
    let Response { etag, text, .. } = response;
    Ok(body.callout.map_or(PolledCallout::Unchanged, |callout| PolledCallout::Changed {
        callout,
        etag,
        text,
    }))
}

/// Parses a stored response body.
pub fn read_saved_callout(text: &str) -> Option<Box<Callout>> {
    let LocationAnswer { callout, .. } = lenient::from_str(text)?;
    callout.or_else(|| lenient::from_str(text))
}

/// `POST /api/callouts` for a drill: sent like an alarm, and marked as a test. `key` is the idempotency key.
pub async fn create_test_callout(test: &NewCallout, key: &str) -> Result<Callout, ApiError> {
    let request = Request::post(&api_url("/callouts")).header("Idempotency-Key", key);
    send_json(request, test).await
}

/// `POST /api/callouts/{id}/dismiss`: "I am safe now". The response continues until a controller has spoken to the
/// resident.
pub async fn dismiss_callout(id: CalloutId) -> Result<(), ApiError> {
    send(Request::post(&api_url(&format!("/callouts/{id}/dismiss")))).await.map(drop)
}

/// `POST /api/callouts/{id}/comments`: a message to the control room.
pub async fn create_comment(id: CalloutId, comment: &NewComment) -> Result<(), ApiError> {
    send(Request::post(&api_url(&format!("/callouts/{id}/comments"))).json(comment)).await.map(drop)
}
