//! Authentication and authorisation: the caller, and what they may do.

pub mod account;
pub(crate) mod author;
pub mod caller;
pub mod control_scope;
pub(crate) mod credential;
pub mod password;
pub(crate) mod password_reset;
pub(crate) mod revoke;
pub(crate) mod rights;
pub(crate) mod sandbox;
pub(crate) mod scopes;
pub(crate) mod service_key;
pub mod session;
pub(crate) mod staff;
pub mod token;
pub(crate) mod tray;
