//! Every route through the router, as each kind of user.

mod sessions;
mod support;
