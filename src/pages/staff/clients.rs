//! API clients (`/api/clients`): integrators' programs, their webhooks, tokens and webhook deliveries.

mod one;

use leptos::prelude::*;
use wire::client::{ApiClient, ApiClientSecrets, RequestType};
use wire::session::Role;

use crate::api::list_clients;
use crate::links;
use crate::navigation::use_query;
use crate::pages::staff::Load;
use crate::pages::staff::{gate, poll_notice, use_page_title};
use crate::remote_data::{Poll, RemoteData, use_fetch};
use crate::ui::{Badge, Glyph, Icon, Skeleton, Tone};
use crate::words::{self, counted};
use one::{ClientForm, SecretDialog};

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub struct Clients {
    list: Poll<Vec<ApiClient>>,
    /// A secret, shown once.
    secret: RwSignal<Option<ApiClientSecrets>>,
}

/// The page.
#[component]
pub fn ClientsPage() -> impl IntoView {
    use_page_title(words::clients().title);
    gate(&[Role::Admin], page)
}

fn page() -> AnyView {
    let query = use_query();
    let list = use_fetch(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { list_clients(etag.as_deref()).await })
    });
    let clients = Clients { list, secret: RwSignal::new(None) };
    let chosen = Memo::new(move |_| query.get("client").unwrap_or_default());
    let inside = move || match chosen.get().as_str() {
        "" => view! { <Overview clients/> }.into_any(),
        id => one(clients, id.to_owned()),
    };
    view! {
        <div class="page">
            {poll_notice(list)}
            {inside}
        </div>
        <SecretDialog clients/>
    }
    .into_any()
}

#[component]
fn Overview(clients: Clients) -> impl IntoView {
    let texts = words::clients();
    let table = view! { <Load poll=clients.list bars=4 notice_elsewhere=true draw={move |value| {
        if value.is_empty() {
            view! {
                <div class="empty"><p class="empty__title">{texts.none}</p><p>{texts.none_help}</p></div>
            }
            .into_any()
        } else {
            table(value)
        }
    }}/> };
    view! {
        <header class="page__head"><div><h1>{texts.title}</h1><p class="quiet">{texts.lead}</p></div></header>
        {table}
    }
}

fn table(all: &[ApiClient]) -> AnyView {
    let texts = words::clients();
    let row = |one: &ApiClient| {
        let webhook = one.webhook_url.clone().unwrap_or_else(|| texts.no_webhook.to_owned());
        view! {
            <tr>
                <th scope="row"><a href=links::client(&one.id)>{one.name.clone()}</a>" "{kind_badge(one)}</th>
                <td>{webhook}</td>
                <td>{counted(texts.tokens, one.token_count)}</td>
            </tr>
        }
    };
    view! {
        <section class="part"><div class="table"><table><tbody>{all.iter().map(row).collect_view()}</tbody></table></div></section>
    }
    .into_any()
}

/// The kind of client.
fn kind_badge(one: &ApiClient) -> impl IntoView + use<> {
    let texts = words::clients();
    let (text, tone) = match one.request_type {
        _ if !one.active => (texts.revoked, Tone::Waiting),
        RequestType::IntegrationTest => (texts.tried_out, Tone::Plain),
        _ => (texts.real, Tone::Confirmed),
    };
    view! { <Badge text tone/> }
}

fn one(clients: Clients, id: String) -> AnyView {
    let texts = words::clients();
    let known = Memo::new(move |before: Option<&Option<ApiClient>>| {
        let list = clients.list.data.with(|seen| seen.value().cloned());
        let found = list.as_ref().and_then(|all| all.iter().find(|one| one.id == id).cloned());
        found.or_else(|| before.cloned().flatten())
    });
    let is_there = Memo::new(move |_| known.with(Option::is_some));
    let is_asking = Memo::new(move |_| clients.list.data.with(|seen| matches!(seen, RemoteData::Loading)));
    let inside = move || match (is_there.get(), is_asking.get()) {
        (true, _) => view! { <ClientForm clients known/> }.into_any(),
        (false, true) => view! { <Skeleton words=words::staff().loading bars=4/> }.into_any(),
        (false, false) => {
            view! { <div class="empty"><h1 class="empty__title">{texts.gone}</h1></div> }.into_any()
        }
    };
    view! {
        <p><a class="page__back" href=links::CLIENTS><Icon glyph=Glyph::Back/>{texts.back}</a></p>
        {inside}
    }
    .into_any()
}
