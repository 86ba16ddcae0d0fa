//! The resident's pages, and what runs behind all of them. No router, no Suspense, no stores: one signal of the path and one
//! of a status enum, set from `spawn_local`, keep the first load small.

mod follower;
mod home;
mod map_place;
mod tracking;
mod whereabouts;

use leptos::prelude::*;

use wire::lenient;

use crate::api;
use crate::device::update::Update;
use crate::device::{address, badge, shell};
use crate::frame;
use crate::pages::standing::standing_notice;
use crate::route;
use crate::session::{SessionContext, Viewer, provide_session};
use crate::ui::provide_now;
use follower::Follower;
use home::HomePage;

/// The follower, as pages hold it: a copy that may stand in any closure, while the follower itself is not `Send`.
type Following = StoredValue<Follower, LocalStorage>;

/// Mounts the app into the page that the shell has drawn.
pub fn start() {
    frame::mount("app", || view! { <App/> });
}

#[component]
fn App() -> impl IntoView {
    let session = provide_session();
    let follower = Follower::start(session.config.read_untracked().poll_seconds);
    provide_context::<Following>(StoredValue::new_local(follower.clone()));
    provide_now();
    provide_context(Update::start());
    let again = follower.clone();
    let _forever =
        window_event_listener_untyped(shell::SESSION_CHANGED, move |_| open_session(session, again.clone()));
    open_session(session, follower);

    let path = RwSignal::new(address::path());
    tell_frame(&path.read_untracked(), false);
    address::follow_links(|path| !path.starts_with("/staff"));
    address::listen(move |to| {
        tell_frame(&to, true);
        path.set(to);
    });
    move || match path.read().as_str() {
        route::HOME => view! { {standing_notice()}<HomePage/> }.into_any(),
        // All others are another program's, which the shell loads.
        _ => ().into_any(),
    }
}

/// Tells the static frame around the app where we are, and puts the focus there, as a page load would.
fn tell_frame(path: &str, came_from_another_page: bool) {
    shell::went_to(path);
    if let Some(link) = frame::element("frame-me") {
        let is_here = link.get_attribute("href").as_deref() == Some(path);
        let _ = if is_here {
            link.set_attribute("aria-current", "page")
        } else {
            link.remove_attribute("aria-current")
        };
    }
    if let Some(main) = frame::element("main").filter(|_| came_from_another_page) {
        let _ = main.focus();
    }
}

/// Takes over the answer that the shell asked for while the page was loading; asks again when there was none.
fn open_session(session: SessionContext, follower: Follower) {
    frame::work(async move {
        let early = shell::session().await.and_then(|answer| lenient::from_str(&answer));
        let first = match early {
            Some(first) => Ok(first),
            None => api::get_session().await,
        };
        match first {
            Ok(first) => {
                let before = session.viewer.with_untracked(|viewer| viewer.email().to_owned());
                let now = first.user.as_ref().map(|user| user.email.as_str());
                if !before.is_empty() && now.is_some_and(|now| now != before) {
                    // Somebody else's phone now: nothing of the one before stays on it.
                    follower.rest();
                }
                let unread = first.user.as_ref().map_or(0, |user| user.unread_count);
                frame::count_unread(unread);
                badge::show(unread);
                follower.set_interval(first.config.poll_seconds);
                session.set(first);
            }
            Err(_) => session.viewer.set(Viewer::Unknown),
        }
        if *session.viewer.read_untracked() == Viewer::SignedOut {
            follower.rest();
        } else {
            follower.resume();
            follower.refresh();
        }
    });
}

/// The follower of this app.
fn use_follower() -> Following {
    expect_context()
}
