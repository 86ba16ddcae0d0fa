//! Rules of the app that need no browser, tested natively too.

pub mod assistance;
pub mod control;
pub mod form;
pub mod ledger;
pub mod progress;
pub mod provider;
pub mod television;
pub mod template;
pub mod tracker;
pub mod tray;
