//! What messages are sent with: GOV.UK Notify if the operator gave its URL (`--notify-url`), otherwise the embedded service,
//! which has only SMTP; and the templates that are available there.
//!
//! `original` reads the templates of each key from GOV.UK Notify; `templates` finds a template in either place; `check` validates
//! a new notification against its template.

pub(crate) mod can_send;
pub(crate) mod check;
pub(crate) mod documents;
pub(crate) mod templates;

pub(crate) use check::check;
pub(crate) use templates::{Lookup, SendableTemplate, find, list};
