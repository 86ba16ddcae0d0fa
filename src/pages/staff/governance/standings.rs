//! How each service complies with each guideline; breaches first.

use leptos::prelude::*;
use wire::governance::{Governance, Standing};

use super::measure::{amount, at_most, measure_words};
use crate::components::control::badge;
use crate::links;
use crate::pages::staff::layout::loaded;
use crate::remote_data::Poll;
use crate::ui::{Tone, use_now, when};
use crate::words::{fill, governance as words};

/// The table.
pub fn standings(poll: Poll<Governance>) -> AnyView {
    let texts = words();
    let now = use_now();
    let inside = loaded(poll, 4, move |value| {
        if value.standings.is_empty() {
            view! {
                <div class="empty"><p class="empty__title">{texts.kept_none}</p><p>{texts.kept_none_help}</p></div>
            }
            .into_any()
        } else {
            table(&value.standings, now.get())
        }
    });
    view! {
        <section class="part" aria-labelledby="standings-title">
            <h2 id="standings-title">{texts.kept}</h2>
            {inside}
        </section>
    }
    .into_any()
}

fn table(all: &[Standing], now: i64) -> AnyView {
    let texts = words();
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
    .into_any()
}

fn row(standing: &Standing, now: i64) -> AnyView {
    let texts = words();
    let limit = at_most(&standing.measure, standing.limit);
    let value =
        standing.value.map_or_else(|| texts.nothing.to_owned(), |value| amount(&standing.measure, value));
    let told = standing.breached.then(|| match &standing.breached_since {
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
            <td>{badge(state, tone)}" "<span class="quiet">{told}</span></td>
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
