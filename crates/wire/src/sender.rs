//! What the sender knows of addresses, numbers and templates: the rules of GOV.UK Notify's API, which the embedded sender
//! keeps and the app's preview needs as well.

pub mod address;
pub mod email;
pub mod gsm;
pub mod markup;
pub mod normal;
pub mod phone;
pub mod placeholder;
pub mod template;
pub mod typeface;
pub mod words;
