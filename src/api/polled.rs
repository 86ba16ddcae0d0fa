//! Asking for the same thing again: the answer's tag goes with the next question, and an unchanged thing costs a 304.

use wire::lenient::Lenient;
use wire::page::Page;

use super::{ApiError, Request, api_url, get_json, read, send};

/// What came back from asking again.
#[derive(Clone, Debug, PartialEq)]
pub enum Polled<T> {
    /// It changed, or was not known before; the tag, if any, goes with the next question.
    Changed(T, Option<String>),
    /// 304: what is known is still so.
    Unchanged,
}

/// Sends the question with the tag of what is known.
pub(super) async fn poll<T: Lenient>(request: Request, etag: Option<&str>) -> Result<Polled<T>, ApiError> {
    let response = send(request.if_none_match(etag)).await?;
    if response.status == 304 {
        return Ok(Polled::Unchanged);
    }
    Ok(Polled::Changed(read(&response)?, response.etag))
}

/// The most that one page holds.
const PAGE: usize = 200;

/// A whole list, page after page: what people choose from is never cut. `path` has a query.
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
