//! `/staff/visits`: visits, residents' answers, and cautions (`/api/visits`, `/api/cautions`).

mod cautions;
mod one;

use leptos::prelude::*;
use wire::session::Role;
use wire::time::Timestamp;
use wire::visit::{Visit, VisitState};

use crate::api::list_visits;
use crate::links;
use crate::navigation::{encoded, use_query};
use crate::pages::staff::{gate, poll_notice, use_page_title};
use crate::remote_data::{RemoteData, use_fetch};
use crate::ui::{Badge, Glyph, Icon, Skeleton, Tone, when};
use crate::words::{self, fill};
use cautions::cautions;

/// The page.
#[component]
pub fn VisitsPage() -> impl IntoView {
    use_page_title(words::visits().title);
    gate(&[Role::Officer, Role::Manager, Role::Admin], page)
}

fn page() -> AnyView {
    let query = use_query();
    let which = Memo::new(move |_| query.get("visit"));
    let inside = move || match which.get() {
        Some(id) => one::one(id),
        None => list(),
    };
    view! { <div class="page page--narrow">{inside}</div> }.into_any()
}

fn list() -> AnyView {
    let texts = words::visits();
    let query = use_query();
    let state = Memo::new(move |_| query.get("state").unwrap_or_else(|| "planned".to_owned()));
    let poll = use_fetch(state.into(), |state, etag| {
        Box::pin(async move { list_visits(&state, etag.as_deref()).await })
    });
    let tabs = move || {
        let chosen = state.get();
        let all = [("planned", texts.planned), ("over", texts.over), ("cancelled", texts.cancelled)];
        let tab = |(state, name): (&'static str, &'static str)| {
            let current = (state == chosen).then_some("page");
            view! { <a href=links::visits(state) aria-current=current>{name}</a> }
        };
        view! { <nav class="tabs" aria-label=texts.which>{all.map(tab).into_iter().collect_view()}</nav> }
            .into_any()
    };
    // An unchanged response redraws nothing.
    let known = poll.value();
    let is_asking = Memo::new(move |_| poll.data.with(|seen| matches!(seen, RemoteData::Loading)));
    let rows = move || match known.get() {
        None if is_asking.get() => view! { <Skeleton words=words::staff().loading bars=6/> }.into_any(),
        None => ().into_any(),
        Some(all) if all.is_empty() => {
            let (title, help) = match state.get_untracked().as_str() {
                "planned" => (texts.none, texts.none_help),
                _ => (texts.none_over, texts.none_over_help),
            };
            view! { <div class="empty"><p class="empty__title">{title}</p><p>{help}</p></div> }.into_any()
        }
        Some(all) => view! { <ul class="messages">{all.iter().map(row).collect_view()}</ul> }.into_any(),
    };
    view! {
        <header><h1>{texts.title}</h1><p class="quiet">{texts.lead}</p></header>
        {tabs}
        {poll_notice(poll)}
        {rows}
        {cautions()}
    }
    .into_any()
}

fn row(visit: &Visit) -> impl IntoView + use<> {
    let where_ = visit.property.clone().or_else(|| visit.household.clone());
    let who = visit.officer_name.clone().or_else(|| visit.officer.clone());
    let aside = [where_, who].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let cautions = visit.cautions.iter().map(|caution| caution_line(&caution.message)).collect_view();
    view! {
        <li class="message-row">
            <span class="message-row__what">
                <a href=links::visit(&encoded(&visit.id))>{title(visit)}</a>
                " · "{when::day_and_time(visit.due_at.millis())}
            </span>
            <span class="message-row__status">{state_badge(visit)}</span>
            <span class="quiet">{aside}</span>
            {cautions}
        </li>
    }
}

/// Whom the visit is for.
fn title(visit: &Visit) -> String {
    let name = visit.resident_name.as_ref().or(visit.resident.as_ref()).or(visit.property.as_ref());
    name.map_or_else(
        || words::visits().somewhere.to_owned(),
        |name| fill(words::visits().to, &[("name", name)]),
    )
}

fn caution_line(message: &str) -> impl IntoView + use<> {
    view! { <span class="visit__caution"><Icon glyph=Glyph::Warning/>{message.to_owned()}</span> }
}

/// The state of the visit.
fn state_badge(visit: &Visit) -> impl IntoView + use<> {
    let texts = words::visits();
    let answer = visit.answer.as_ref().map(|answer| (&answer.answer, answer.slot.as_ref()));
    let (text, tone) = match (&visit.state, answer) {
        (VisitState::Over, _) => (texts.state_over.to_owned(), Tone::Plain),
        (VisitState::Cancelled, _) => (texts.state_cancelled.to_owned(), Tone::Plain),
        (_, None) => (texts.waits.to_owned(), Tone::Plain),
        (_, Some((wire::notification::VisitChoice::Rearrange, slot))) => match slot.map(Timestamp::millis) {
            Some(slot) => (fill(texts.asks_for, &[("time", &when::day_and_time(slot))]), Tone::Waiting),
            None => (texts.asks.to_owned(), Tone::Waiting),
        },
        (_, Some(_)) => (texts.confirmed.to_owned(), Tone::Confirmed),
    };
    view! { <Badge text tone/> }
}
