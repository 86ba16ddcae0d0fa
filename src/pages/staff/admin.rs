//! Parts that the administration's pages share: search, pages of a list, finder, unsaved changes.

pub mod fetch_once;
pub mod finder;
pub mod leave_guard;
pub mod pager;
pub mod search;
pub mod secret_text;
