//! While help is being found, on the way, or there: what the resident sees, and can say.
//!
//! Uses `POST /api/callouts/{id}/comments` and `POST /api/callouts/{id}/dismiss`; the follower does the rest.

use leptos::prelude::*;
use wire::id::CalloutId;
use wire::message::NewComment;

use super::follower::{Follower, Status};
use super::home::part;
use super::location_card::location_card;
use super::map_card::MapCard;
use crate::api;
use crate::components::{
    Compose, Sending, coming, messages, notice, presses_again, ring, scene_board, steps_list,
};
use crate::frame;
use crate::links;
use crate::model::progress::Progress;
use crate::model::tracker::{Link, View};
use crate::server_clock::from_device;
use crate::session::use_session;
use crate::ui::{Button, Glyph, Kind, Tone, use_now, when};
use crate::words;

/// Parts that change with a poll are redrawn; the form beside them is left alone.
#[component]
pub fn Tracking(status: RwSignal<Status>) -> impl IntoView {
    // Somebody who pressed further down reads first what became of it.
    window().scroll_to_with_x_and_y(0.0, 0.0);
    view! {
        <div class="stack">
            <p class="visually-hidden" role="status">{part(status, spoken)}</p>
            {part(status, board)}
            <Telephone/>
            <MapCard status/>
            {part(status, location_card)}
            <section class="card" aria-labelledby="messages-title">
                <h2 id="messages-title">{words::common().tracking.messages}</h2>
                {part(status, written)}
                <Write status/>
            </section>
            {part(status, happened)}
            <Safe status/>
        </div>
    }
}

/// The telephone, in reach on every screen of an open call wherever the page is scrolled. Without a network the
/// server's settings are unknown, so the shell has stored the number.
#[component]
fn Telephone() -> impl IntoView {
    let config = use_session().config;
    let kept = || frame::element("press-number").and_then(|number| number.text_content());
    move || config.read().alarm_phone.clone().or_else(kept).map(|number| ring(&number, false))
}

/// The live region: it speaks when the words change, and an unchanged poll changes none.
fn spoken(view: &View) -> AnyView {
    Progress::of(&view.callout).words().0.into_any()
}

fn board(view: &View) -> AnyView {
    let progress = Progress::of(&view.callout);
    view! {
        {link_notice(&view.link)}
        {pressed_again(view)}
        {(view.callout.is_test() && progress.is_coming())
            .then(|| notice(Tone::Plain, Glyph::Info, [words::common().tracking.test.to_owned()], None))}
        {scene_board(&progress)}
        {coming(&view.callout.incident_detail)}
    }
    .into_any()
}

/// Confirms that another press was received.
fn pressed_again(view: &View) -> Option<AnyView> {
    let at = presses_again(&view.callout).max()?;
    let sentence = (words::common().tracking.again_told)(&when::clock_seconds(at));
    Some(notice(Tone::Confirmed, Glyph::Tick, [sentence], None))
}

fn written(view: &View) -> AnyView {
    messages(view.callout.callout_events.as_deref().unwrap_or_default())
}

fn happened(view: &View) -> AnyView {
    steps_list(&view.callout)
}

/// Only when the connection has a problem: what is on the screen may be old then, and the notice says so.
fn link_notice(link: &Link) -> Option<AnyView> {
    let table = &words::common().tracking;
    let text = match link {
        Link::Fine => return None,
        Link::Offline => table.offline.to_owned(),
        Link::Trying(since) => {
            (table.trying)(&when::clock_time(from_device(*since), use_now().get_untracked()))
        }
        Link::Refused(why) => why.clone(),
        Link::SignedOut => table.signed_out.to_owned(),
    };
    let sign_in = (*link == Link::SignedOut).then_some((words::home().sign_in, links::SIGN_IN));
    Some(notice(Tone::Waiting, Glyph::Offline, [text], sign_in))
}

/// Sending a message. The typed text is kept until it has arrived.
#[component]
fn Write(status: RwSignal<Status>) -> impl IntoView {
    let follower = super::use_follower();
    let text = RwSignal::new(String::new());
    let sending = RwSignal::new(Sending::Idle);
    let send = move |comment: NewComment| {
        let Some(id) = followed(status) else { return };
        sending.set(Sending::Busy);
        frame::work(async move {
            let outcome = match api::create_comment(id, &comment).await {
                Ok(()) => {
                    text.try_set(String::new());
                    follower.try_with_value(Follower::refresh);
                    Sending::Idle
                }
                Err(error) => Sending::Failed(error.message()),
            };
            sending.try_set(outcome);
        });
    };
    view! { <Compose text sending on_send=Callback::new(send)/> }
}

/// "I am safe now", with its meaning explained before it is done: help may still come, and the phone is followed
/// until `closed`. It opens in place, by the browser's own `<details>`.
#[component]
fn Safe(status: RwSignal<Status>) -> impl IntoView {
    let table = &words::common().tracking;
    let follower = super::use_follower();
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let dismiss = move |()| {
        let Some(id) = followed(status) else { return };
        busy.set(true);
        frame::work(async move {
            match api::dismiss_callout(id).await {
                Ok(()) => _ = follower.try_with_value(Follower::refresh),
                Err(error) => _ = problem.try_set(Some(error.message())),
            }
            busy.try_set(false);
        });
    };
    let problem = move || problem.get().map(|why| notice(Tone::Waiting, Glyph::Warning, [why], None));
    view! {
        <details class="safe">
            <summary class="button button--wide">
                <span class="safe__ask">{table.safe}</span>
                <span class="safe__back">{table.safe_no}</span>
            </summary>
            <p>{table.safe_means}</p>
            {problem}
            <Button kind=Kind::Primary busy on_press=Callback::new(dismiss)>{table.safe_yes}</Button>
        </details>
    }
}

fn followed(status: RwSignal<Status>) -> Option<CalloutId> {
    status.with_untracked(|status| status.view().map(|view| view.callout.id))
}
