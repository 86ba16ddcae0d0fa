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

/// A page of this area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminPage {
    /// `/staff/providers/files`.
    ProviderFiles,
    /// `/staff/providers` and one provider.
    Providers,
    /// `/staff/coverage`.
    Coverage,
    /// `/staff/deliveries`.
    Deliveries,
    /// `/staff/accounts`.
    Accounts,
    /// `/staff/addresses`.
    Addresses,
    /// `/staff/clients`.
    Clients,
    /// `/staff/services`.
    Services,
    /// `/staff/links`.
    Links,
    /// `/staff/templates` and one template.
    Templates,
    /// `/staff/governance`.
    Governance,
}

impl AdminPage {
    /// Draws the page.
    pub fn draw(self) -> AnyView {
        match self {
            Self::ProviderFiles => providers::files_page(),
            Self::Providers => providers::providers_page(),
            Self::Coverage => coverage::coverage_page(),
            Self::Deliveries => deliveries::deliveries_page(),
            Self::Accounts => accounts::accounts_page(),
            Self::Addresses => addresses::addresses_page(),
            Self::Clients => clients::clients_page(),
            Self::Services => services::services_page(),
            Self::Links => links::links_page(),
            Self::Templates => templates::templates_page(),
            Self::Governance => governance::governance_page(),
        }
    }
}
