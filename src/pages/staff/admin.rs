//! Parts that the pages of the administration share: a search, pages of a list, a finder, unsaved changes.

pub mod absent;
pub mod finder;
pub mod leaving;
pub mod pager;
pub mod search;
pub mod shown_once;
