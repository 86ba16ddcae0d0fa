//! What stands around every staff page: the bar with the pages that the viewer's role opens, and what the program adds.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use wire::session::{Role, SessionUser};

use super::bell::bell;
use super::not_found::not_found;
use super::watch::{sound_switch, use_watch, watch_notices};
use super::{Page, Program};
use crate::api::delete_session;
use crate::device::address::{self, use_here};
use crate::pages::standing::standing_notice;
use crate::reactive::{effect, memo, memo_since};
use crate::route;
use crate::session::{Viewer, use_session};
use crate::task::Task;
use crate::ui::{Glyph, Icon, changing, focus, live, nothing};
use crate::words::staff;

/// So much of the page before is seen, in pixels.
const BEFORE: i32 = 48;

/// The frame with the page of the address in it.
pub fn frame(program: Program) -> AnyView {
    let words = staff();
    let session = use_session();
    let here = use_here();
    address::follow_links(move |path| (program.page)(path).is_some());
    let user = memo(move || session.viewer.with(signed_in));
    // A page is drawn anew only when another page is gone to: what stands behind the path belongs to the page.
    let page = memo_since(move |before: Option<&Shown>| {
        let page = (program.page)(&here.path());
        let moved = before.is_some_and(|before| before.came_from_another_page || before.page != page);
        Shown { page, came_from_another_page: moved }
    });
    let announcement = use_watch().announcement;
    let bar = live(move || user.get().map_or_else(nothing, |user| bar(&user)));
    let page = live(move || {
        let shown = page.get();
        if shown.came_from_another_page {
            focus("main");
        }
        shown.page.map_or_else(not_found, |page| (page.draw)())
    });
    view! {
        <a class="frame__skip" href="#main">{words.skip}</a>
        <header class="frame__bar">
            <a class="frame__name" href=route::STAFF><Icon glyph=Glyph::Bell/>{words.product}</a>
            {bar}
        </header>
        <div class="visually-hidden" role="alert">{changing(move || announcement.get())}</div>
        {standing_notice()}
        {watch_notices()}
        <main class="staff" id="main" tabindex="-1">{page}</main>
    }
    .into_any()
}

/// The page that is shown.
#[derive(Clone, Copy, PartialEq)]
struct Shown {
    page: Option<Page>,
    came_from_another_page: bool,
}

fn signed_in(viewer: &Viewer) -> Option<SessionUser> {
    match viewer {
        Viewer::SignedIn(user) => Some((**user).clone()),
        Viewer::Asking | Viewer::Unknown | Viewer::SignedOut => None,
    }
}

fn bar(user: &SessionUser) -> AnyView {
    let words = staff();
    let session = use_session();
    let here = use_here();
    let task = Task::new();
    let sign_out = move |_| {
        task.run(async move {
            delete_session().await?;
            session.viewer.set(Viewer::SignedOut);
            Ok(())
        });
    };
    let role = user.role.clone();
    let links = live(move || links(&role, &here.path()));
    effect(move || {
        here.path();
        request_animation_frame(show_current);
    });
    view! {
        <nav class="frame__links frame__pages" aria-label=words.pages>{links}</nav>
        <div class="frame__links frame__tools">
            {sound_switch()}
            {user.role.is_staff().then(bell)}
            {person(user)}
            <button type="button" on:click=sign_out>{words.sign_out}</button>
        </div>
    }
    .into_any()
}

/// Who is signed in; their name leads to what is kept on this device.
fn person(user: &SessionUser) -> AnyView {
    let name = view! { <span class="frame__person">{user.name.clone()}</span> };
    if user.role.is_staff() {
        let more = format!(" ({})", staff().this_device);
        view! { <a href=route::THIS_DEVICE>{name}<span class="visually-hidden">{more}</span></a> }.into_any()
    } else {
        view! { <span class="frame__user">{name}</span> }.into_any()
    }
}

/// On a phone the pages stand in one line that scrolls: the one that is open is brought into it.
fn show_current() {
    let find = |selector: &str| document().query_selector(selector).ok().flatten();
    if let (Some(bar), Some(current)) = (find(".frame__pages"), find(".frame__pages [aria-current]")) {
        bar.set_scroll_left(current.unchecked_into::<HtmlElement>().offset_left() - BEFORE);
    }
}

/// The pages that a role opens; the longest address that the path begins with is where one is.
fn links(role: &Role, path: &str) -> AnyView {
    let pages = route::pages(role);
    let here = pages
        .iter()
        .map(|(href, _)| *href)
        .filter(|href| route::is_below(path, href))
        .max_by_key(|href| href.len());
    let link = |(href, name): &(&'static str, &'static str)| {
        let current = (Some(*href) == here).then_some("page");
        view! { <a href=*href aria-current=current>{*name}</a> }
    };
    pages.iter().map(link).collect_view().into_any()
}
