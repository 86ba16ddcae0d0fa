//! The providers a resident can ask, as large buttons.

use leptos::prelude::*;
use wire::assistance::Provider;
use wire::id::{ProviderId, ResidentId};

use super::open_requests::open_requests;
use crate::api::{self, ApiError};
use crate::components::notice;
use crate::device::uuid;
use crate::frame;
use crate::links;
use crate::navigation::{Navigator, use_navigator};
use crate::ui::{Button, Glyph, Skeleton, Tone};
use crate::words::{self, fill};

#[derive(Clone)]
enum Providers {
    Loading,
    Loaded(Vec<Provider>),
    Failed(ApiError),
}

/// The request being made: to whom, with which key, and what went wrong. The key stays while the same provider is
/// asked, so that a lost response makes no second request.
#[derive(Clone, Default)]
struct RequestState {
    provider: Option<ProviderId>,
    key: String,
    busy: bool,
    error: Option<ApiError>,
}

/// The list of providers.
pub fn choose(resident: ResidentId) -> AnyView {
    let status = RwSignal::new(Providers::Loading);
    let state = RwSignal::new(RequestState::default());
    let load = move || {
        frame::work(async move {
            let found = api::list_visible_providers(resident).await;
            status.try_set(found.map_or_else(Providers::Failed, Providers::Loaded));
        });
    };
    load();
    let words = words::assistance();
    view! {
        <div class="stack">
            <h1>{words.title}</h1>
            <p class="quiet">{words.lead}</p>
            {open_requests(None)}
            {move || state.read().error.as_ref().map(|error| {
                notice(Tone::Waiting, Glyph::Offline, [error.message()], None)
            })}
            {move || match status.get() {
                Providers::Loading => view! { <Skeleton words=words::common().errors.loading bars=4/> }.into_any(),
                Providers::Loaded(list) if list.is_empty() => view! { <Nobody/> }.into_any(),
                Providers::Loaded(list) => labels(&list, state),
                Providers::Failed(error) => view! {
                    {notice(Tone::Waiting, Glyph::Offline, [error.message()], None)}
                    <Button on_press=Callback::new(move |()| load())>{words::common().errors.try_again}</Button>
                }
                .into_any(),
            }}
            <p>{words.danger} " " <a href=links::HOME>{words.to_alarm}</a></p>
        </div>
    }
    .into_any()
}

#[component]
fn Nobody() -> impl IntoView {
    notice(
        Tone::Plain,
        Glyph::Info,
        [words::assistance().none.to_owned(), words::assistance().none_help.to_owned()],
        None,
    )
}

fn labels(list: &[Provider], state: RwSignal<RequestState>) -> AnyView {
    let chosen = RwSignal::new(None::<ProviderId>);
    let row = |provider: &Provider| {
        let (id, label) = (provider.id, provider.label.clone());
        let is_chosen = Memo::new(move |_| chosen.get() == Some(id));
        let content = move || match is_chosen.get() {
            true => question(id, &label, chosen, state),
            false => {
                let press = move |_| {
                    if !state.with_untracked(|state| state.busy) {
                        chosen.set(Some(id));
                        focus(YES.to_owned());
                    }
                };
                view! {
                    <button
                        class="button button--wide assistance__label" type="button" id=place_of(id) on:click=press
                    >{label.clone()}</button>
                }
                .into_any()
            }
        };
        view! { <li>{content}</li> }
    };
    view! { <ul class="assistance__labels">{list.iter().map(row).collect_view()}</ul> }.into_any()
}

/// "Ask Duty Manager?", in place of the label: one tap by mistake asks nobody.
fn question(
    id: ProviderId,
    label: &str,
    chosen: RwSignal<Option<ProviderId>>,
    state: RwSignal<RequestState>,
) -> AnyView {
    let (words, navigator) = (words::assistance(), use_navigator());
    let busy = Signal::derive(move || state.with(|state| state.busy && state.provider == Some(id)));
    let yes = move |_| {
        if !state.with_untracked(|state| state.busy) {
            ask(id, state, navigator);
        }
    };
    let no = move |_| {
        chosen.set(None);
        focus(place_of(id));
    };
    let sure = fill(words.sure, &[("label", label)]);
    view! {
        <div class="card assistance__question" role="group" aria-labelledby="assistance-sure">
            <p id="assistance-sure"><strong>{sure}</strong></p>
            <div class="assistance__choice">
                <button
                    class="button button--primary" type="button" id=YES aria-describedby="assistance-sure"
                    aria-busy=move || busy.get().then_some("true") on:click=yes
                >{words.sure_yes}</button>
                <button class="button" type="button" on:click=no>{words.sure_no}</button>
            </div>
        </div>
    }
    .into_any()
}

const YES: &str = "assistance-yes";

fn place_of(id: ProviderId) -> String {
    format!("assistance-{id}")
}

/// After rendering: the focused element was replaced.
fn focus(id: String) {
    request_animation_frame(move || {
        if let Some(element) = frame::element(&id) {
            let _ = element.focus();
        }
    });
}

fn ask(provider: ProviderId, state: RwSignal<RequestState>, navigator: Navigator) {
    state.update(|state| {
        if state.provider != Some(provider) {
            state.key = uuid::random();
        }
        *state = RequestState {
            provider: Some(provider),
            busy: true,
            error: None,
            key: std::mem::take(&mut state.key),
        };
    });
    let key = state.with_untracked(|state| state.key.clone());
    frame::work(async move {
        match api::create_assistance_request(provider, &key).await {
            Ok(request) => navigator.push(&links::assistance_request(request.id)),
            Err(error) => {
                let _ = state.try_update(|state| {
                    state.busy = false;
                    state.error = Some(error);
                });
            }
        }
    });
}
