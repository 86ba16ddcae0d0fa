//! Polling: the ETag is sent with the next request, and an unchanged resource costs a 304.

use wire::lenient::Lenient;
use wire::page::Page;

use super::{ApiError, Request, api_url, get_json, read, send};

/// The result of polling.
#[derive(Clone, Debug, PartialEq)]
pub enum Polled<T> {
    /// It changed, or was not known before; the ETag, if any, goes with the next request.
    Changed(T, Option<String>),
    /// 304: it has not changed.
    Unchanged,
}

/// Sends the request with the known ETag.
pub(super) async fn poll<T: Lenient>(request: Request, etag: Option<&str>) -> Result<Polled<T>, ApiError> {
    let response = send(request.if_none_match(etag)).await?;
    if response.status == 304 {
        return Ok(Polled::Unchanged);
    }
    Ok(Polled::Changed(read(&response)?, response.etag))
}

/// The largest page size.
const PAGE: usize = 200;

/// Fetches all pages of a list, for choices that must be complete. `path` has a query.
pub(super) async fn every_page<T: Lenient>(path: &str) -> Result<Vec<T>, ApiError> {
    let mut all = Vec::new();
    for number in 1.. {
        let page: Page<T> = get_json(&api_url(&format!("{path}&page={number}&page_size={PAGE}"))).await?;
        let is_last = page.next.is_none() || page.results.is_empty();
        all.extend(page.results);
        if is_last {
            break;
        }
    }
    Ok(all)
}
