//! Parts that the pages of the administration share: a search, pages of a list, a finder, unsaved changes.

pub mod fetch_once;
pub mod finder;
pub mod leave_guard;
pub mod pager;
pub mod search;
pub mod secret_text;
