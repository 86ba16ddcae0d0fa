//! The ledger of deliveries (`GET /api/deliveries`): by provider, request or service, each with its attempts and a
//! replay button (`POST /api/deliveries/{id}/replay`).

mod filter;
mod replay;

use leptos::prelude::*;
use wire::delivery::{Delivery, DeliveryState};
use wire::session::Role;

use crate::api::list_deliveries;
use crate::components::delivery::{attempts_table, delivery_head, tries_words};
use crate::model::ledger::{Period, periods};
use crate::navigation::use_query;
use crate::pages::staff::Load;
use crate::pages::staff::{gate, poll_notice, use_page_title};
use crate::remote_data::{Poll, RemoteData, use_poll};
use crate::session::use_session;
use crate::ui::{Button, Column, ColumnChart, Fill, Kind, Series, row_key, scoped_memo, use_now, when};
use crate::words::{self, counted};
use filter::DeliveryFilter;
use replay::Replay;

/// Deliveries on one page.
const PAGE: usize = 50;

/// The ledger, for all office staff.
#[component]
pub fn DeliveriesPage() -> impl IntoView {
    use_page_title(words::deliveries().title);
    gate(&[Role::Admin, Role::Manager, Role::Officer], ledger)
}

fn ledger() -> AnyView {
    let query = use_query();
    let filter = Memo::new(move |_| DeliveryFilter::read(&|name| query.get(name)));
    let poll = use_poll(Signal::derive(move || filter.with(DeliveryFilter::query)), |query, etag| {
        Box::pin(async move { list_deliveries(&query, etag.as_deref()).await })
    });
    let replay = Replay::new(poll);
    Effect::new(move |_| {
        filter.track();
        replay.forget();
    });
    let drawn =
        Memo::new(move |_| poll.data.with(|seen| seen.value().map_or_else(Vec::new, |all| periods(all))));
    let head = move || filter.with(|filter| filter.head(&poll.data.with(owner_name)));
    view! {
        <div class="ledger">
            {head}
            {poll_notice(poll)}
            {replay.notice()}
            {move || chart(&drawn.read())}
            {list(poll, replay, filter)}
            {move || poll.data.with(|seen| pages(seen, &filter.get()))}
            {replay.dialog()}
        </div>
    }
    .into_any()
}

/// When the deliveries of the list were created, and how each period went. One period alone compares nothing.
fn chart(periods: &[Period]) -> AnyView {
    let texts = words::deliveries();
    if periods.len() < 2 {
        return ().into_any();
    }
    let series = vec![
        Series { name: texts.delivered, fill: Fill::Plain },
        Series { name: texts.waiting, fill: Fill::Open },
        Series { name: texts.dead, fill: Fill::Waiting },
    ];
    let now = when::now();
    let column = |one: &Period| Column {
        name: when::clock_time(one.begins_at, now),
        counts: vec![one.delivered, one.waiting, one.dead],
    };
    let count: u32 = periods.iter().map(|one| one.delivered + one.waiting + one.dead).sum();
    let title = counted(texts.chart, i64::from(count));
    let columns = periods.iter().map(column).collect();
    view! {
        <section class="part">
            <ColumnChart id="chart-deliveries" title time=texts.chart_from series columns/>
        </section>
    }
    .into_any()
}

/// The name of the filtered provider or service, as its rows give it.
fn owner_name(seen: &RemoteData<Vec<Delivery>>) -> String {
    let first = seen.value().and_then(|rows| rows.first().cloned()).unwrap_or_default();
    first
        .provider
        .map(|provider| provider.name)
        .or(first.service.map(|service| service.name))
        .unwrap_or_default()
}

fn list(poll: Poll<Vec<Delivery>>, replay: Replay, filter: Memo<DeliveryFilter>) -> AnyView {
    let now = use_now();
    let session = use_session();
    let may_replay = Memo::new(move |_| session.has_role(&[Role::Admin]));
    let known = poll.value();
    let keys = Memo::new(move |_| {
        known.with(|known| {
            known.iter().flat_map(|rows| rows.iter()).map(|one| row_key(&one.id)).collect::<Vec<_>>()
        })
    });
    // A row keeps its key, so that its open attempts stay open when another delivery comes.
    let one = move |key: i64| {
        let this = scoped_memo(move |before: Option<&Option<Delivery>>| {
            let found =
                known.with(|known| known.as_ref()?.iter().find(|one| row_key(&one.id) == key).cloned());
            found.or_else(|| before.cloned().flatten())
        });
        view! { <Row this now replay may_replay/> }.into_any()
    };
    let rows = view! { <For each=move || keys.get() key=|key| *key children=one/> };
    let instead = view! { <Load poll bars=6 notice_elsewhere=true draw={move |value| match value {
        value if value.is_empty() => none(&filter.get()),
        _ => ().into_any(),
    }}/> };
    view! { {instead}<ul class="ledger__list">{rows}</ul> }.into_any()
}

fn none(filter: &DeliveryFilter) -> AnyView {
    let words = words::deliveries();
    let (title, help) =
        if filter.is_all() { (words.none, words.none_help) } else { (words.none_such, words.none_such_help) };
    view! { <div class="empty"><p class="empty__title">{title}</p><p>{help}</p></div> }.into_any()
}

#[component]
fn Row(
    this: Memo<Option<Delivery>>,
    now: Signal<i64>,
    replay: Replay,
    may_replay: Memo<bool>,
) -> impl IntoView {
    let words = words::deliveries();
    let state =
        scoped_memo(move |_| this.with(|one| one.as_ref().map(|one| one.state.clone())).unwrap_or_default());
    let is_tried =
        scoped_memo(move |_| this.with(|one| one.as_ref().is_some_and(|one| !one.attempts.is_empty())));
    let seen = move |draw: fn(&Delivery, i64) -> AnyView| {
        (move || this.with(|one| one.as_ref().map(|one| draw(one, now.get())))).into_any()
    };
    let again = move || {
        if state.get() == DeliveryState::Waiting || !may_replay.get() {
            return ().into_any();
        }
        let Some(Delivery { id, name, .. }) = this.get_untracked() else { return ().into_any() };
        let called = format!(" {name}");
        let ask = Callback::new(move |()| replay.ask(id.clone(), name.clone()));
        view! {
            <Button kind=Kind::Quiet on_press=ask>
                {words.replay}<span class="visually-hidden">{called}</span>
            </Button>
        }
        .into_any()
    };
    let tries = move || {
        is_tried.get().then(|| {
            let how_many = move || {
                let count = this.with(|one| one.as_ref().map(tries_words)).unwrap_or_default();
                format!("{} · {count}", words.show)
            };
            let table = move || this.with(|one| one.as_ref().map(attempts_table));
            view! { <details class="delivery__tries"><summary>{how_many}</summary>{table}</details> }
                .into_any()
        })
    };
    view! {
        <li class="delivery" data-state=move || state.get().as_str()>
            {seen(delivery_head)}
            <div class="delivery__foot">{tries}{again}</div>
        </li>
    }
    .into_any()
}

/// Links to older ones, and back.
fn pages(seen: &RemoteData<Vec<Delivery>>, filter: &DeliveryFilter) -> impl IntoView + use<> {
    let rows = seen.value().cloned().unwrap_or_default();
    let older = (rows.len() >= PAGE).then(|| rows.last().map(|last| filter.before(&last.id))).flatten();
    let older = older.map(|href| view! { <a class="button" href=href>{words::deliveries().older}</a> });
    let newest =
        filter.newest().map(|href| view! { <a class="button" href=href>{words::deliveries().newest}</a> });
    view! { <nav class="buttons" aria-label=words::deliveries().older>{newest}{older}</nav> }
}
