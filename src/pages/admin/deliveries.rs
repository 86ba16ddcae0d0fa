//! The ledger of deliveries (`GET /api/deliveries`): by provider, by request, by service; each with its tries, and a way to
//! send it again (`POST /api/deliveries/{id}/replay`).

mod narrowed;
mod replay;

use leptos::prelude::*;
use wire::delivery::{Delivery, DeliveryState};
use wire::session::Role;

use crate::api::list_deliveries;
use crate::components::delivery::{attempts_table, delivery_head, tries_words};
use crate::device::address::use_here;
use crate::pages::staff::{gate, poll_notice, use_page_title};
use crate::poll::{Poll, Seen, use_poll};
use crate::reactive::memo;
use crate::session::{Viewer, use_session};
use crate::ui::{Button, Kind, Skeleton, live, nothing, use_now};
use crate::words::{deliveries as words, staff};
use narrowed::Narrowed;
use replay::Replay;

/// How many stand on one page.
const PAGE: usize = 50;

/// The ledger, for everybody who has to know whether somebody was told.
pub fn deliveries_page() -> AnyView {
    use_page_title(words().title);
    gate(&[Role::Admin, Role::Manager, Role::Officer], ledger)
}

fn ledger() -> AnyView {
    let here = use_here();
    let narrowed = memo(move || Narrowed::read(&|name| here.asked(name)));
    let poll = use_poll(Signal::derive(move || narrowed.with(Narrowed::query)), |query, tag| {
        Box::pin(async move { list_deliveries(&query, tag.as_deref()).await })
    });
    let replay = Replay::new(poll);
    let head = live(move || narrowed.with(|narrowed| narrowed.head(&poll.seen.with(owner_name))));
    view! {
        <div class="ledger">
            {head}
            {poll_notice(poll)}
            {replay.notice()}
            {list(poll, replay, narrowed)}
            {live(move || poll.seen.with(|seen| pages(seen, &narrowed.get())))}
            {replay.dialog()}
        </div>
    }
    .into_any()
}

/// The name of what the list is narrowed down to, as its rows give it.
fn owner_name(seen: &Seen<Vec<Delivery>>) -> String {
    let first = seen.value().and_then(|rows| rows.first().cloned()).unwrap_or_default();
    first
        .provider
        .map(|provider| provider.name)
        .or(first.service.map(|service| service.name))
        .unwrap_or_default()
}

fn list(poll: Poll<Vec<Delivery>>, replay: Replay, narrowed: Memo<Narrowed>) -> AnyView {
    let now = use_now();
    let session = use_session();
    let may_replay = memo(move || {
        session.viewer.with(|viewer| matches!(viewer, Viewer::SignedIn(user) if user.role == Role::Admin))
    });
    live(move || {
        poll.seen.with(|seen| match seen {
            Seen::Asking => view! { <Skeleton words=staff().loading bars=6/> }.into_any(),
            Seen::Failed(_) => nothing(),
            Seen::Fresh { value, .. } | Seen::Old { value, .. } if value.is_empty() => none(&narrowed.get()),
            Seen::Fresh { value, .. } | Seen::Old { value, .. } => {
                let replay = may_replay.get().then_some(replay);
                let rows: Vec<_> = value.iter().map(|delivery| row(delivery, now.get(), replay)).collect();
                view! { <ul class="ledger__list">{rows}</ul> }.into_any()
            }
        })
    })
}

fn none(narrowed: &Narrowed) -> AnyView {
    let words = words();
    let (title, help) = if narrowed.is_all() {
        (words.none, words.none_help)
    } else {
        (words.none_such, words.none_such_help)
    };
    view! { <div class="empty"><p class="empty__title">{title}</p><p>{help}</p></div> }.into_any()
}

fn row(delivery: &Delivery, now: i64, replay: Option<Replay>) -> AnyView {
    let words = words();
    let again = replay.filter(|_| delivery.state != DeliveryState::Waiting).map(|replay| {
        let (id, name) = (delivery.id.clone(), delivery.name.clone());
        let called = format!(" {name}");
        let ask = Callback::new(move |()| replay.ask(id.clone(), name.clone()));
        view! {
            <Button kind=Kind::Quiet on_press=ask>
                {words.replay}<span class="visually-hidden">{called}</span>
            </Button>
        }
    });
    let tries = (!delivery.attempts.is_empty()).then(|| {
        view! {
            <details class="delivery__tries">
                <summary>{format!("{} · {}", words.show, tries_words(delivery))}</summary>
                {attempts_table(delivery)}
            </details>
        }
    });
    view! {
        <li class="delivery" data-state=delivery.state.as_str()>
            {delivery_head(delivery, now)}
            <div class="delivery__foot">{tries}{again}</div>
        </li>
    }
    .into_any()
}

/// The way to older ones, and back.
fn pages(seen: &Seen<Vec<Delivery>>, narrowed: &Narrowed) -> AnyView {
    let rows = seen.value().cloned().unwrap_or_default();
    let older = (rows.len() >= PAGE).then(|| rows.last().map(|last| narrowed.before(&last.id))).flatten();
    let older = older.map(|href| view! { <a class="button" href=href>{words().older}</a> });
    let newest = narrowed.newest().map(|href| view! { <a class="button" href=href>{words().newest}</a> });
    view! { <nav class="buttons" aria-label=words().older>{newest}{older}</nav> }.into_any()
}
