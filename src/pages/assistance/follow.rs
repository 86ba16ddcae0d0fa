//! One request, as the resident follows it.

use leptos::prelude::*;
use wire::assistance::{AssistanceRequest, Provider};
use wire::id::{AssistanceRequestId, ResidentId};

use super::open_requests::{open_requests, style_of};
use crate::api;
use crate::components::notice;
use crate::device::uuid;
use crate::frame;
use crate::links;
use crate::model::assistance::{Outlook, next, summary};
use crate::navigation::use_navigator;
use crate::remote_data::{RemoteData, use_poll};
use crate::task::Task;
use crate::ui::{Age, Button, Glyph, Icon, Kind, Skeleton, Tone};
use crate::words::{self, fill};

/// The request, with what can be done now.
pub fn follow(resident: ResidentId, id: AssistanceRequestId) -> AnyView {
    let providers = RwSignal::new(Vec::<Provider>::new());
    frame::work(async move {
        if let Ok(found) = api::list_visible_providers(resident).await {
            providers.try_set(found);
        }
    });
    let poll = use_poll(Signal::stored(id.to_string()), move |_, etag| {
        Box::pin(async move { api::get_assistance_request(id, etag.as_deref()).await })
    });
    let task = Task::new();
    let failure = move || {
        let failed = poll.data.with(RemoteData::failure).map(|(error, _)| error).or(task.error());
        failed.map(|error| notice(Tone::Waiting, Glyph::Offline, [error.message()], None))
    };
    let value = poll.value();
    view! {
        <div class="stack">
            {failure}
            {move || value.with(|request| match request {
                None => view! { <Skeleton words=words::common().errors.loading bars=4/> }.into_any(),
                Some(request) => providers.with(|providers| request_view(request, providers, task)),
            })}
            {open_requests(Some(id))}
        </div>
    }
    .into_any()
}

fn request_view(request: &AssistanceRequest, providers: &[Provider], task: Task) -> AnyView {
    let (words, navigator) = (words::assistance(), use_navigator());
    let summary = summary(request);
    let (tone, glyph) = style_of(summary.outlook);
    let deliveries = (!summary.deliveries.is_empty()).then(|| {
        let deliveries: Vec<_> =
            summary.deliveries.into_iter().map(|deliveries| view! { <li>{deliveries}</li> }).collect();
        view! { <h2>{words.told}</h2><ul class="assistance__told">{deliveries}</ul> }
    });
    let answered = request.reached.as_ref().map(|at| at.millis());
    let answered = answered.map(|at| view! { " · " {words.answered_at} " " <Age at/> });
    let asked_at = request.created.millis();
    let next =
        (summary.outlook != Outlook::Reached).then(|| next(providers, request)).flatten().map(|provider| {
            let id = provider.id;
            let press = Callback::new(move |()| {
                let key = uuid::random();
                task.run(async move {
                    let request = api::create_assistance_request(id, &key).await?;
                    navigator.push(&links::assistance_request(request.id));
                    Ok(())
                });
            });
            let label = fill(words.ask_next, &[("label", &provider.label)]);
            view! { <Button kind=Kind::Primary busy=task.busy() on_press=press>{label}</Button> }
        });
    view! {
        <div class=tone.class("assistance__state") role="status">
            <Icon glyph=glyph/>
            <h1>{summary.headline}</h1>
            <p>{summary.next}</p>
        </div>
        <p class="quiet">{words.asked_at} " " <Age at=asked_at/>{answered}</p>
        {deliveries}
        <div class="assistance__ways">
            {next}
            <a class="button" href=links::ASSISTANCE>{words.ask_other}</a>
            <a class="button" href=links::HOME>{words.to_alarm}</a>
        </div>
    }
    .into_any()
}
