//! `/api/tv/pairings`: a television shows a short code; the resident, or an admin for them, enters it, and the television is
//! signed in as that resident's for as long as nobody strikes it.
//!
//! The television's secret comes as a cookie before it is paired and stays its session's afterwards, so that an answer that
//! is lost in a power cut can be asked for again.

pub(crate) mod qr;

/// What tells the session of a television from a browser's.
pub(crate) const KIND: &str = "television";
