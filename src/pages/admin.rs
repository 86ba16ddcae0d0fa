//! The admins' pages.

use crate::pages::staff::{self, Around, Page, Program};

/// Mounts them.
pub fn start() {
    staff::start(Program { page, begin: Around::nothing });
}

fn page(_path: &str) -> Option<Page> {
    None
}
