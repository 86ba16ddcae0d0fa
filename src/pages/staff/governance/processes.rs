//! Housing processes, the longest idle first: stale ones, or all open ones.

use leptos::prelude::*;
use wire::process::Process;

use crate::api::list_processes;
use crate::components::control::badge;
use crate::links;
use crate::navigation::use_query;
use crate::pages::staff::layout::load;
use crate::remote_data::use_poll;
use crate::ui::{Tone, use_now, when};
use crate::words::{fill, processes as words};

const ALL: &str = "all";

/// The list with its two tabs.
pub fn processes() -> AnyView {
    let texts = words();
    let query = use_query();
    let which = Memo::new(move |_| query.get("show").unwrap_or_default());
    let poll = use_poll(which.into(), |which, etag| {
        Box::pin(async move { list_processes(which != ALL, etag.as_deref()).await })
    });
    let now = use_now();
    let inside = load(
        poll,
        3,
        move |value| if value.is_empty() { none(&which.read()) } else { table(value, now.get()) },
    );
    view! {
        <section class="part" aria-labelledby="processes-title">
            <div class="part__head">
                <h2 id="processes-title">{texts.title}</h2>
                {move || tabs(&which.read())}
            </div>
            {inside}
        </section>
    }
    .into_any()
}

fn tabs(which: &str) -> AnyView {
    let texts = words();
    let tab = |name: &'static str, href: String, is_here: bool| {
        view! { <a href=href aria-current=is_here.then_some("page")>{name}</a> }
    };
    let all = links::with_query(links::GOVERNANCE, &[("show", ALL.to_owned())]);
    view! {
        <nav class="tabs" aria-label=texts.which>
            {tab(texts.stale, links::GOVERNANCE.to_owned(), which != ALL)}
            {tab(texts.all, all, which == ALL)}
        </nav>
    }
    .into_any()
}

fn none(which: &str) -> AnyView {
    let texts = words();
    let (title, help) = match which {
        ALL => (texts.none, texts.none_help),
        _ => (texts.none_stale, texts.none_stale_help),
    };
    view! { <div class="empty"><p class="empty__title">{title}</p><p>{help}</p></div> }.into_any()
}

fn table(all: &[Process], now: i64) -> AnyView {
    let texts = words();
    view! {
        <div class="table table--processes"><table>
            <thead><tr>
                <th scope="col">{texts.process}</th><th scope="col">{texts.state}</th>
                <th scope="col">{texts.owner}</th><th scope="col">{texts.moved}</th>
                <th scope="col">{texts.due}</th>
            </tr></thead>
            <tbody>{all.iter().map(|process| row(process, now)).collect_view()}</tbody>
        </table></div>
    }
    .into_any()
}

fn row(process: &Process, now: i64) -> AnyView {
    let texts = words();
    let name = format!("{} {}", process.kind.replace('-', " "), process.id);
    let (state, tone) =
        if process.stale { (texts.stands, Tone::Waiting) } else { (texts.moves, Tone::Plain) };
    let since = match (process.stale, &process.told_at) {
        (true, Some(at)) => fill(texts.told, &[("ago", &when::ago(at.millis(), now))]),
        (true, None) => texts.not_told.to_owned(),
        (false, _) => when::day_and_time(process.due_at.millis()),
    };
    view! {
        <tr>
            <th scope="row"><a href=links::record("process", &process.id)>{name}</a></th>
            <td>{process.state.clone()}</td>
            <td>{process.owner.clone()}</td>
            <td>{when::ago(process.updated_at.millis(), now)}</td>
            <td>{badge(state, tone)}" "<span class="quiet">{since}</span></td>
        </tr>
    }
    .into_any()
}
