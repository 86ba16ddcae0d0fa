//! The admins' pages.

mod absent;
mod accounts;
mod addresses;
mod clients;
mod coverage;
mod deliveries;
mod finder;
mod governance;
mod leaving;
mod links;
mod pager;
mod providers;
mod search;
mod services;
mod shown_once;
mod templates;

use leptos::prelude::AnyView;

use crate::pages::staff::{self, Around, Page, Program};
use crate::route;

/// The first part of an address, and what draws what stands there and below.
type Address = (&'static str, fn() -> AnyView);

/// What stands at a part comes before what stands at the whole.
const PAGES: [Address; 11] = [
    (route::PROVIDER_FILES, providers::files_page),
    (route::PROVIDERS, providers::providers_page),
    (route::COVERAGE, coverage::coverage_page),
    (route::DELIVERIES, deliveries::deliveries_page),
    (route::ACCOUNTS, accounts::accounts_page),
    (route::ADDRESSES, addresses::addresses_page),
    (route::CLIENTS, clients::clients_page),
    (route::GOVERNANCE, governance::governance_page),
    (route::SERVICES, services::services_page),
    (route::LINKS, links::links_page),
    (route::TEMPLATES, templates::templates_page),
];

/// Mounts them.
pub fn start() {
    staff::start(Program { page, begin: Around::nothing });
}

fn page(path: &str) -> Option<Page> {
    let found = PAGES.into_iter().find(|(address, _)| route::is_below(path, address));
    found.map(|(name, draw)| Page { name, draw })
}
