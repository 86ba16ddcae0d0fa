//! The frame of every staff page: the bar with the pages of the role, and the notices below it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use wire::session::{Role, SessionUser};

use super::bell::bell;
use super::update_notice::UpdateNotice;
use super::watch::{SoundSwitch, WatchNotices, use_watch};
use crate::links;
use crate::pages::session_notice::SessionNotice;
use crate::session::{SessionState, use_session};
use crate::task::Task;
use crate::ui::{Glyph, Icon};
use crate::words;

/// This much of the previous page's link stays visible, in pixels.
const BEFORE: i32 = 48;

/// The bar with the pages of the role, and the notices below it.
pub fn staff_bar() -> AnyView {
    let words = words::staff();
    let session = use_session();
    let user = Memo::new(move |_| session.state.with(signed_in));
    let announcement = use_watch().announcement;
    let bar = move || user.get().map(|user| bar(&user));
    view! {
        <header class="frame__bar">
            <a class="frame__name" href=links::STAFF><Icon glyph=Glyph::Bell/><span>{words.product}</span></a>
            {bar}
        </header>
        <div class="visually-hidden" role="alert">{move || announcement.get()}</div>
        <SessionNotice/>
        <WatchNotices/>
        <UpdateNotice/>
    }
    .into_any()
}

fn signed_in(state: &SessionState) -> Option<SessionUser> {
    match state {
        SessionState::SignedIn(user) => Some((**user).clone()),
        SessionState::Loading | SessionState::Unknown | SessionState::SignedOut => None,
    }
}

fn bar(user: &SessionUser) -> impl IntoView + use<> {
    let words = words::staff();
    let session = use_session();
    let path = use_location().pathname;
    let task = Task::new();
    let sign_out = move |_| {
        task.run(session.sign_out_and_reload());
    };
    let role = user.role.clone();
    let links = move || links(&role, &path.get());
    Effect::new(move |_| {
        path.track();
        request_animation_frame(show_current);
    });
    view! {
        <nav class="frame__links frame__pages" aria-label=words.pages>{links}</nav>
        <div class="frame__links frame__tools">
            <SoundSwitch/>
            {user.role.is_staff().then(bell)}
            {person(user)}
            <button type="button" on:click=sign_out>{words.sign_out}</button>
        </div>
    }
}

/// The signed-in account; the name links to the settings of this device.
fn person(user: &SessionUser) -> AnyView {
    let name = view! { <span class="frame__person">{user.name.clone()}</span> };
    if user.role.is_staff() {
        let more = format!(" ({})", words::staff().this_device);
        view! { <a href=links::THIS_DEVICE>{name}<span class="visually-hidden">{more}</span></a> }.into_any()
    } else {
        view! { <span class="frame__user">{name}</span> }.into_any()
    }
}

/// On a phone the pages are in one line that scrolls: the current one is scrolled into view.
fn show_current() {
    let find = |selector: &str| document().query_selector(selector).ok().flatten();
    if let (Some(bar), Some(current)) = (find(".frame__pages"), find(".frame__pages [aria-current]")) {
        bar.set_scroll_left(current.unchecked_into::<HtmlElement>().offset_left() - BEFORE);
    }
}

/// The pages of a role; the current one is the longest address that the path begins with.
fn links(role: &Role, path: &str) -> impl IntoView + use<> {
    let pages = links::bar_links(role);
    let here = pages
        .iter()
        .map(|(href, _)| *href)
        .filter(|href| links::is_below(path, href))
        .max_by_key(|href| href.len());
    let link = |(href, name): &(&'static str, &'static str)| {
        let current = (Some(*href) == here).then_some("page");
        view! { <a href=*href aria-current=current>{*name}</a> }
    };
    pages.iter().map(link).collect_view()
}
