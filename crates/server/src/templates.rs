//! `/api/templates`: what e-mails, texts and letters say. Staff read and try them, admins write them. Nothing is overwritten:
//! each change is a new version, and what was sent names the version it was made from.

pub(crate) mod put;

pub(crate) use crate::routes::templates::read::check_staff;
pub(crate) use crate::templates::put::NewTemplate;
pub(crate) use crate::templates::put::put_template;
