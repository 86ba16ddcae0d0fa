//! Every route through the router, as each kind of user.

mod app_files;
mod bad_bodies;
mod callout_flow;
mod command_line;
mod customer;
mod oauth_token;
mod oauth_user;
mod password_resets;
mod session_limits;
mod sessions;
mod support;
mod users;
