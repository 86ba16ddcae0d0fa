//! The resident's callouts. There is no `create_callout` here but for a drill's test: pressing on a phone is the shell's alone
//! (`public/shell/`), so that exactly one writer sends an alarm.

use wire::callout::Callout;
use wire::id::CalloutId;
use wire::lenient;
use wire::location::{LocationAnswer, LocationReport};
use wire::message::NewComment;
use wire::new_callout::NewCallout;

use super::{ApiError, Request, Response, api_url, get_json, read, send, send_json};

/// The parts of a callout that are only sent when asked for.
const ROUTE_AND_EVENTS: &str = "shouldIncludeRoute=true&shouldIncludeEvents=true";

/// What came back from asking again: the callout with its tag, or nothing new.
#[derive(Clone, Debug, PartialEq)]
pub enum PolledCallout {
    /// It changed; the tag goes with the next question.
    Changed {
        /// The callout.
        callout: Box<Callout>,
        /// Its tag.
        etag: Option<String>,
        /// The answer that it stood in, which [`read_saved_callout`] understands.
        text: String,
    },
    /// 304, or an answer without the callout.
    Unchanged,
}

/// `GET /api/callouts?active=true`: the caller's open ones, dismissed ones too.
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

/// `POST /api/callouts/{id}/location?return=callout`: the heartbeat, whose answer is the poll.
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

/// The callout of an answer that was kept.
pub fn read_saved_callout(text: &str) -> Option<Box<Callout>> {
    let LocationAnswer { callout, .. } = lenient::from_str(text)?;
    callout.or_else(|| lenient::from_str(text))
}

/// `POST /api/callouts` of a drill: the same way as an alarm's, marked as a test. `key` is a fresh one.
pub async fn create_test_callout(test: &NewCallout, key: &str) -> Result<Callout, ApiError> {
    let request = Request::post(&api_url("/callouts")).header("Idempotency-Key", key);
    send_json(request, test).await
}

/// `POST /api/callouts/{id}/dismiss`: "I am safe now". The response goes on until a controller has spoken to the person.
pub async fn dismiss_callout(id: CalloutId) -> Result<(), ApiError> {
    send(Request::post(&api_url(&format!("/callouts/{id}/dismiss")))).await.map(drop)
}

/// `POST /api/callouts/{id}/comments`: a message to the control room.
pub async fn create_comment(id: CalloutId, comment: &NewComment) -> Result<(), ApiError> {
    send(Request::post(&api_url(&format!("/callouts/{id}/comments"))).json(comment)).await.map(drop)
}
