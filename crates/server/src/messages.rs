//! The outbox of e-mails, texts and letters. Messages are queued here in the transaction of their cause. A worker sends them
//! through GOV.UK Notify or the embedded service, and updates their status.
//!
//! ```ignore
//! messages::throttle(&transaction, &state, &message).await?; // 429, before anything is stored
//! let id = messages::enqueue(&transaction, &state, message).await?;
//! ```

pub(crate) mod changed;
pub(crate) mod codes;
pub(crate) mod erase;
pub(crate) mod new;
pub(crate) mod of_notification;
pub(crate) mod request;
pub(crate) mod stuck;
pub(crate) mod throttle;
pub(crate) mod worker;

pub use codes::{code_reference, erase_codes};
pub use erase::erase_messages_of;
pub use new::{Content, NewMessage, Recipient, enqueue};
pub use stuck::{OutboxBacklog, stuck, watch_outbox};
pub use throttle::throttle;
pub(crate) use worker::server_key;
pub use worker::{client, run, send_due};
