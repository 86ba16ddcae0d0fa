//! Database access for every part of the server: connections, the queue of writers, entities, migrations, and the tools to read
//! and write them. It depends neither on HTTP nor on the product.

pub mod clock;
pub mod connection;
pub mod digest;
pub mod entity;
pub mod error;
pub mod migration;
pub mod notification_search;
pub mod page_size;
pub mod priority;
pub mod response_types;
pub mod seal;
pub mod search;
pub mod settings;
pub mod sql;
pub mod statements;
pub mod store;
