//! All texts that a person reads, in typed tables: a missing one does not compile, and a translation is another
//! table.
//!
//! Texts are written as a good neighbour would speak: short, present tense, what happened, what happens next, what
//! you can do.

mod account;
mod accounts;
mod addresses;
mod assistance;
mod callout;
mod carriers;
mod clients;
mod compose;
mod coverage;
mod deliveries;
mod device;
mod drill;
mod errors;
mod escalation;
mod governance;
mod home;
mod lazy;
mod links;
mod new_password;
mod notifications;
mod preferences;
pub mod press;
mod providers;
mod queue;
mod sent;
mod services;
mod staff;
mod standing;
mod table;
mod television;
mod templates;
mod tracker;
mod tray;
mod vehicles;
mod visits;

pub use account::{Account, account};
pub use accounts::accounts;
pub use addresses::addresses;
pub use assistance::{answering, assistance, supporter, television_name, televisions};
pub use callout::{callout, dispatch, messages, outcome, person, phoned, steps, timeline};
pub use carriers::carriers;
pub use clients::clients;
pub use compose::{compose, messages_sent, record};
pub use coverage::coverage;
pub use deliveries::deliveries;
pub use device::device;
pub use drill::{checks, drill};
pub use errors::Errors;
pub use escalation::escalation;
pub use governance::{governance, guidelines, processes};
pub use home::home;
pub use lazy::lazy;
pub use links::links;
pub use new_password::new_password;
pub use notifications::{notifications, own_record, reply, visit};
pub use preferences::preferences;
pub use press::{PRESS, Press};
pub use providers::{files, provider_form, providers, secrets, trial};
pub use queue::{queue, status};
pub use sent::sent;
pub use services::services;
pub use staff::{alarm, not_allowed, sign_in, staff, watch};
pub use standing::standing;
pub use table::fill;
pub use television::television;
pub use templates::templates;
pub use tracker::{Tracking, crew};
pub use tray::{bulk, decide, history, item, keys, seen, tray, undo};
pub use vehicles::{map, vehicles};
pub use visits::{cautions, everybody, visits};
pub use wire::plural::{counted, form};

#[cfg(test)]
mod walk;

/// The tables of the resident's alarm page.
pub struct Common {
    /// What went wrong, and what to do.
    pub errors: Errors,
    /// While help is on the way.
    pub tracking: Tracking,
}

static ENGLISH: Common = Common { errors: errors::ENGLISH, tracking: tracker::ENGLISH };

/// The words of the reader's language. English is the only one compiled in.
pub fn common() -> &'static Common {
    &ENGLISH
}
