//! The tables as the code sees them, one file each. The shapes themselves are made in `migration`.
//!
//! Ids of people, sessions and tokens are UUIDs as text; all else counts in integers. Times are milliseconds
//! since 1970, UTC. A new table gets a file here and its creation in a migration.

pub mod assistance_answer;
pub mod assistance_provider;
pub mod assistance_request;
pub mod assistance_try;
pub mod breach;
pub mod callout;
pub mod callout_eta;
pub mod callout_event;
pub mod callout_location;
pub mod client;
pub mod customer;
pub mod delivery;
pub mod delivery_attempt;
pub mod follow_on_link;
pub mod guideline;
pub mod idempotency_key;
pub mod incident_category;
pub mod lease;
pub mod message;
pub mod notification;
pub mod notification_audience;
pub mod notification_history;
pub mod notifier;
pub mod number_phoned;
pub mod password_reset;
pub mod process;
pub mod push_subscription;
pub mod resident;
pub mod responder;
pub mod responder_in_range;
pub mod responder_location;
pub mod service;
pub mod session;
pub mod setting;
pub mod sign_in_try;
pub mod signing_secret;
pub mod site;
pub mod supplier;
pub mod threshold;
pub mod token;
pub mod tray;
pub mod tray_item;
pub mod tv_pairing;
pub mod type_of_emergency;
pub mod user;
