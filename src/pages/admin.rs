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

use leptos::prelude::*;

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
            Self::ProviderFiles => view! { <providers::FilesPage/> }.into_any(),
            Self::Providers => view! { <providers::ProvidersPage/> }.into_any(),
            Self::Coverage => view! { <coverage::CoveragePage/> }.into_any(),
            Self::Deliveries => view! { <deliveries::DeliveriesPage/> }.into_any(),
            Self::Accounts => view! { <accounts::AccountsPage/> }.into_any(),
            Self::Addresses => view! { <addresses::AddressesPage/> }.into_any(),
            Self::Clients => view! { <clients::ClientsPage/> }.into_any(),
            Self::Services => view! { <services::ServicesPage/> }.into_any(),
            Self::Links => view! { <links::LinksPage/> }.into_any(),
            Self::Templates => view! { <templates::TemplatesPage/> }.into_any(),
            Self::Governance => view! { <governance::GovernancePage/> }.into_any(),
        }
    }
}
