//! How each service complies with each guideline; breaches first.

use leptos::prelude::*;
use wire::governance::{Governance, Measure, Standing};

use super::measure::{amount, at_most, measure_words};
use crate::links;
use crate::pages::staff::Load;
use crate::remote_data::Poll;
use crate::ui::{Badge, Bar, BarChart, Fill, Tone, use_now, when};
use crate::words::{self, fill};

/// The table.
pub fn standings(poll: Poll<Governance>) -> AnyView {
    let texts = words::governance();
    let now = use_now();
    let inside = view! { <Load poll bars=4 notice_elsewhere=true draw={move |value| {
        if value.standings.is_empty() {
            view! {
                <div class="empty"><p class="empty__title">{texts.kept_none}</p><p>{texts.kept_none_help}</p></div>
            }
            .into_any()
        } else {
            let all = value.standings.clone();
            view! { {charts(&value.standings)}{move || table(&all, now.get())} }.into_any()
        }
    }}/> };
    view! {
        <section class="part" aria-labelledby="standings-title">
            <h2 id="standings-title">{texts.kept}</h2>
            {inside}
        </section>
    }
    .into_any()
}

/// One chart for each measure that a guideline limits; the table below says the same and more.
fn charts(all: &[Standing]) -> impl IntoView + use<> {
    let texts = words::governance();
    let chart = |measure: &Measure| {
        let (id, unit) = match measure {
            Measure::FailureShare => ("chart-failures", "%"),
            Measure::UndecidedDays => ("chart-undecided", texts.chart_days),
            _ => ("chart-silent", texts.chart_days),
        };
        let bars = bars(all, measure)?;
        Some(view! {
            <BarChart id title=measure_words(measure) unit limit_words=texts.chart_most empty=texts.chart_none bars/>
        })
    };
    view! { <div class="charts">{Measure::ALL.iter().filter_map(chart).collect_view()}</div> }
}

/// A bar for each service with something to measure, the longest first; none when no guideline limits it.
fn bars(all: &[Standing], measure: &Measure) -> Option<Vec<Bar>> {
    let mut limited = all.iter().filter(|one| one.measure == *measure).peekable();
    limited.peek()?;
    let bar = |one: &Standing| {
        let value = one.value?;
        let fill = if one.breached { Fill::Waiting } else { Fill::Plain };
        let words = amount(measure, value);
        Some(Bar { name: one.service.clone(), value, words, limit: Some(one.limit), fill })
    };
    let mut bars: Vec<_> = limited.filter_map(bar).collect();
    bars.sort_by_key(|bar| std::cmp::Reverse(bar.value));
    Some(bars)
}

fn table(all: &[Standing], now: i64) -> impl IntoView + use<> {
    let texts = words::governance();
    let mut all: Vec<&Standing> = all.iter().collect();
    all.sort_by_key(|standing| !standing.breached);
    view! {
        <div class="table table--standings"><table>
            <thead><tr>
                <th scope="col">{texts.service}</th><th scope="col">{texts.guideline}</th>
                <th scope="col">{texts.now}</th><th scope="col">{texts.state}</th>
            </tr></thead>
            <tbody>{all.into_iter().map(|standing| row(standing, now)).collect_view()}</tbody>
        </table></div>
    }
}

fn row(standing: &Standing, now: i64) -> AnyView {
    let texts = words::governance();
    let limit = at_most(&standing.measure, standing.limit);
    let value =
        standing.value.map_or_else(|| texts.nothing.to_owned(), |value| amount(&standing.measure, value));
    let sentence = standing.breached.then(|| match &standing.breached_since {
        Some(at) => fill(texts.told, &[("ago", &when::ago(at.millis(), now))]),
        None => texts.not_told.to_owned(),
    });
    let (state, tone) = match (standing.breached, standing.value) {
        (true, _) => (texts.breached, Tone::Waiting),
        (false, Some(_)) => (texts.is_kept, Tone::Plain),
        (false, None) => return plain_row(standing, limit, value),
    };
    view! {
        <tr>
            <th scope="row"><a href=links::service(&standing.service_id.0)>{standing.service.clone()}</a></th>
            <td>{measure_words(&standing.measure)}<span class="quiet">{format!(", {limit}")}</span></td>
            <td class="place" data-stale=standing.breached>{value}</td>
            <td><Badge text=state tone=tone/>" "<span class="quiet">{sentence}</span></td>
        </tr>
    }
    .into_any()
}

/// Without measurements there is neither compliance nor breach.
fn plain_row(standing: &Standing, limit: String, value: String) -> AnyView {
    view! {
        <tr>
            <th scope="row"><a href=links::service(&standing.service_id.0)>{standing.service.clone()}</a></th>
            <td>{measure_words(&standing.measure)}<span class="quiet">{format!(", {limit}")}</span></td>
            <td class="quiet" colspan="2">{value}</td>
        </tr>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn standing(service: &str, measure: Measure, value: Option<u32>, limit: u32) -> Standing {
        let breached = value.is_some_and(|value| value > limit);
        Standing { service: service.to_owned(), measure, value, limit, breached, ..Standing::default() }
    }

    #[wasm_bindgen_test]
    fn a_chart_compares_the_services_of_one_guideline() {
        let all = [
            standing("Income", Measure::UndecidedDays, Some(1), 14),
            standing("Benefits", Measure::UndecidedDays, Some(17), 14),
            standing("Repairs", Measure::UndecidedDays, None, 14),
            standing("Repairs", Measure::FailureShare, Some(3), 10),
        ];
        let drawn = bars(&all, &Measure::UndecidedDays).unwrap();
        let drawn: Vec<_> =
            drawn.iter().map(|bar| (bar.name.as_str(), bar.words.as_str(), bar.fill)).collect();
        assert_eq!(drawn, [("Benefits", "17 days", Fill::Waiting), ("Income", "1 day", Fill::Plain)]);
        assert_eq!(bars(&all, &Measure::SilentDays), None, "no guideline limits it");
    }
}
