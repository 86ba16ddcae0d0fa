//! Governance: guidelines for services, and how long processes may be idle.

use wire::governance::{Governance, Guidelines};
use wire::process::{NewThreshold, Process, Threshold};

use super::{ApiError, Polled, Request, api_url, poll, send_json};

/// `GET /api/governance`: the guidelines, and how each service complies.
pub async fn get_governance(etag: Option<&str>) -> Result<Polled<Governance>, ApiError> {
    poll(Request::get(&api_url("/governance")), etag).await
}

/// `PUT /api/governance`: replaces all guidelines.
pub async fn update_governance(guidelines: &Guidelines) -> Result<Governance, ApiError> {
    send_json(Request::put(&api_url("/governance")), guidelines).await
}

/// `GET /api/processes`, the longest idle first; `stale` lists only those over their threshold.
pub async fn list_processes(stale: bool, etag: Option<&str>) -> Result<Polled<Vec<Process>>, ApiError> {
    poll(Request::get(&api_url(&format!("/processes?stale={stale}"))), etag).await
}

/// `GET /api/thresholds`: after how many days each kind counts as stale.
pub async fn list_thresholds(etag: Option<&str>) -> Result<Polled<Vec<Threshold>>, ApiError> {
    poll(Request::get(&api_url("/thresholds")), etag).await
}

/// `PUT /api/thresholds/{kind}`; 0 days restore the default.
pub async fn update_threshold(kind: &str, new: NewThreshold) -> Result<Threshold, ApiError> {
    let kind = String::from(js_sys::encode_uri_component(kind));
    send_json(Request::put(&api_url(&format!("/thresholds/{kind}"))), &new).await
}
