//! Services (`/api/services`): registering one, its key shown once, its callback, sent messages, and the ledger of
//! callbacks.

mod callbacks;
mod form;
mod notify_key;
mod secrets;
mod sent;

use leptos::prelude::*;
use wire::service::{Service, ServiceSecrets};
use wire::session::Role;

use crate::api::list_services;
use crate::links;
use crate::navigation::use_query;
use crate::pages::staff::Load;
use crate::pages::staff::{gate, poll_notice, use_page_title};
use crate::remote_data::{Poll, RemoteData, use_fetch};
use crate::ui::{Badge, Glyph, Icon, Skeleton, Tone, use_now, when};
use crate::words;
use callbacks::callbacks;
pub use callbacks::ledger;
use form::{NewService, ServiceForm};
use notify_key::notify_key;
use secrets::secrets_dialog;
use sent::SentBy;

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Services {
    list: Poll<Vec<Service>>,
    secrets: RwSignal<Option<ServiceSecrets>>,
}

/// The page.
#[component]
pub fn ServicesPage() -> impl IntoView {
    use_page_title(words::services().title);
    gate(&[Role::Admin, Role::Manager], page)
}

fn page() -> AnyView {
    let query = use_query();
    let list = use_fetch(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { list_services(etag.as_deref()).await })
    });
    let services = Services { list, secrets: RwSignal::new(None) };
    let chosen = Memo::new(move |_| query.get("service").unwrap_or_default());
    let inside = move || match chosen.get().as_str() {
        "" => view! { <Overview services/> }.into_any(),
        "new" => view! { <NewService services/> }.into_any(),
        id => one(services, id.to_owned()),
    };
    view! {
        <div class="page">
            {poll_notice(list)}
            {inside}
        </div>
        {secrets_dialog(services)}
    }
    .into_any()
}

#[component]
fn Overview(services: Services) -> impl IntoView {
    let texts = words::services();
    let now = use_now();
    let table = view! { <Load poll=services.list bars=4 notice_elsewhere=true draw={move |value| {
        if value.is_empty() {
            view! {
                <div class="empty"><p class="empty__title">{texts.none}</p><p>{texts.none_help}</p></div>
            }
            .into_any()
        } else {
            table(value, now.get())
        }
    }}/> };
    view! {
        <header class="page__head">
            <div><h1>{texts.title}</h1><p class="quiet">{texts.lead}</p></div>
            <p class="buttons">
                <a class="button" href=links::LINKS>{words::links().title}</a>
                <a class="button button--primary" href=links::service("new")>{texts.register}</a>
            </p>
        </header>
        {table}
    }
}

fn table(all: &[Service], now: i64) -> AnyView {
    let texts = words::services();
    let row = |one: &Service| {
        let last = one
            .last_sent_at
            .as_ref()
            .map_or_else(|| texts.never.to_owned(), |at| when::ago(at.millis(), now));
        let off = if one.active {
            ().into_any()
        } else {
            view! { <Badge text=texts.off tone=Tone::Waiting/> }.into_any()
        };
        view! {
            <tr>
                <th scope="row"><a href=links::service(&one.id.0)>{one.name.clone()}</a>" "{off}</th>
                <td>{texts.sent_count}": "{one.sent_count}</td>
                <td class="place" data-stale={one.failed_count > 0}>{texts.failed_count}": "{one.failed_count}</td>
                <td>{texts.last_sent}": "{last}</td>
            </tr>
        }
    };
    view! {
        <section class="part"><div class="table"><table><tbody>{all.iter().map(row).collect_view()}</tbody></table></div></section>
    }
    .into_any()
}

fn one(services: Services, id: String) -> AnyView {
    let texts = words::services();
    let known = {
        let id = id.clone();
        Memo::new(move |before: Option<&Option<Service>>| {
            let list = services.list.data.with(|seen| seen.value().cloned());
            let found = list.as_ref().and_then(|all| all.iter().find(|one| one.id.0 == id).cloned());
            found.or_else(|| before.cloned().flatten())
        })
    };
    let is_there = Memo::new(move |_| known.with(Option::is_some));
    let is_asking = Memo::new(move |_| services.list.data.with(|seen| matches!(seen, RemoteData::Loading)));
    let inside = move || match (is_there.get(), is_asking.get()) {
        (true, _) => {
            let id = id.clone();
            view! {
                <ServiceForm services known/>
                <div class="service__parts">{notify_key(services, known)}<SentBy id=id.clone()/>{callbacks(id, known)}</div>
            }
            .into_any()
        }
        (false, true) => view! { <Skeleton words=words::staff().loading bars=4/> }.into_any(),
        (false, false) => {
            view! { <div class="empty"><h1 class="empty__title">{texts.gone}</h1></div> }.into_any()
        }
    };
    view! {
        <p><a class="page__back" href=links::SERVICES><Icon glyph=Glyph::Back/>{texts.back}</a></p>
        {inside}
    }
    .into_any()
}
