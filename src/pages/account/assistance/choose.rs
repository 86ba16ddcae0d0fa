//! Whom a resident can ask: one large button each.

use leptos::prelude::*;
use wire::assistance::{AssistanceRequest, Provider, RequestStatus};
use wire::id::{ProviderId, ResidentId};

use crate::api::{self, ApiError, Polled};
use crate::assistance::is_fresh;
use crate::components::notice;
use crate::device::{address, clock, key};
use crate::frame;
use crate::route;
use crate::ui::{Button, Glyph, Skeleton, Tone, nothing};
use crate::words::{assistance as words, fill, words as common};

#[derive(Clone)]
enum Status {
    Loading,
    Loaded(Vec<Provider>),
    Failed(ApiError),
}

/// What is being asked: whom, by which key, and what went wrong. The key stays as long as the same is asked, so that an
/// answer that was lost makes no second request.
#[derive(Clone, Default)]
struct Asking {
    provider: Option<ProviderId>,
    key: String,
    busy: bool,
    error: Option<ApiError>,
}

/// The choice.
pub fn choose(resident: ResidentId) -> AnyView {
    let status = RwSignal::new(Status::Loading);
    let open = RwSignal::new(None::<AssistanceRequest>);
    let asking = RwSignal::new(Asking::default());
    let load = move || {
        frame::work(async move {
            let found = api::list_visible_providers(resident).await;
            status.try_set(found.map_or_else(Status::Failed, Status::Loaded));
            if let Ok(Polled::Changed(page, _)) = api::list_assistance_requests(None).await {
                let newest = page.results.into_iter().next();
                open.try_set(newest.filter(|request| is_fresh(request, clock::wall())));
            }
        });
    };
    load();
    let words = words();
    view! {
        <div class="stack">
            <h1>{words.title}</h1>
            <p class="quiet">{words.lead}</p>
            {move || open.read().as_ref().map_or_else(nothing, open_request)}
            {move || asking.read().error.as_ref().map_or_else(nothing, |error| {
                notice(Tone::Waiting, Glyph::Offline, [error.message()], None)
            })}
            {move || match status.get() {
                Status::Loading => view! { <Skeleton words=common().errors.loading bars=4/> }.into_any(),
                Status::Loaded(list) if list.is_empty() => nobody(),
                Status::Loaded(list) => labels(&list, asking),
                Status::Failed(error) => view! {
                    {notice(Tone::Waiting, Glyph::Offline, [error.message()], None)}
                    <Button on_press=Callback::new(move |()| load())>{common().errors.try_again}</Button>
                }
                .into_any(),
            }}
            <p>{words.danger} " " <a href=route::HOME>{words.to_alarm}</a></p>
        </div>
    }
    .into_any()
}

fn nobody() -> AnyView {
    notice(Tone::Plain, Glyph::Info, [words().none.to_owned(), words().none_help.to_owned()], None)
}

/// The newest request, while it is fresh.
fn open_request(request: &AssistanceRequest) -> AnyView {
    let tone = if request.status == RequestStatus::Coming { Tone::Confirmed } else { Tone::Accent };
    let asked = fill(words().open_request, &[("label", &request.label)]);
    view! {
        <div class=tone.class("notice")>
            <div><p>{asked}</p><p><a class="button" href=route::assistance_request(request.id)>{words().see}</a></p></div>
        </div>
    }
    .into_any()
}

fn labels(list: &[Provider], asking: RwSignal<Asking>) -> AnyView {
    let label = |provider: &Provider| {
        let id = provider.id;
        let busy = Signal::derive(move || asking.with(|asking| asking.busy && asking.provider == Some(id)));
        let press = move |_| {
            if !asking.with_untracked(|asking| asking.busy) {
                ask(id, asking);
            }
        };
        view! {
            <li><button
                class="button button--wide assistance__label" type="button"
                aria-busy=move || busy.get().then_some("true") on:click=press
            >{provider.label.clone()}</button></li>
        }
    };
    view! { <ul class="assistance__labels">{list.iter().map(label).collect_view()}</ul> }.into_any()
}

fn ask(provider: ProviderId, asking: RwSignal<Asking>) {
    asking.update(|asking| {
        if asking.provider != Some(provider) {
            asking.key = key::fresh();
        }
        *asking = Asking {
            provider: Some(provider),
            busy: true,
            error: None,
            key: std::mem::take(&mut asking.key),
        };
    });
    let key = asking.with_untracked(|asking| asking.key.clone());
    frame::work(async move {
        match api::create_assistance_request(provider, &key).await {
            Ok(request) => address::go(&route::assistance_request(request.id)),
            Err(error) => {
                let _ = asking.try_update(|asking| {
                    asking.busy = false;
                    asking.error = Some(error);
                });
            }
        }
    });
}
