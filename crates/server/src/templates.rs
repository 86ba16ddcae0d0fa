//! `/api/templates`: what e-mails, texts and letters say. Staff read and try them, admins write them. Nothing is overwritten:
//! each change is a new version, and what was sent names the version it was made from.

pub(crate) mod put;
