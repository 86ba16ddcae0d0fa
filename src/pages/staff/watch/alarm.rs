//! The alarm, in words, on every page of a controller but the one that shows it already; and the switch of its sound.

use leptos::prelude::*;
use wire::session::Role;

use super::watch::{Waiting, use_watch};
use crate::device::address::use_here;
use crate::route;
use crate::session::{Viewer, use_session};
use crate::ui::{Glyph, Icon, live, nothing};
use crate::words::{alarm, fill, staff};

/// Whether alarms sound in this browser.
pub fn sound_switch() -> AnyView {
    let sound = use_watch().sound;
    let is_controller = use_session()
        .viewer
        .with_untracked(|viewer| matches!(viewer, Viewer::SignedIn(user) if user.role == Role::Controller));
    if !is_controller {
        return nothing();
    }
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

/// Every alarm that waits somewhere else.
pub fn alarm_bar() -> AnyView {
    let watch = use_watch();
    let here = use_here();
    live(move || {
        let path = here.path();
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
