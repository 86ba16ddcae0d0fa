//! The strong `ETag` of a callout: it changes when, and only when, what the answer shows changed.
//!
//! It has two halves, one over everything but the resident's own location and one over that location, so that a
//! heartbeat can tell whether anything *else* changed since the caller last looked.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};
use wire::callout::Callout;

use crate::error::Error;

/// The tag of one representation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    rest: String,
    location: String,
}

impl Tag {
    /// The tag of this callout as it is shown here.
    pub fn of(callout: &Callout) -> Result<Self, Error> {
        let location = hash(&(&callout.locations, &callout.location))?;
        let rest = Callout { locations: Vec::new(), location: None, ..callout.clone() };
        Ok(Self { rest: hash(&rest)?, location })
    }

    /// As a header.
    pub fn header(&self) -> Result<HeaderValue, Error> {
        HeaderValue::from_str(&format!("\"{}-{}\"", self.rest, self.location)).map_err(Error::internal)
    }

    /// Whether the caller has exactly this.
    pub fn is_known(&self, headers: &HeaderMap) -> bool {
        let own = format!("{}-{}", self.rest, self.location);
        tags(headers).any(|tag| tag == "*" || tag == own)
    }

    /// Whether the caller has this, but for the resident's own location.
    pub fn is_known_but_for_location(&self, headers: &HeaderMap) -> bool {
        tags(headers).any(|tag| tag == "*" || tag.split('-').next() == Some(&self.rest))
    }
}

/// The tags of `If-None-Match`, without quotes; a proxy may have weakened them.
fn tags(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/").trim_matches('"'))
}

/// Any other answer with its strong tag; 304 without a body when the caller has it.
pub fn answer(body: &impl Serialize, headers: &HeaderMap) -> Result<Response, Error> {
    let tag = of_body(body)?;
    let fresh = [(header::ETAG, tag), (header::CACHE_CONTROL, super::PRIVATE)];
    if is_known(&fresh[0].1, headers) {
        return Ok((StatusCode::NOT_MODIFIED, fresh).into_response());
    }
    Ok((fresh, axum::Json(body)).into_response())
}

/// The strong tag of any other answer.
pub fn of_body(body: &impl Serialize) -> Result<HeaderValue, Error> {
    HeaderValue::from_str(&format!("\"{}\"", hash(body)?)).map_err(Error::internal)
}

/// Whether the caller has what this tag stands for.
pub fn is_known(tag: &HeaderValue, headers: &HeaderMap) -> bool {
    let own = tag.to_str().unwrap_or_default().trim_matches('"');
    tags(headers).any(|tag| tag == "*" || tag == own)
}

fn hash(shown: &impl Serialize) -> Result<String, Error> {
    let bytes = serde_json::to_vec(shown).map_err(Error::internal)?;
    Ok(Sha256::digest(bytes).iter().take(12).map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use wire::callout::CalloutLocation;
    use wire::status::CalloutStatus;

    fn asks(tag: &Tag) -> HeaderMap {
        HeaderMap::from_iter([(header::IF_NONE_MATCH, tag.header().unwrap())])
    }

    #[test]
    fn the_same_is_the_same_and_another_status_is_not() {
        let callout = Callout::default();
        let tag = Tag::of(&callout).unwrap();
        assert!(Tag::of(&callout.clone()).unwrap().is_known(&asks(&tag)));
        let sent = Callout { status: CalloutStatus::ResponderDispatched, ..callout };
        let sent = Tag::of(&sent).unwrap();
        assert!(!sent.is_known(&asks(&tag)) && !sent.is_known_but_for_location(&asks(&tag)));
    }

    #[test]
    fn a_location_changes_the_tag_but_is_told_apart() {
        let callout = Callout::default();
        let tag = Tag::of(&callout).unwrap();
        let moved = Callout { location: Some(CalloutLocation::default()), ..callout };
        let moved = Tag::of(&moved).unwrap();
        assert!(!moved.is_known(&asks(&tag)));
        assert!(moved.is_known_but_for_location(&asks(&tag)));
    }

    #[test]
    fn lists_stars_and_weakened_tags_are_read() {
        let tag = Tag::of(&Callout::default()).unwrap();
        let own = tag.header().unwrap();
        let own = own.to_str().unwrap();
        for text in [format!("\"x\", {own}"), format!("W/{own}"), "*".to_owned()] {
            let headers =
                HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_str(&text).unwrap())]);
            assert!(tag.is_known(&headers), "{text}");
        }
        assert!(!tag.is_known(&HeaderMap::new()));
    }
}
