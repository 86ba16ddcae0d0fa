//! `/api/tv/pairings`: a television shows a short code; the resident, or an admin for them, enters it, and the television is
//! signed in as that resident until it is revoked.
//!
//! The television receives its secret as a cookie before it is paired. The same secret becomes its session's, so that a response
//! lost in a power cut can be requested again.

pub(crate) mod qr;

/// The `kind` of a television's session.
pub(crate) const KIND: &str = "television";
