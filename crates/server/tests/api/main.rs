//! Every route through the router, as each kind of user.

mod bad_bodies;
mod callout_flow;
mod customer;
mod oauth_token;
mod oauth_user;
mod password_resets;
mod session_limits;
mod sessions;
mod support;
mod users;
