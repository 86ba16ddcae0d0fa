//! The admins' pages.

mod services;

use leptos::prelude::AnyView;

use crate::pages::staff::{self, Around, Page, Program};
use crate::route;

/// The first part of an address, and what draws what stands there and below.
type Address = (&'static str, fn() -> AnyView);

const PAGES: [Address; 1] = [(route::SERVICES, services::services_page)];

/// Mounts them.
pub fn start() {
    staff::start(Program { page, begin: Around::nothing });
}

fn page(path: &str) -> Option<Page> {
    let found = PAGES.into_iter().find(|(address, _)| route::is_below(path, address));
    found.map(|(name, draw)| Page { name, draw })
}
