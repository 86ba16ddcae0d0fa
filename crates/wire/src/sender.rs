//! GOV.UK Notify's rules for addresses, numbers and templates, used by the embedded API and by the app's preview.

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
