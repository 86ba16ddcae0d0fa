//! Every page of a resident or supporter beside the alarm: signing in, their details, assistance, notifications, televisions,
//! the drill.

mod assistance;
mod drill;
mod me;
mod new_password;
mod nothing_here;
mod notifications;
mod record;
mod sign_in;
mod sign_out;
mod supporter;
mod televisions;
mod way_back;

use leptos::prelude::*;

use crate::components::notice;
use crate::device::shell;
use crate::pages::standing::StandingNotice;
use crate::root::Root;
use crate::route;
use crate::ui::{Glyph, Tone};
use crate::words::account;
use drill::DrillPage;
use me::MePage;
use new_password::NewPasswordPage;
use nothing_here::NothingHerePage;
use notifications::News;
use sign_in::SignInPage;

/// A page of this area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountPage {
    /// `/sign-in`.
    SignIn,
    /// `/new-password`.
    NewPassword,
    /// `/me`.
    Me,
    /// `/assistance` and one request.
    Assistance,
    /// `/notifications` and one notification.
    Notifications,
    /// `/records/{kind}/{id}`.
    Record,
    /// `/televisions`.
    Televisions,
    /// `/drill`.
    Drill,
    /// An address without a page.
    NotFound,
}

impl AccountPage {
    /// Draws the page.
    pub fn draw(self, root: Root) -> AnyView {
        root.provide_once::<News>(notifications::provide_news);
        let page = match self {
            Self::SignIn => view! { <SignInPage/> }.into_any(),
            Self::NewPassword => view! { <NewPasswordPage/> }.into_any(),
            Self::Me => view! { <MePage/> }.into_any(),
            Self::Assistance => view! { <assistance::AssistancePage/> }.into_any(),
            Self::Notifications => view! { <notifications::NotificationsPage/> }.into_any(),
            Self::Record => record::record_page(),
            Self::Televisions => view! { <televisions::TelevisionsPage/> }.into_any(),
            Self::Drill => view! { <DrillPage/> }.into_any(),
            Self::NotFound => view! { <NothingHerePage/> }.into_any(),
        };
        view! { <div class="account"><StandingNotice/>{open_call()}{page}</div> }.into_any()
    }
}

/// The way back to an open call, on every page beside it.
fn open_call() -> Option<AnyView> {
    shell::received_press()?;
    let words = account();
    let way = Some((words.open_call_back, route::HOME));
    Some(notice(Tone::Waiting, Glyph::Clock, [words.open_call.to_owned()], way))
}
