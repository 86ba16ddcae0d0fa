//! Every route through the router, as each kind of user.

mod customer;
mod sessions;
mod support;
