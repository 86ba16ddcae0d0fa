//! Housing processes, the longest idle first: stale ones, or all open ones.

use leptos::prelude::*;
use wire::process::Process;

use super::measure::days;
use crate::api::list_processes;
use crate::links;
use crate::navigation::use_query;
use crate::pages::staff::Load;
use crate::remote_data::use_poll;
use crate::ui::{Badge, Bar, BarChart, Fill, Tone, breakable, use_now, when};
use crate::words::{self, fill};

const ALL: &str = "all";
/// More bars than these are read no better than the table.
const MOST_BARS: usize = 12;

/// The list with its two tabs.
pub fn processes() -> impl IntoView {
    let texts = words::processes();
    let query = use_query();
    let which = Memo::new(move |_| query.get("show").unwrap_or_default());
    let poll = use_poll(which.into(), |which, etag| {
        Box::pin(async move { list_processes(which != ALL, etag.as_deref()).await })
    });
    let now = use_now();
    let inside = view! { <Load poll bars=3 draw={move |value| if value.is_empty() { none(&which.read()) } else { filled(value, now) }}/> };
    view! {
        <section class="part" aria-labelledby="processes-title">
            <div class="part__head">
                <h2 id="processes-title">{texts.title}</h2>
                {move || tabs(&which.read())}
            </div>
            {inside}
        </section>
    }
}

fn tabs(which: &str) -> impl IntoView + use<> {
    let texts = words::processes();
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
}

fn none(which: &str) -> AnyView {
    let texts = words::processes();
    let (title, help) = match which {
        ALL => (texts.none, texts.none_help),
        _ => (texts.none_stale, texts.none_stale_help),
    };
    view! { <div class="empty"><p class="empty__title">{title}</p><p>{help}</p></div> }.into_any()
}

fn filled(all: &[Process], now: Signal<i64>) -> AnyView {
    let all = all.to_vec();
    view! { {chart(&all, now.get_untracked())}{move || table(&all, now.get())} }.into_any()
}

/// How long each has not moved, beside how long it may; one alone has nothing to be compared with.
fn chart(all: &[Process], now: i64) -> AnyView {
    let texts = words::processes();
    if all.len() < 2 {
        return ().into_any();
    }
    let title = match all.len() > MOST_BARS {
        true => fill(texts.chart_longest, &[("count", &MOST_BARS.to_string())]),
        false => texts.chart.to_owned(),
    };
    let bars = bars(all, now);
    view! { <BarChart id="chart-processes" title unit=words::governance().chart_days limit_words=texts.chart_due empty=texts.none bars/> }
        .into_any()
}

fn bars(all: &[Process], now: i64) -> Vec<Bar> {
    let day = 86_400_000;
    let bar = |process: &Process| {
        let updated = process.updated_at.millis();
        let value = ((now - updated) / day).max(0) as u32;
        Bar {
            name: name(process),
            value,
            words: days(value),
            limit: Some(((process.due_at.millis() - updated) / day).max(0) as u32),
            fill: if process.stale { Fill::Waiting } else { Fill::Plain },
        }
    };
    all.iter().take(MOST_BARS).map(bar).collect()
}

fn name(process: &Process) -> String {
    format!("{} {}", process.kind.replace('-', " "), process.id)
}

fn table(all: &[Process], now: i64) -> impl IntoView + use<> {
    let texts = words::processes();
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
}

fn row(process: &Process, now: i64) -> impl IntoView + use<> {
    let texts = words::processes();
    let (state, tone) =
        if process.stale { (texts.stands, Tone::Waiting) } else { (texts.moves, Tone::Plain) };
    let since = match (process.stale, &process.told_at) {
        (true, Some(at)) => fill(texts.told, &[("ago", &when::ago(at.millis(), now))]),
        (true, None) => texts.not_told.to_owned(),
        (false, _) => when::day_and_time(process.due_at.millis()),
    };
    view! {
        <tr>
            <th scope="row"><a href=links::record("process", &process.id)>{name(process)}</a></th>
            <td>{process.state.clone()}</td>
            <td>{breakable(&process.owner)}</td>
            <td data-label=texts.moved>{when::ago(process.updated_at.millis(), now)}</td>
            <td><Badge text=state tone=tone/>" "<span class="quiet">{since}</span></td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;
    use wire::time::Timestamp;

    #[wasm_bindgen_test]
    fn a_bar_is_as_long_as_its_process_stands_still() {
        let day = 86_400_000;
        let process = Process {
            id: "7".to_owned(),
            kind: "tenancy-change".to_owned(),
            updated_at: Timestamp::from_millis(0),
            due_at: Timestamp::from_millis(14 * day),
            stale: true,
            ..Process::default()
        };
        let drawn = bars(&[process], 15 * day + 1);
        let expected = Bar {
            name: "tenancy change 7".to_owned(),
            value: 15,
            words: "15 days".to_owned(),
            limit: Some(14),
            fill: Fill::Waiting,
        };
        assert_eq!(drawn, [expected]);
    }
}
