//! Every page of the resident but the alarm's: signing in, choosing a password, their own details, asking for assistance and
//! answering, what they are told, their televisions, the drill. It is a program
//! of its own, which the shell loads when one of these pages is gone to. The alarm's program is a fifth lighter without them,
//! and signing in works also when that one does not.

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

use wire::lenient;

use crate::components::notice;
use crate::device::{address, shell};
use crate::frame;
use crate::pages::standing::standing_notice;
use crate::reactive::{effect, memo};
use crate::route;
use crate::session::provide_session;
use crate::ui::{Glyph, Tone};
use crate::words::account;
use drill::DrillPage;
use me::MePage;
use new_password::NewPasswordPage;
use nothing_here::NothingHerePage;
use sign_in::SignInPage;

/// Mounts the pages beside the alarm's.
pub fn start() {
    frame::mount("account", || view! { <App/> });
}

#[component]
fn App() -> impl IntoView {
    let session = provide_session();
    frame::work(async move {
        if let Some(known) = shell::session().await.and_then(|answer| lenient::from_str(&answer)) {
            session.set(known);
        }
    });
    let here = address::provide_here();
    let path = memo(move || here.path());
    address::listen(|to| shell::went_to(&to));
    let at_notifications = memo(move || route::is_below(&path.read(), route::NOTIFICATIONS));
    notifications::provide_news(at_notifications.into());
    effect(move || mark_link(at_notifications.get()));
    let page = move || match path.read().as_str() {
        route::SIGN_IN => view! { <SignInPage/> }.into_any(),
        route::NEW_PASSWORD => view! { <NewPasswordPage/> }.into_any(),
        route::ME => view! { <MePage/> }.into_any(),
        route::DRILL => view! { <DrillPage/> }.into_any(),
        route::TELEVISIONS => televisions::televisions_page(),
        route::HOME => ().into_any(),
        path if route::is_below(path, route::NOTIFICATIONS) => notifications::notifications_page(path),
        path if route::is_below(path, route::OWN_RECORDS) => record::record_page(path),
        path if route::is_below(path, route::ASSISTANCE) => assistance::assistance_page(path.to_owned()),
        _ => view! { <NothingHerePage/> }.into_any(),
    };
    view! { {standing_notice()} {move || (*path.read() != route::HOME).then(open_call)} {page} }
}

/// The way back to an open call, on every page beside it.
fn open_call() -> Option<AnyView> {
    shell::received_press()?;
    let words = account();
    let way = Some((words.open_call_back, route::HOME));
    Some(notice(Tone::Waiting, Glyph::Clock, [words.open_call.to_owned()], way))
}

/// Says in the bar that this is where one is.
fn mark_link(is_here: bool) {
    if let Some(link) = frame::element("frame-news") {
        let _ = match is_here {
            true => link.set_attribute("aria-current", "page"),
            false => link.remove_attribute("aria-current"),
        };
    }
}
