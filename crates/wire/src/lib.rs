//! Every request and response of the HTTP contracts, with their parsers and rules.
//!
//! There is no I/O and no framework: server and app share these types, so that each shape and each rule is defined once. Parsing
//! is lenient where the other side may be newer (unknown fields and statuses are kept or skipped), and strict where a request
//! would store invalid data.

pub mod account;
pub mod accuracy;
pub mod assistance;
pub mod callout;
pub mod carrier;
pub mod classification;
pub mod client;
pub mod control;
pub mod coordinate;
pub mod customer;
pub mod delivery;
pub mod document;
pub mod escalation;
pub mod event;
pub mod field_errors;
pub mod fold;
pub mod geo;
pub mod governance;
pub mod id;
pub mod incident;
pub mod invisible;
pub mod label;
pub mod lenient;
pub mod letter;
pub mod link;
pub mod location;
pub mod measure;
pub mod message;
pub mod message_status;
pub mod new_callout;
pub mod notification;
pub mod notify;
pub mod oauth;
pub mod openapi;
pub mod page;
pub mod password;
pub mod plural;
pub mod postal_address;
pub mod postcode;
pub mod preference;
pub mod problem;
pub mod process;
pub mod push;
pub mod record;
pub mod responder;
pub mod sender;
pub mod service;
pub mod session;
pub mod stamp;
pub mod status;
pub mod supplier;
pub mod target_type;
pub mod television;
pub mod tenure;
pub mod time;
pub mod visit;
pub mod web_address;
mod word;
