//! The call for help from the television. On the phone the shell owns the press; a television has no shell, so it is sent from
//! here: kept before it is sent, and sent until it is received, once.

use leptos::prelude::*;
use wire::callout::Callout;
use wire::id::CalloutId;
use wire::new_callout::NewCallout;
use wire::status::CalloutStatus;
use wire::time::Timestamp;

use super::{Screen, Television, kept, keys};
use crate::api::{self, ApiError, Fresh, Polled};
use crate::frame;
use crate::poll::use_poll;
use crate::ui::{Glyph, Icon, live};
use crate::words::{fill, television as words};

/// "Call for help now?" The focus is on yes: somebody who presses OK twice has called.
pub fn confirm(television: Television) -> AnyView {
    let words = words();
    let yes = move |_| {
        television.show(Screen::Calling);
        call(television);
    };
    let no = move |_| television.show(Screen::Choosing);
    view! {
        <section class="tv">
            <h1>{words.alarm_title}</h1>
            <p>{words.alarm_lead}</p>
            <div class="tv__row">
                <button class="tv__button tv__button--alarm" type="button" on:click=yes>{words.alarm_yes}</button>
                <button class="tv__button" type="button" on:click=no>{words.alarm_no}</button>
            </div>
        </section>
    }
    .into_any()
}

/// Sends the call; until it is answered this is done again and again, by the same key and with the same body.
pub fn call(television: Television) {
    frame::work(async move {
        let (key, pressed_at) = kept::keep_call().await;
        let body =
            NewCallout { pressed_at: Some(Timestamp::from_millis(pressed_at)), ..NewCallout::default() };
        match api::create_callout(&body, &key).await {
            Ok(callout) => {
                kept::forget_call().await;
                television.show(Screen::Called(callout.id));
            }
            Err(ApiError::SignedOut) => television.show(Screen::Pairing),
            // It stays kept, and is sent again.
            Err(_) => {}
        }
    });
}

/// What becomes of it.
pub fn called(television: Television, id: CalloutId) -> AnyView {
    let poll = use_poll(Signal::stored(id.to_string()), move |_, tag| {
        Box::pin(async move {
            match api::get_callout(id, tag.as_deref()).await? {
                Fresh::Changed(callout, tag) => Ok(Polled::Changed(*callout, tag)),
                Fresh::Same => Ok(Polled::Same),
            }
        })
    });
    let value = poll.value();
    let failed = Memo::new(move |_| poll.seen.with(|seen| seen.failure().is_some()));
    let shown = live(move || {
        keys::focus_first();
        let (title, help, is_over) = value.with(|callout| callout.as_deref().map_or_else(received, said));
        let done = move |_| television.show(Screen::Choosing);
        let done = is_over.then(|| {
            view! { <button class="tv__button" type="button" on:click=done>{words().done}</button> }
        });
        view! {
            <div class="tv__state" data-mood="alarm" role="status"><Icon glyph=Glyph::Bell/><h1>{title}</h1></div>
            <p>{help}</p>
            <div class="tv__row">{done}</div>
        }
        .into_any()
    });
    let offline = live(move || {
        view! { <p class="tv__quiet" role="status">{failed.get().then_some(words().unreachable)}</p> }
            .into_any()
    });
    view! { <section class="tv">{shown}{offline}</section> }.into_any()
}

fn received() -> (&'static str, String, bool) {
    (words().alarm_received, words().alarm_received_next.to_owned(), false)
}

fn said(callout: &Callout) -> (&'static str, String, bool) {
    let words = words();
    let who = || {
        let detail = &callout.incident_detail;
        let responder = detail.responder.as_ref().map(|responder| responder.name.clone());
        let supplier = detail.supplier.as_ref().map(|supplier| supplier.name.clone());
        let name = responder.or(supplier).filter(|name| !name.is_empty());
        name.unwrap_or_else(|| words.alarm_somebody.to_owned())
    };
    let named = |sentence: &str| fill(sentence, &[("name", &who())]);
    match callout.status {
        CalloutStatus::ResponderDispatched => (words.alarm_coming, named(words.alarm_coming_next), false),
        CalloutStatus::ResponderArrived => (words.alarm_there, named(words.alarm_there_next), false),
        CalloutStatus::ResponderCompleted | CalloutStatus::Closed => {
            (words.alarm_over, words.alarm_over_next.to_owned(), true)
        }
        _ if callout.acknowledged => (words.alarm_seen, words.alarm_seen_next.to_owned(), false),
        _ => received(),
    }
}
