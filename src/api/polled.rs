//! Asking for the same thing again: the answer's tag goes with the next question, and an unchanged thing costs a 304.

use gloo_net::http::{RequestBuilder, Response};
use wire::lenient::Lenient;

use super::{ApiError, read, send};

/// What came back from asking again.
#[derive(Clone, Debug, PartialEq)]
pub enum Polled<T> {
    /// It changed, or was not known before; the tag, if any, goes with the next question.
    Changed(T, Option<String>),
    /// 304: what is known is still so.
    Same,
}

/// Sends the question with the tag of what is known.
pub(super) async fn poll<T: Lenient>(
    request: RequestBuilder,
    tag: Option<&str>,
) -> Result<Polled<T>, ApiError> {
    let answer = send(tagged(request, tag), None).await?;
    if answer.status() == 304 {
        return Ok(Polled::Same);
    }
    let tag = tag_of(&answer);
    Ok(Polled::Changed(read(&answer).await?, tag))
}

/// The request with the tag of what is known.
pub(super) fn tagged(request: RequestBuilder, tag: Option<&str>) -> RequestBuilder {
    match tag {
        Some(tag) => request.header("If-None-Match", tag),
        None => request,
    }
}

/// The tag of what came.
pub(super) fn tag_of(answer: &Response) -> Option<String> {
    answer.headers().get("ETag")
}
