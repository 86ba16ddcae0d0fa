//! Following a request: notified, answered or not; and the next provider to ask.

use leptos::prelude::*;
use wire::assistance::{AssistanceRequest, Provider};
use wire::id::AssistanceRequestId;

use super::choose::{HelpButton, ask, open_call};
use super::{Screen, Television, keys, open_requests};
use crate::api;
use crate::frame;
use crate::model::assistance::{Outlook, next, summary};
use crate::remote_data::use_poll;
use crate::ui::Icon;
use crate::words::{self, fill};

/// The request on the screen.
pub fn follow(television: Television, id: AssistanceRequestId) -> AnyView {
    let providers = RwSignal::new(Vec::<Provider>::new());
    let resident = television.resident.get_untracked();
    frame::work(async move {
        if let Ok(found) = api::list_visible_providers(resident).await {
            providers.try_set(found);
        }
    });
    // One poll covers all of them: other open requests are listed below.
    let poll = use_poll(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { api::list_assistance_requests(etag.as_deref()).await })
    });
    let requests = poll.value();
    let value = Memo::new(move |_| {
        requests.with(|page| page.as_ref()?.results.iter().find(|request| request.id == id).cloned())
    });
    let failed = Memo::new(move |_| poll.data.with(|seen| seen.failure().is_some()));
    let offline = move || {
        view! { <p class="tv__quiet" role="status">{failed.get().then_some(words::television().unreachable)}</p> }
            .into_any()
    };
    let request_view = move || {
        keys::place_focus(television);
        value.with(|request| match request {
            None => view! { <h1>{words::television().loading}</h1> }.into_any(),
            Some(request) => providers.with(|providers| request_view(television, request, providers)),
        })
    };
    view! { <section class="tv">{open_call(television)}{request_view}{open_requests::open_requests(requests, Some(id))}{offline}</section> }.into_any()
}

fn request_view(television: Television, request: &AssistanceRequest, providers: &[Provider]) -> AnyView {
    let words = words::television();
    let summary = summary(request);
    let (outlook, glyph) = open_requests::style_of(summary.outlook);
    let deliveries: Vec<_> =
        summary.deliveries.into_iter().map(|deliveries| view! { <li>{deliveries}</li> }).collect();
    let next =
        (summary.outlook != Outlook::Reached).then(|| next(providers, request)).flatten().map(|provider| {
            let (id, label) = (provider.id, provider.label.clone());
            let words = fill(words.ask_next, &[("label", &label)]);
            let press = move |_| {
                television.show(Screen::Asking(id, label.clone()));
                ask(television, id, label.clone());
            };
            view! { <button class="tv__button" type="button" on:click=press>{words}</button> }
        });
    let back = move |_| television.show(Screen::Choosing);
    let back_words = if summary.outlook == Outlook::Reached { words.done } else { words.other };
    view! {
        <div class="tv__state" data-outlook=outlook role="status"><Icon glyph=glyph/><h1>{summary.headline}</h1></div>
        <p>{summary.next}</p>
        <ul class="tv__told">{deliveries}</ul>
        <div class="tv__row">
            <button class="tv__button" type="button" data-first="" on:click=back>{back_words}</button>
            {next}
            <HelpButton television/>
        </div>
    }
    .into_any()
}
