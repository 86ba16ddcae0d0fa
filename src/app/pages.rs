//! The pages of each area, as the route table names them.

use leptos::prelude::*;

use tocsin::pages::account::{MePage, NewPasswordPage, NothingHerePage, OpenCall, SignInPage};
use tocsin::pages::assistance::AssistancePage;
use tocsin::pages::drill::DrillPage;
use tocsin::pages::notifications::{
    NotificationsContext, NotificationsPage, RecordPage, provide_notifications,
};
use tocsin::pages::session_notice::SessionNotice;
use tocsin::pages::staff::accounts::AccountsPage;
use tocsin::pages::staff::addresses::AddressesPage;
use tocsin::pages::staff::clients::ClientsPage;
use tocsin::pages::staff::compose::ComposePage;
use tocsin::pages::staff::control::{ControlRoomPage, Drafts, VehiclesPage, provide_drafts};
use tocsin::pages::staff::coverage::CoveragePage;
use tocsin::pages::staff::deliveries::DeliveriesPage;
use tocsin::pages::staff::device::DevicePage;
use tocsin::pages::staff::escalation::EscalationPage;
use tocsin::pages::staff::governance::GovernancePage;
use tocsin::pages::staff::layout::{NotFoundPage, StaffHome};
use tocsin::pages::staff::links::LinksPage;
use tocsin::pages::staff::messages::SentPage;
use tocsin::pages::staff::providers::{FilesPage, ProvidersPage};
use tocsin::pages::staff::records::RecordPage as StaffRecordPage;
use tocsin::pages::staff::services::ServicesPage;
use tocsin::pages::staff::templates::TemplatesPage;
use tocsin::pages::staff::tray::{Tray, TrayPage, provide_tray};
use tocsin::pages::staff::visits::VisitsPage;
use tocsin::pages::televisions::TelevisionsPage;
use tocsin::root::Root;

/// The resident's pages besides the alarm, in the chunk `account`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountPage {
    SignIn,
    NewPassword,
    Me,
    /// `/assistance` and one request.
    Assistance,
    /// `/notifications` and one notification.
    Notifications,
    Record,
    Televisions,
    Drill,
    /// An address without a page.
    NotFound,
}

impl AccountPage {
    /// Draws the page.
    pub fn draw(self, root: Root) -> AnyView {
        root.provide_once::<NotificationsContext>(provide_notifications);
        let page = match self {
            Self::SignIn => view! { <SignInPage/> }.into_any(),
            Self::NewPassword => view! { <NewPasswordPage/> }.into_any(),
            Self::Me => view! { <MePage/> }.into_any(),
            Self::Assistance => view! { <AssistancePage/> }.into_any(),
            Self::Notifications => view! { <NotificationsPage/> }.into_any(),
            Self::Record => view! { <RecordPage/> }.into_any(),
            Self::Televisions => view! { <TelevisionsPage/> }.into_any(),
            Self::Drill => view! { <DrillPage/> }.into_any(),
            Self::NotFound => view! { <NothingHerePage/> }.into_any(),
        };
        view! { <div class="account"><SessionNotice/><OpenCall/>{page}</div> }.into_any()
    }
}

/// What every member of staff can open, in the chunk `staff`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffPage {
    /// `/staff`: sign-in, and then the first page of the role.
    Home,
    /// An address without a page.
    NotFound,
}

impl StaffPage {
    /// Draws the page.
    pub fn draw(self) -> AnyView {
        match self {
            Self::Home => view! { <StaffHome/> }.into_any(),
            Self::NotFound => view! { <NotFoundPage/> }.into_any(),
        }
    }
}

/// What officers and managers open besides the tray, in the chunk `messages`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessagesPage {
    Compose,
    Messages,
    Record,
    Visits,
    ThisDevice,
}

/// Draws the tray.
pub fn tray(root: Root) -> AnyView {
    root.provide_once::<Tray>(provide_tray);
    view! { <TrayPage/> }.into_any()
}

impl MessagesPage {
    /// Draws the page.
    pub fn draw(self) -> AnyView {
        match self {
            Self::Compose => view! { <ComposePage/> }.into_any(),
            Self::Messages => view! { <SentPage/> }.into_any(),
            Self::Record => view! { <StaffRecordPage/> }.into_any(),
            Self::Visits => view! { <VisitsPage/> }.into_any(),
            Self::ThisDevice => view! { <DevicePage/> }.into_any(),
        }
    }
}

/// The control room, in the chunk `control`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ControlPage {
    /// `/staff/control` and one callout.
    Queue,
    Vehicles,
}

impl ControlPage {
    /// Draws the page.
    pub fn draw(self, root: Root) -> AnyView {
        root.provide_once::<Drafts>(provide_drafts);
        match self {
            Self::Queue => view! { <ControlRoomPage/> }.into_any(),
            Self::Vehicles => view! { <VehiclesPage/> }.into_any(),
        }
    }
}

/// The administration, in the chunk `admin`. Each page names the roles that may open it with `gate`: some are for officers and
/// managers as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdminPage {
    ProviderFiles,
    /// `/staff/providers` and one provider.
    Providers,
    Coverage,
    Deliveries,
    Escalation,
    Accounts,
    Addresses,
    Clients,
    Services,
    Links,
    /// `/staff/templates` and one template.
    Templates,
    Governance,
}

impl AdminPage {
    /// Draws the page.
    pub fn draw(self) -> AnyView {
        match self {
            Self::ProviderFiles => view! { <FilesPage/> }.into_any(),
            Self::Providers => view! { <ProvidersPage/> }.into_any(),
            Self::Coverage => view! { <CoveragePage/> }.into_any(),
            Self::Deliveries => view! { <DeliveriesPage/> }.into_any(),
            Self::Escalation => view! { <EscalationPage/> }.into_any(),
            Self::Accounts => view! { <AccountsPage/> }.into_any(),
            Self::Addresses => view! { <AddressesPage/> }.into_any(),
            Self::Clients => view! { <ClientsPage/> }.into_any(),
            Self::Services => view! { <ServicesPage/> }.into_any(),
            Self::Links => view! { <LinksPage/> }.into_any(),
            Self::Templates => view! { <TemplatesPage/> }.into_any(),
            Self::Governance => view! { <GovernancePage/> }.into_any(),
        }
    }
}
