//! `/api/templates`: templates of e-mails, texts and letters. Staff read and preview them, admins edit them. Each change is a new
//! version, and sent messages refer to the version that they were made from.

pub(crate) mod put;
