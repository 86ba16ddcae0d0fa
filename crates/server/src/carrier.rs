//! What carries e-mails, texts and letters from here: GOV.UK Notify where the operator gave its address (`--notify-url`), else
//! the embedded service, which has only SMTP; and what can be sent through it.
//!
//! `original` reads the templates of each key at GOV.UK Notify; `templates` finds one, wherever it is kept; `check` lets it
//! decide on a new notification.

pub(crate) mod carries;
pub(crate) mod check;
pub(crate) mod documents;
pub(crate) mod templates;

pub(crate) use check::check;
pub(crate) use templates::{Lookup, Sendable, find, list};
