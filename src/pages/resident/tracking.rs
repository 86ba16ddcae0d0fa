//! While help is found, on the way, or there: what the resident sees, and what they can say.
//!
//! Uses `POST /api/callouts/{id}/comments` and `POST /api/callouts/{id}/dismiss`; the follower does the rest.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wire::message::NewComment;

use super::follower::Follower;
use super::whereabouts::Whereabouts;
use crate::api;
use crate::components::{Coming, Messages, Scene, SceneBoard, Sending, Steps, steps};
use crate::route;
use crate::tracker::{Link, View};
use crate::ui::{Button, Dialog, Glyph, Kind, Notice, Tone, use_now, when};
use crate::words::words;

/// Every part reads only what it shows, so that an answer that changes one of them leaves the others alone.
#[component]
pub fn Tracking(view: Signal<View>) -> impl IntoView {
    let scene = Memo::new(move |_| view.with(|view| Scene::of(&view.callout)));
    let link = Memo::new(move |_| view.with(|view| view.link.clone()));
    let detail = Memo::new(move |_| view.with(|view| view.callout.incident_detail.clone()));
    let made = Memo::new(move |_| view.with(|view| steps(&view.callout)));
    let spoken = Memo::new(move |_| scene.with(|scene| scene.words().0));
    view! {
        <div class="stack tracking">
            <p class="visually-hidden" role="status">{spoken}</p>
            <LinkNotice link/>
            <SceneBoard scene/>
            <Coming detail/>
            <Whereabouts view/>
            <Conversation view/>
            <Steps made/>
            <Safe view/>
        </div>
    }
}

/// Only when the connection is not as it should be: what is on the screen may be old then, and it says so.
#[component]
fn LinkNotice(#[prop(into)] link: Signal<Link>) -> impl IntoView {
    let table = &words().tracking;
    let now = use_now();
    let waiting = |text: String| {
        view! { <Notice tone=Tone::Waiting glyph=Glyph::Offline><p>{text}</p></Notice> }.into_any()
    };
    move || match link.get() {
        Link::Fine => None,
        Link::Offline => Some(waiting(table.offline.to_owned())),
        Link::Trying(since) => Some(waiting((table.trying)(&when::clock_time(since, now.get_untracked())))),
        Link::Refused(why) => Some(waiting(why)),
        Link::SignedOut => Some(
            view! {
                <Notice tone=Tone::Waiting glyph=Glyph::Warning>
                    <p>{table.signed_out}</p>
                    <p><a class="button button--primary" href=route::SIGN_IN>{words().account.sign_in}</a></p>
                </Notice>
            }
            .into_any(),
        ),
    }
}

/// The messages, and sending one. What is typed is kept until it has arrived.
#[component]
fn Conversation(view: Signal<View>) -> impl IntoView {
    let follower = super::use_follower();
    let text = RwSignal::new(String::new());
    let sending = RwSignal::new(Sending::Idle);
    let events =
        Memo::new(move |_| view.with(|view| view.callout.callout_events.clone().unwrap_or_default()));
    let send = move |comment: NewComment| {
        sending.set(Sending::Busy);
        let id = view.with_untracked(|view| view.callout.id);
        spawn_local(async move {
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
    view! { <Messages events text sending on_send=Callback::new(send)/> }
}

/// "I am safe now", with its meaning said before it is done: help may still come, and the phone is followed until `closed`.
#[component]
fn Safe(view: Signal<View>) -> impl IntoView {
    let table = &words().tracking;
    let follower = super::use_follower();
    let asking = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(None::<String>);
    let dismiss = move |()| {
        busy.set(true);
        let id = view.with_untracked(|view| view.callout.id);
        spawn_local(async move {
            match api::dismiss_callout(id).await {
                Ok(()) => {
                    asking.try_set(false);
                    follower.try_with_value(Follower::refresh);
                }
                Err(error) => _ = problem.try_set(Some(error.message())),
            }
            busy.try_set(false);
        });
    };
    let (dismiss, open) = (Callback::new(dismiss), Callback::new(move |()| asking.set(true)));
    let close = Callback::new(move |()| asking.set(false));
    view! {
        <div class="tracking__safe"><Button on_press=open>{table.safe}</Button></div>
        <Dialog id="safe" title=table.safe_title open=asking on_close=close>
            <p>{table.safe_means}</p>
            {move || problem.get().map(|why| view! { <Notice glyph=Glyph::Warning><p>{why}</p></Notice> })}
            <div class="dialog__actions">
                <Button kind=Kind::Primary busy on_press=dismiss>{table.safe_yes}</Button>
                <Button on_press=close>{table.safe_no}</Button>
            </div>
        </Dialog>
    }
}
