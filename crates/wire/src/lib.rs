//! Every request and answer of the HTTP contracts, with the parsers and rules that go with them.
//!
//! No I/O and no framework: the server and the app both speak through these types, so that a shape or a rule stands
//! in one place. Parsing is lenient where a peer may be newer than we are (unknown fields and statuses are kept or
//! skipped) and strict where a request would store nonsense.

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
pub mod oauth;
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
