//! Addresses of sites and residents (`PUT /api/v2/site/{id}/address`, `PUT /api/v2/resident/{id}/address`).

mod form;

use leptos::prelude::*;
use wire::assistance::{ScopeKind, Site};
use wire::session::Role;

use crate::api::{ApiError, list_sites};
use crate::frame::work;
use crate::links;
use crate::navigation::{use_navigator, use_query};
use crate::pages::staff::admin::finder::finder;
use crate::pages::staff::{gate, use_page_title};
use crate::ui::{Button, Glyph, Icon, Notice, Skeleton, Tone};
use crate::words;
use form::AddressForm;

/// State of data that is fetched once.
#[derive(Clone)]
enum FetchState<T> {
    Loading,
    Ready(T),
    Failed(ApiError),
}

/// The page, for all office staff.
#[component]
pub fn AddressesPage() -> impl IntoView {
    use_page_title(words::addresses().title);
    gate(&[Role::Admin, Role::Manager, Role::Officer], page)
}

fn page() -> AnyView {
    let query = use_query();
    let chosen = Memo::new(move |_| {
        let asked = |kind: ScopeKind| query.get(kind.as_str()).and_then(|id| id.parse::<i64>().ok());
        let of = |kind| asked(kind).map(|id| (kind, id));
        of(ScopeKind::Site).or_else(|| of(ScopeKind::Resident))
    });
    let inside = move || {
        match chosen.get() {
        Some((kind, id)) => view! {
            <p><a class="page__back" href=links::ADDRESSES><Icon glyph=Glyph::Back/>{words::addresses().back}</a></p>
            <AddressForm kind id/>
        }
        .into_any(),
        None => view! { <Overview/> }.into_any(),
    }
    };
    view! { <div class="page">{inside}</div> }.into_any()
}

#[component]
fn Overview() -> impl IntoView {
    let texts = words::addresses();
    let navigator = use_navigator();
    let sites = RwSignal::new(FetchState::Loading);
    let load = move || {
        sites.set(FetchState::Loading);
        work(async move {
            let answer = list_sites("").await;
            sites.try_set(answer.map_or_else(FetchState::Failed, FetchState::Ready));
        });
    };
    load();
    let find = finder(
        "address-find",
        texts.find,
        texts.find_hint,
        &[ScopeKind::Site, ScopeKind::Resident],
        Signal::stored(None),
        move |kind, choice| navigator.push(&links::address_of(kind, choice.key)),
    );
    let list = move || {
        match sites.get() {
        FetchState::Loading => view! { <Skeleton words=words::staff().loading bars=4/> }.into_any(),
        FetchState::Failed(error) => failed(error, Callback::new(move |()| load())),
        FetchState::Ready(all) if all.is_empty() => view! {
            <div class="empty"><p class="empty__title">{texts.sites_none}</p><p>{texts.sites_none_help}</p></div>
        }
        .into_any(),
        FetchState::Ready(all) => table(&all),
    }
    };
    view! {
        <header class="page__head"><div><h1>{texts.title}</h1><p class="quiet">{texts.lead}</p></div></header>
        {find}
        <section class="part" aria-labelledby="address-sites">
            <h2 id="address-sites">{texts.sites}</h2>
            {list}
        </section>
    }
}

/// The error, with a retry button.
fn failed(error: ApiError, again: Callback<()>) -> AnyView {
    view! {
        <Notice tone=Tone::Waiting glyph=Glyph::Offline><p>{error.message()}</p></Notice>
        <Button on_press=again>{words::common().errors.try_again}</Button>
    }
    .into_any()
}

fn table(all: &[Site]) -> AnyView {
    let texts = words::addresses();
    let row = |one: &Site| {
        let line = match (one.address.line(), one.address_line.clone()) {
            (Some(line), _) => line.into_any(),
            (None, Some(line)) => view! { {line} <p class="quiet">{texts.one_line}</p> }.into_any(),
            (None, None) => view! { <p class="quiet">{texts.unknown}</p> }.into_any(),
        };
        let place = match one.lat.zip(one.lon) {
            Some((lat, lon)) => format!("{lat:.4}, {lon:.4}"),
            None => texts.no_place.to_owned(),
        };
        view! {
            <tr>
                <th scope="row"><a href=links::address_of(ScopeKind::Site, one.id.0)>{one.name.clone()}</a></th>
                <td>{line}</td>
                <td>{place}</td>
            </tr>
        }
    };
    view! { <div class="table"><table><tbody>{all.iter().map(row).collect_view()}</tbody></table></div> }
        .into_any()
}
