//! The staff's pages. Shared parts are in `layout`; those of the administration's lists and forms in `admin`.

pub mod accounts;
pub mod addresses;
pub mod admin;
pub mod clients;
pub mod compose;
pub mod control;
pub mod coverage;
pub mod deliveries;
pub mod device;
pub mod escalation;
pub mod governance;
pub mod layout;
pub mod links;
pub mod messages;
pub mod providers;
pub mod records;
pub mod services;
pub mod templates;
pub mod tray;
pub mod visits;

pub use layout::{
    CarrierNotice, FailureNotice, FormState, Load, PageTitle, STAFF_ROLES, SignInForm, gate, poll_notice,
    task_notice, use_alert_preferences, use_carriers, use_page_title, watch,
};
