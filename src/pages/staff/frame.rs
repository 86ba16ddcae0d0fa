//! What stands around every staff page: the bar with the pages that the viewer's role opens, and above all else the alarm.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::session::{Role, SessionUser};

use super::title::PageTitle;
use super::watch::{Waiting, use_watch};
use crate::api::delete_session;
use crate::route;
use crate::session::{Viewer, use_session};
use crate::task::Task;
use crate::ui::{Glyph, Icon, live, nothing};
use crate::words::{alarm, fill, staff};

/// `retry` asks again who is signed in.
#[component]
pub fn Frame(retry: Callback<()>, children: Children) -> impl IntoView {
    let words = staff();
    let session = use_session();
    let watch = use_watch();
    expect_context::<PageTitle>().show();
    provide_context(Retry(retry));
    let user = Memo::new(move |_| session.viewer.with(signed_in));
    view! {
        <a class="frame__skip" href="#main" rel="external">{words.skip}</a>
        <header class="frame__bar">
            <a class="frame__name" href=route::STAFF><Icon glyph=Glyph::Bell/>{words.product}</a>
            {live(move || user.get().map_or_else(nothing, |user| bar(&user)))}
        </header>
        <div class="visually-hidden" role="alert">{move || watch.announcement.get()}</div>
        {alarm_bar()}
        <main class="staff" id="main" tabindex="-1">{children()}</main>
    }
}

/// Asks again who is signed in, from any page.
#[derive(Clone, Copy)]
pub struct Retry(pub Callback<()>);

fn signed_in(viewer: &Viewer) -> Option<SessionUser> {
    match viewer {
        Viewer::SignedIn(user) => Some((**user).clone()),
        Viewer::Asking | Viewer::Unknown | Viewer::SignedOut => None,
    }
}

/// The pages that a role opens. A role whose pages are not there sees no link to them.
fn pages(role: &Role) -> Vec<(&'static str, &'static str)> {
    let words = staff();
    match role {
        Role::Controller => {
            vec![(route::CONTROL, words.control_room), (route::CONTROL_VEHICLES, words.vehicles)]
        }
        _ => Vec::new(),
    }
}

fn bar(user: &SessionUser) -> AnyView {
    let words = staff();
    let session = use_session();
    let path = use_location().pathname;
    let task = Task::new();
    let sign_out = move |_| {
        task.run(async move {
            delete_session().await?;
            session.viewer.set(Viewer::SignedOut);
            Ok(())
        });
    };
    let pages = pages(&user.role);
    let links = live(move || path.with(|path| links(&pages, path)));
    let sound = if user.role == Role::Controller { sound_switch() } else { nothing() };
    view! {
        <nav class="frame__links frame__pages" aria-label=words.pages>{links}</nav>
        <div class="frame__links frame__tools">
            {sound}
            <span class="frame__user">{user.name.clone()}</span>
            <button type="button" on:click=sign_out>{words.sign_out}</button>
        </div>
    }
    .into_any()
}

fn links(pages: &[(&'static str, &'static str)], path: &str) -> AnyView {
    let link = |(href, name): &(&'static str, &'static str)| {
        let is_vehicles = path == route::CONTROL_VEHICLES;
        let below = *href == route::CONTROL && !is_vehicles && path.starts_with(route::CONTROL);
        let current = (path == *href || below).then_some("page");
        view! { <a href=*href aria-current=current>{*name}</a> }
    };
    pages.iter().map(link).collect_view().into_any()
}

fn sound_switch() -> AnyView {
    let sound = use_watch().sound;
    view! {
        <label class="check frame__sound">
            <input
                type="checkbox"
                prop:checked=move || sound.is_on()
                on:change:target=move |event| sound.set(event.target().checked())
            />
            <span>{staff().sound}</span>
        </label>
    }
    .into_any()
}

/// The alarm, in words, on every page but the one that shows it already.
fn alarm_bar() -> AnyView {
    let watch = use_watch();
    let path = use_location().pathname;
    live(move || {
        let path = path.get();
        let elsewhere = |alarm: &Waiting| route::control_callout(alarm.id) != path;
        let waiting: Vec<_> = watch.waiting.get().into_iter().filter(elsewhere).collect();
        let Some(first) = waiting.first() else { return nothing() };
        let sentence = match waiting.len() {
            1 => fill(alarm().one, &[("name", &first.name), ("kind", first.kind)]),
            count => fill(alarm().many, &[("count", &count.to_string())]),
        };
        let sound = match watch.sound.blocked.get() {
            true => view! { <p class="alarm__sound">{staff().sound_blocked}</p> }.into_any(),
            false => nothing(),
        };
        view! {
            <aside class="alarm" aria-label=alarm().title>
                <Icon glyph=Glyph::Bell/>
                <p class="alarm__words">{sentence}</p>
                {sound}
                <a class="alarm__open" href=route::control_callout(first.id)>{alarm().open}</a>
            </aside>
        }
        .into_any()
    })
}
