//! Notifications: what officers, residents and the control room have to know or decide, and who did what with it.
//!
//! Whatever happens elsewhere in the product puts its notification down in its own transaction:
//!
//! ```ignore
//! let audience = vec![Audience::Patch(site_id), Audience::ControlRoom];
//! let raise = Raise::new(customer_id, TargetType::CalloutRaised, id.to_string(), "Rose asks for help.", audience);
//! notifications::raise(&*transaction, &state, raise).await?;
//! ```

#![allow(dead_code, reason = "the routes that use the rest follow")]

mod audience;
pub mod history;
mod raise;
mod search;
mod tray;

pub use audience::Audience;
pub use raise::{Raise, raise};
pub use tray::{join, unread};
