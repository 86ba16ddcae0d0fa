//! The control room: callouts as the controller sees them, and every action on one.

use serde::Serialize;
use wire::control::{ControlCallout, Dispatch, Duty, NewShift, Phoned, Reply, StandDown, Switch};
use wire::id::CalloutId;
use wire::incident::{IncidentCategory, Outcome};
use wire::lenient::Lenient;

use super::{
    ApiError, Polled, Request, Response, api_url, fetch_json, get_json, poll, read, send, send_json,
};

/// The first callouts of a queue, as summaries.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueuePage {
    pub callouts: Vec<ControlCallout>,
    pub total: usize,
    /// Real callouts that nobody has acknowledged.
    pub unacknowledged: usize,
}

/// The most callouts in one response.
const MAX_PAGE: usize = 200;

/// `GET /api/control/callouts?state=`: up to `wanted` callouts: real ones first, then unacknowledged ones, then the
/// newest.
pub async fn list_control_callouts(
    state: &str,
    wanted: usize,
    etag: Option<&str>,
) -> Result<Polled<QueuePage>, ApiError> {
    let path = api_url(&format!("/control/callouts?state={state}&limit={}", wanted.clamp(1, MAX_PAGE)));
    // An ETag belongs to one response; above 200 the list is assembled from several.
    let response = send(Request::get(&path).if_none_match(etag.filter(|_| wanted <= MAX_PAGE))).await?;
    if response.status == 304 {
        return Ok(Polled::Unchanged);
    }
    let count = |name: &str| response.header(name).and_then(|count| count.parse().ok()).unwrap_or_default();
    let mut page = QueuePage {
        callouts: read(&response)?,
        total: count("X-Total-Count"),
        unacknowledged: count("X-Unacknowledged-Count"),
    };
    let mut next = next_page(&response);
    while page.callouts.len() < wanted
        && let Some(path) = next
    {
        let response = send(Request::get(&path)).await?;
        page.callouts.extend(read::<Vec<ControlCallout>>(&response)?);
        next = next_page(&response);
    }
    // A callout that moved between two responses is in both.
    let mut seen = std::collections::HashSet::new();
    page.callouts.retain(|control| seen.insert(control.callout.id));
    Ok(Polled::Changed(page, response.etag))
}

/// The address in `Link: <…>; rel="next"`.
fn next_page(response: &Response) -> Option<String> {
    let link = response.header("Link")?;
    let (path, _) = link.strip_prefix('<')?.split_once('>')?;
    Some(path.to_owned())
}

/// `POST /api/control/duty`: starts a shift.
pub async fn start_shift(new: &NewShift) -> Result<Duty, ApiError> {
    send_json(Request::post(&api_url("/control/duty")), new).await
}

/// `DELETE /api/control/duty`: ends it.
pub async fn end_shift() -> Result<(), ApiError> {
    send(Request::delete(&api_url("/control/duty"))).await.map(drop)
}

/// `GET /api/control/callouts/{id}` with route and events.
pub async fn get_control_callout(
    id: CalloutId,
    etag: Option<&str>,
) -> Result<Polled<ControlCallout>, ApiError> {
    poll(Request::get(&api_url(&format!("/control/callouts/{id}"))), etag).await
}

/// `GET /api/control/incident-categories`.
pub async fn list_incident_categories() -> Result<Vec<IncidentCategory>, ApiError> {
    get_json(&api_url("/control/incident-categories")).await
}

/// `POST …/acknowledge`.
pub async fn acknowledge_callout(id: CalloutId) -> Result<ControlCallout, ApiError> {
    act(id, "acknowledge").await
}

/// `POST …/own`.
pub async fn own_callout(id: CalloutId) -> Result<ControlCallout, ApiError> {
    act(id, "own").await
}

/// `POST …/verify`.
pub async fn verify_callout(id: CalloutId) -> Result<ControlCallout, ApiError> {
    act(id, "verify").await
}

/// `POST …/arrive`.
pub async fn arrive_callout(id: CalloutId) -> Result<ControlCallout, ApiError> {
    act(id, "arrive").await
}

/// `POST …/cancel-response`.
pub async fn cancel_response(id: CalloutId) -> Result<ControlCallout, ApiError> {
    act(id, "cancel-response").await
}

/// `POST …/dispatch`: a responder, or a supplier by hand.
pub async fn dispatch_callout(id: CalloutId, to: &Dispatch) -> Result<ControlCallout, ApiError> {
    act_with(id, "dispatch", to).await
}

/// `POST …/complete`.
pub async fn complete_callout(id: CalloutId, outcome: &Outcome) -> Result<ControlCallout, ApiError> {
    act_with(id, "complete", outcome).await
}

/// `POST …/close`.
pub async fn close_callout(id: CalloutId, outcome: &Outcome) -> Result<ControlCallout, ApiError> {
    act_with(id, "close", outcome).await
}

/// `POST …/reply`: a message to the resident.
pub async fn reply_callout(id: CalloutId, reply: &Reply) -> Result<ControlCallout, ApiError> {
    act_with(id, "reply", reply).await
}

/// `POST …/phoned`: an attempt to reach the resident.
pub async fn phone_callout(id: CalloutId, phoned: &Phoned) -> Result<ControlCallout, ApiError> {
    act_with(id, "phoned", phoned).await
}

/// `POST …/stand-down`: ends the response after a soft cancel.
pub async fn stand_down_callout(id: CalloutId, stand_down: &StandDown) -> Result<ControlCallout, ApiError> {
    act_with(id, "stand-down", stand_down).await
}

/// `POST …/automatic`: switches the simulator's automatic steps on or off.
pub async fn switch_automatic(id: CalloutId, switch: Switch) -> Result<ControlCallout, ApiError> {
    act_with(id, "automatic", &switch).await
}

async fn act<T: Lenient>(id: CalloutId, verb: &str) -> Result<T, ApiError> {
    fetch_json(Request::post(&api_url(&format!("/control/callouts/{id}/{verb}")))).await
}

async fn act_with<T: Lenient>(id: CalloutId, verb: &str, body: &impl Serialize) -> Result<T, ApiError> {
    send_json(Request::post(&api_url(&format!("/control/callouts/{id}/{verb}"))), body).await
}
