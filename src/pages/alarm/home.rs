//! `/`: the alarm, and while a callout is open its progress. The button itself belongs to the shell, and is below.

use leptos::prelude::*;
use wire::session::Role;

use super::Following;
use super::follower::{Follower, Screen, Status};
use super::tracking::Tracking;
use crate::components::{incident_record, not_a_resident, notice, scene_board, steps_list};
use crate::device::update::Update;
use crate::frame;
use crate::model::progress::Progress;
use crate::model::tracker::View;
use crate::session::{SessionState, use_session};
use crate::ui::{Button, Glyph, Tone};
use crate::words::{self, PRESS};

/// The resident's one screen.
#[component]
pub fn HomePage() -> impl IntoView {
    let session = use_session();
    let follower = super::use_follower();
    let (status, screen) = follower.with_value(|follower| (follower.status, follower.screen));
    frame::set_title(PRESS.alarm);
    move || match screen.get() {
        Screen::Button => match &*session.state.read() {
            SessionState::SignedIn(user) if user.role != Role::Resident => not_a_resident(),
            _ => view! { <NewVersion/> }.into_any(),
        },
        Screen::Tracking => view! { <Tracking status/> }.into_any(),
        Screen::Dismissed => part(status, dismissed),
        Screen::Over => part(status, over),
        Screen::Ended => ended(follower, status),
    }
}

/// One part of a screen, redrawn when the status changes; its unchanged elements are left alone. A plain function
/// draws it, so that all parts share their code.
pub(super) fn part(status: RwSignal<Status>, draw: fn(&View) -> AnyView) -> AnyView {
    (move || status.with(|status| status.view().map(draw))).into_any()
}

/// Offered only here, where no callout is open: applying it reloads the page.
#[component]
fn NewVersion() -> impl IntoView {
    let update = expect_context::<Update>();
    let offer = move || {
        let words = words::home();
        let take = Callback::new(move |()| update.take());
        view! {
            <div class="stack stack--close">
                {notice(Tone::Plain, Glyph::Info, [words.new_version.to_owned()], None)}
                <Button on_press=take>{words.use_new_version}</Button>
            </div>
        }
        .into_any()
    };
    move || if update.waits.get() { offer() } else { ().into_any() }
}

/// The small line that stays after "I am safe now".
fn dismissed(view: &View) -> AnyView {
    let (title, more) = Progress::of(&view.callout).words();
    notice(Tone::Plain, Glyph::Phone, [format!("{title}."), more], None)
}

/// Over for the resident; the control room closes it next, or sends somebody again.
fn over(view: &View) -> AnyView {
    view! {
        <div class="stack">
            {scene_board(&Progress::of(&view.callout))}
            <p class="quiet">{words::common().tracking.still_followed}</p>
            {steps_list(&view.callout)}
        </div>
    }
    .into_any()
}

/// The recorded outcome, until the resident has read it.
fn ended(follower: Following, status: RwSignal<Status>) -> AnyView {
    let put_away = Callback::new(move |()| follower.with_value(Follower::dismiss_record));
    view! {
        <div class="stack">
            {part(status, record)}
            <Button on_press=put_away>{words::common().tracking.done}</Button>
        </div>
    }
    .into_any()
}

fn record(view: &View) -> AnyView {
    let callout = &view.callout;
    view! { {scene_board(&Progress::of(callout))} {incident_record(callout)} {steps_list(callout)} }
        .into_any()
}
