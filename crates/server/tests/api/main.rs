//! Every route through the router, as each kind of user.
#![expect(clippy::unwrap_used, reason = "clippy takes only functions marked as tests for tests")]

mod app_files;
mod assistance_answer;
mod assistance_places;
mod assistance_request;
mod bad_bodies;
mod callout_bad_bodies;
mod callout_flow;
mod callout_messages;
mod change_provider;
mod command_line;
mod control_callouts;
mod create_callout;
mod create_location;
mod create_provider;
mod customer;
mod dispatch;
mod escalation;
mod get_callout;
mod invitations;
mod list_providers;
mod oauth_token;
mod oauth_user;
mod password_resets;
mod raise_notification;
mod responders;
mod retention;
mod session_limits;
mod sessions;
mod simulator;
mod support;
mod tv_pairings;
mod users;
