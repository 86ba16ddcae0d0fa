//! What stands around every staff page: the bar with the pages that the viewer's role opens, and above all else the alarm.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use wire::session::{Role, SessionUser};

use super::title::PageTitle;
use super::watch::{Waiting, use_watch};
use crate::api::delete_session;
use crate::route;
use crate::session::{Viewer, use_session};
use crate::ui::{Glyph, Icon};
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
            {move || user.get().map(|user| view! { <Bar user=user/> })}
        </header>
        <div class="visually-hidden" role="alert">{move || watch.announcement.get()}</div>
        <AlarmBar/>
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

#[component]
fn Bar(user: SessionUser) -> impl IntoView {
    let words = staff();
    let session = use_session();
    let watch = use_watch();
    let path = use_location().pathname;
    let sign_out = Action::new_local(move |(): &()| async move {
        if delete_session().await.is_ok() {
            session.viewer.set(Viewer::SignedOut);
        }
    });
    let link = move |(href, name): (&'static str, &'static str)| {
        let here = move || {
            let path = path.get();
            let vehicles = path == route::CONTROL_VEHICLES;
            path == href || (href == route::CONTROL && !vehicles && path.starts_with(route::CONTROL))
        };
        view! { <a href=href aria-current=move || here().then_some("page")>{name}</a> }
    };
    let sounds = user.role == Role::Controller;
    view! {
        <nav class="frame__links frame__pages" aria-label=words.pages>
            {pages(&user.role).into_iter().map(link).collect_view()}
        </nav>
        <div class="frame__links frame__tools">
            {sounds.then(|| view! {
                <label class="check frame__sound">
                    <input
                        type="checkbox"
                        prop:checked=move || watch.sound.is_on()
                        on:change:target=move |event| watch.sound.set(event.target().checked())
                    />
                    <span>{words.sound}</span>
                </label>
            })}
            <span class="frame__user">{user.name.clone()}</span>
            <button type="button" on:click=move |_| _ = sign_out.dispatch(())>{words.sign_out}</button>
        </div>
    }
}

/// The alarm, in words, on every page but the one that shows it already.
#[component]
fn AlarmBar() -> impl IntoView {
    let watch = use_watch();
    let path = use_location().pathname;
    let shown = move || {
        let path = path.get();
        let elsewhere = |alarm: &Waiting| route::control_callout(alarm.id) != path;
        watch.waiting.get().into_iter().filter(elsewhere).collect::<Vec<_>>()
    };
    let bar = move || {
        let waiting = shown();
        let first = waiting.first()?;
        let sentence = match waiting.len() {
            1 => fill(alarm().one, &[("name", &first.name), ("kind", first.kind)]),
            count => fill(alarm().many, &[("count", &count.to_string())]),
        };
        Some(view! {
            <aside class="alarm" aria-label=alarm().title>
                <Icon glyph=Glyph::Bell/>
                <p class="alarm__words">{sentence}</p>
                {move || watch.sound.blocked.get().then(|| view! { <p class="alarm__sound">{staff().sound_blocked}</p> })}
                <a class="alarm__open" href=route::control_callout(first.id)>{alarm().open}</a>
            </aside>
        })
    };
    view! { {bar} }
}
