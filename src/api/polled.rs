//! Asking for the same thing again: the answer's tag goes with the next question, and an unchanged thing costs a 304.

use wire::lenient::Lenient;

use super::{ApiError, Request, read, send};

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
