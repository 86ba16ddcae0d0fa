//! Notices above every staff page: the alarm, and whatever prevents hearing the next one.

use leptos::prelude::*;

use super::alarm::AlarmBar;
use super::shift::{ShiftDialog, shift_dialog};
use super::sound::SoundState;
use super::use_watch;
use crate::api::keep_session;
use crate::frame::work;
use crate::model::control::line::Line;
use crate::session::{SessionState, use_session};
use crate::ui::{Button, Glyph, Icon, Kind, use_now, when};
use crate::words::{self, fill};

/// The alarm and the notices.
#[component]
pub fn WatchNotices() -> impl IntoView {
    view! { <AlarmBar/><div class="watch"><LineNotice/><SoundNotice/><DutyNotice/><EndNotice/></div>{shift_dialog()} }
}

/// The switch for the alarm sound in this browser.
#[component]
pub fn SoundSwitch() -> impl IntoView {
    let watch = use_watch();
    let sound = watch.sound;
    (move || {
        if !watch.is_controller.get() {
            return ().into_any();
        }
        view! {
            <label class="check frame__sound">
                <input
                    type="checkbox"
                    prop:checked=move || sound.state() != SoundState::Off
                    on:change:target=move |event| sound.set(event.target().checked())
                />
                <span>{words::staff().sound}</span>
            </label>
        }
        .into_any()
    })
    .into_any()
}

fn notice(name: &'static str, role: &'static str, words: String, act: AnyView) -> AnyView {
    view! {
        <div class="watch__notice" data-notice=name role=role>
            <Icon glyph=Glyph::Warning/>
            <p class="watch__words">{words}</p>
            {act}
        </div>
    }
    .into_any()
}

/// No alarm reaches this browser.
#[component]
fn LineNotice() -> impl IntoView {
    let (watch, session) = (use_watch(), use_session());
    (move || match (watch.is_controller.get(), watch.line.get()) {
        (true, Line::Lost) => notice("deaf", "alert", words::watch().lost.to_owned(), ().into_any()),
        (true, Line::SignedOut) => {
            let leave = Callback::new(move |()| session.state.set(SessionState::SignedOut));
            let act = view! { <Button on_press=leave>{words::watch().sign_in}</Button> }.into_any();
            notice("deaf", "alert", words::watch().signed_out.to_owned(), act)
        }
        _ => ().into_any(),
    })
    .into_any()
}

/// No alarm would sound.
#[component]
fn SoundNotice() -> impl IntoView {
    let watch = use_watch();
    (move || {
        let words_for = match watch.sound.state() {
            SoundState::On => return ().into_any(),
            _ if !watch.is_controller.get() => return ().into_any(),
            SoundState::Off => words::watch().sound_off,
            SoundState::Blocked => words::watch().sound_blocked,
        };
        let on = Callback::new(move |()| watch.sound.try_out());
        let act = view! { <Button on_press=on>{words::watch().sound_on}</Button> }.into_any();
        notice("sound", "status", words_for.to_owned(), act)
    })
    .into_any()
}

/// Nobody is on duty for an organisation.
#[component]
fn DutyNotice() -> impl IntoView {
    let watch = use_watch();
    let ShiftDialog(open) = expect_context();
    (move || {
        let uncovered = watch.duty.with(|duty| duty.as_ref().map(|duty| duty.uncovered.clone()));
        let uncovered = uncovered.filter(|all| !all.is_empty() && watch.is_controller.get());
        let Some(uncovered) = uncovered.filter(|_| !watch.line.get().is_deaf()) else { return ().into_any() };
        let names: Vec<_> = uncovered.into_iter().map(|one| one.name).collect();
        let sentence = fill(words::watch().nobody, &[("names", &names.join(", "))]);
        let start = Callback::new(move |()| open.set(true));
        let act = view! { <Button on_press=start>{words::watch().start}</Button> }.into_any();
        notice("duty", "status", sentence, act)
    })
    .into_any()
}

/// The session ends soon.
#[component]
fn EndNotice() -> impl IntoView {
    let session = use_session();
    let now = use_now();
    (move || {
        let signed_in = session.state.with(|state| matches!(state, SessionState::SignedIn(_)));
        let Some(end) = session.end.get().filter(|_| signed_in) else { return ().into_any() };
        if !end.is_near(now.get()) {
            return ().into_any();
        }
        let time = when::clock_time(end.at, now.get_untracked());
        if !end.can_stay {
            return notice("end", "alert", fill(words::watch().ends, &[("time", &time)]), ().into_any());
        }
        let stay = Callback::new(move |()| {
            work(async move {
                // A failure is repeated by the next press anywhere.
                if let Ok(end) = keep_session().await {
                    session.set_expiry(Some(end));
                }
            });
        });
        let act =
            view! { <Button kind=Kind::Primary on_press=stay>{words::watch().stay}</Button> }.into_any();
        notice("end", "alert", fill(words::watch().ends_idle, &[("time", &time)]), act)
    })
    .into_any()
}
