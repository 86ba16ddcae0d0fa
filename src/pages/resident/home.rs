//! `/`: the alarm, and while a callout is open what happens with it. The button itself is the shell's and stands below.

use leptos::prelude::*;
use wire::callout::Callout;
use wire::session::Role;

use super::Following;
use super::follower::{Follower, Status};
use super::tracking::Tracking;
use crate::components::{IncidentRecord, Scene, SceneBoard, Steps, steps};
use crate::route;
use crate::session::{Viewer, use_session};
use crate::tracker::View;
use crate::ui::{Button, Glyph, Notice};
use crate::words::words;

/// Which of the screens is shown. It changes rarely, so that nothing typed is lost when a poll changes something small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Screen {
    /// The button alone.
    Button,
    /// Help is being found, on the way, or there.
    Tracking,
    /// "I am safe now" was pressed.
    Dismissed,
    /// Over for the resident, and not closed yet.
    Over,
    /// Closed while the resident looked.
    Ended,
}

impl Screen {
    fn of(status: &Status) -> Self {
        match status {
            Status::Asking | Status::Quiet => Self::Button,
            Status::Ended(_) => Self::Ended,
            Status::Following(view) if view.callout.cancelled_by_customer => Self::Dismissed,
            Status::Following(view) if view.callout.status.is_over_for_resident() => Self::Over,
            Status::Following(_) => Self::Tracking,
        }
    }
}

/// The resident's one screen.
#[component]
pub fn HomePage() -> impl IntoView {
    let session = use_session();
    let follower = super::use_follower();
    let status = follower.with_value(|follower| follower.status);
    let screen = Memo::new(move |_| status.with(Screen::of));
    let view = Memo::new(move |before: Option<&Option<View>>| match &*status.read() {
        Status::Following(view) => Some((**view).clone()),
        // The last view outlives the switch to another screen by the blink in which both exist.
        _ => before.cloned().flatten(),
    });
    let view = Signal::derive(move || view.get().expect("BUG: a tracking screen without a callout"));
    let is_staff = Memo::new(move |_| match &*session.viewer.read() {
        Viewer::SignedIn(user) => user.role != Role::Resident,
        _ => false,
    });
    super::set_title(words().press.alarm, false);
    move || match screen.get() {
        Screen::Button => is_staff.get().then(not_a_resident).into_any(),
        Screen::Tracking => view! { <Tracking view/> }.into_any(),
        Screen::Dismissed => dismissed(),
        Screen::Over => view! { <Over view/> }.into_any(),
        Screen::Ended => ended(follower, status),
    }
}

fn not_a_resident() -> AnyView {
    let words = &words().account;
    view! {
        <Notice>
            <p>{words.not_a_resident}</p>
            // Another entry with another wasm: a plain load, not the router's business.
            <p><a href=route::STAFF rel="external">{words.go_to_staff}</a></p>
        </Notice>
    }
    .into_any()
}

/// The small line that stays after "I am safe now".
fn dismissed() -> AnyView {
    let (title, more) = words().tracking.dismissed;
    view! { <Notice glyph=Glyph::Phone><p><strong>{title}.</strong>" "{more}</p></Notice> }.into_any()
}

/// Over for the resident; the control room closes it next, or sends somebody again.
#[component]
fn Over(view: Signal<View>) -> impl IntoView {
    let scene = Memo::new(move |_| view.with(|view| Scene::of(&view.callout)));
    let made = Memo::new(move |_| view.with(|view| steps(&view.callout)));
    view! {
        <div class="stack">
            <SceneBoard scene/>
            <p class="quiet">{words().tracking.still_followed}</p>
            <Steps made/>
        </div>
    }
}

/// What was recorded, until the resident has read it.
fn ended(follower: Following, status: RwSignal<Status>) -> AnyView {
    let callout = match &*status.read_untracked() {
        Status::Ended(callout) => (**callout).clone(),
        _ => Callout::default(),
    };
    let (scene, made) = (Scene::of(&callout), steps(&callout));
    let put_away = Callback::new(move |()| follower.with_value(Follower::put_away));
    view! {
        <div class="stack">
            <SceneBoard scene=Signal::stored(scene)/>
            <IncidentRecord callout/>
            <Steps made=Signal::stored(made)/>
            <Button on_press=put_away>{words().tracking.done}</Button>
        </div>
    }
    .into_any()
}
