//! The strong `ETag` of a callout: it changes if and only if the response changes.
//!
//! It has two halves: one over everything except the resident's own location, and one over that location. So a location report
//! can tell whether anything *else* has changed since the caller's last poll.

use axum::http::{HeaderMap, HeaderValue};
use wire::callout::Callout;

use web::error::Error;
use web::etag::{hash, tags};

/// The ETag of one representation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalloutEtag {
    rest: String,
    location: String,
}

impl CalloutEtag {
    /// The ETag of this callout in this representation.
    pub fn of(callout: &Callout) -> Result<Self, Error> {
        let location = hash(&(&callout.locations, &callout.location))?;
        let rest = Callout { locations: Vec::new(), location: None, ..callout.clone() };
        Ok(Self { rest: hash(&rest)?, location })
    }

    /// The value of the header.
    pub fn header(&self) -> Result<HeaderValue, Error> {
        HeaderValue::from_str(&format!("\"{}-{}\"", self.rest, self.location)).map_err(Error::internal)
    }

    /// Whether the caller has exactly this version.
    pub fn is_known(&self, headers: &HeaderMap) -> bool {
        let own = format!("{}-{}", self.rest, self.location);
        tags(headers).any(|etag| etag == "*" || etag == own)
    }

    /// Whether the caller has this version except for the resident's own location.
    pub fn is_known_but_for_location(&self, headers: &HeaderMap) -> bool {
        tags(headers).any(|etag| etag == "*" || etag.split('-').next() == Some(&self.rest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;
    use wire::callout::CalloutLocation;
    use wire::status::CalloutStatus;

    fn asks(etag: &CalloutEtag) -> HeaderMap {
        HeaderMap::from_iter([(header::IF_NONE_MATCH, etag.header().unwrap())])
    }

    #[test]
    fn the_same_is_the_same_and_another_status_is_not() {
        let callout = Callout::default();
        let etag = CalloutEtag::of(&callout).unwrap();
        assert!(CalloutEtag::of(&callout.clone()).unwrap().is_known(&asks(&etag)));
        let sent = Callout { status: CalloutStatus::ResponderDispatched, ..callout };
        let sent = CalloutEtag::of(&sent).unwrap();
        assert!(!sent.is_known(&asks(&etag)) && !sent.is_known_but_for_location(&asks(&etag)));
    }

    #[test]
    fn a_location_changes_the_tag_but_is_told_apart() {
        let callout = Callout::default();
        let etag = CalloutEtag::of(&callout).unwrap();
        let moved = Callout { location: Some(CalloutLocation::default()), ..callout };
        let moved = CalloutEtag::of(&moved).unwrap();
        assert!(!moved.is_known(&asks(&etag)));
        assert!(moved.is_known_but_for_location(&asks(&etag)));
    }

    #[test]
    fn lists_stars_and_weakened_tags_are_read() {
        let etag = CalloutEtag::of(&Callout::default()).unwrap();
        let own = etag.header().unwrap();
        let own = own.to_str().unwrap();
        for text in [format!("\"x\", {own}"), format!("W/{own}"), "*".to_owned()] {
            let headers =
                HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_str(&text).unwrap())]);
            assert!(etag.is_known(&headers), "{text}");
        }
        assert!(!etag.is_known(&HeaderMap::new()));
    }
}
