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
    Same,
}

/// Sends the question with the tag of what is known.
pub(super) async fn poll<T: Lenient>(request: Request, tag: Option<&str>) -> Result<Polled<T>, ApiError> {
    let answer = send(request.tagged(tag)).await?;
    if answer.status == 304 {
        return Ok(Polled::Same);
    }
    Ok(Polled::Changed(read(&answer)?, answer.tag))
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
