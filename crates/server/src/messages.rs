//! The outbox of e-mails, texts and letters. Whoever wants something sent puts it here, in the transaction of what causes
//! it; a worker carries it to the sender and brings the status back.
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
pub use stuck::{Stuck, stuck, watch_outbox};
pub use throttle::throttle;
pub(crate) use worker::server_key;
pub use worker::{client, run, send_due};
