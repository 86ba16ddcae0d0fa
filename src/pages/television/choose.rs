//! "Who do you need?": the labels of the resident's providers, and the call for help.

use std::time::Duration;

use leptos::prelude::*;
use wire::assistance::Provider;
use wire::id::ProviderId;

use super::{Screen, Television, keys, open_requests, saved_request};
use crate::api::{self, ApiError};
use crate::frame;
use crate::remote_data::use_poll;
use crate::words::{self, fill};

/// How often the labels are fetched: somebody may have added one.
const POLL_INTERVAL: Duration = Duration::from_secs(10);

/// The providers' labels.
pub fn choose(television: Television) -> AnyView {
    let words = words::television();
    let providers = RwSignal::new(None::<Vec<Provider>>);
    let look = move || {
        let resident = television.resident.get_untracked();
        frame::work(async move {
            match api::list_visible_providers(resident).await {
                Ok(found) => {
                    let is_new = providers.try_with_untracked(|known| known.as_ref() != Some(&found));
                    if is_new == Some(true) {
                        providers.set(Some(found));
                    }
                }
                Err(ApiError::SignedOut) => television.show(Screen::Pairing),
                Err(_) => {}
            }
        });
    };
    look();
    if let Ok(timer) = set_interval_with_handle(look, POLL_INTERVAL) {
        on_cleanup(move || timer.clear());
    }
    let labels = move || {
        keys::place_focus(television);
        providers.with(|known| match known {
            Some(known) if known.is_empty() => {
                view! { <p>{words.none}</p><p class="tv__quiet">{words.none_help}</p> }.into_any()
            }
            Some(known) => known.iter().map(|provider| label(television, provider)).collect_view().into_any(),
            None => view! { <p class="tv__quiet">{words.loading}</p> }.into_any(),
        })
    };
    let poll = use_poll(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { api::list_assistance_requests(etag.as_deref()).await })
    });
    let how_many = move || match providers.with(|known| known.as_ref().map_or(0, Vec::len)) {
        0..5 => None,
        5..10 => Some("some"),
        _ => Some("many"),
    };
    view! {
        <section class="tv" data-labels=how_many>
            <h1>{words.title}</h1>
            {open_call(television)}
            {open_requests::open_requests(poll.value(), None)}
            <div class="tv__labels">{labels}</div>
            <HelpButton television/>
            <p class="tv__quiet">{words.keys}</p>
        </section>
    }
    .into_any()
}

/// A link back to an open call.
pub fn open_call(television: Television) -> AnyView {
    (move || {
        let Some((id, title)) = television.call.get() else { return ().into_any() };
        let back = move |_| television.show(Screen::Called(id));
        let line = fill(words::television().alarm_open, &[("title", title)]);
        view! { <button class="tv__button tv__call" type="button" on:click=back>{line}</button> }.into_any()
    })
    .into_any()
}

fn label(television: Television, provider: &Provider) -> AnyView {
    let (id, label) = (provider.id, provider.label.clone());
    let press = move |_| {
        television.show(Screen::Asking(id, label.clone()));
        ask(television, id, label.clone());
    };
    view! { <button class="tv__button" type="button" on:click=press>{provider.label.clone()}</button> }
        .into_any()
}

/// The button to the alarm, on every screen of an open request too.
#[component]
pub fn HelpButton(television: Television) -> impl IntoView {
    let press = move |_| television.show(Screen::Confirming);
    view! {
        <button class="tv__button tv__button--alarm" type="button" on:click=press>{words::television().alarm}</button>
    }
}

/// Sends the request, and repeats it until it is answered, with the same key.
pub fn ask(television: Television, provider: ProviderId, label: String) {
    frame::work(async move {
        let key = saved_request::save_request(provider, &label).await;
        match api::create_assistance_request(provider, &key).await {
            Ok(request) => {
                saved_request::delete_request().await;
                television.show(Screen::Following(request.id));
            }
            Err(ApiError::SignedOut) => television.show(Screen::Pairing),
            Err(error) if error.is_passing() || matches!(error, ApiError::Conflict { .. }) => {}
            // It is no longer on this resident's list.
            Err(_) => {
                saved_request::delete_request().await;
                television.show(Screen::Choosing);
            }
        }
    });
}
