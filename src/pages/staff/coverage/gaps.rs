//! Residents with a gap, by name, with a link to close it.

use leptos::prelude::*;
use wire::assistance::{Gap, ResidentGap, ScopeKind};
use wire::page::Page;

use super::gap_words;
use crate::api::list_coverage_gaps;
use crate::links;
use crate::pages::staff::Load;
use crate::pages::staff::admin::pager::pager;
use crate::pages::staff::admin::search::{ListFilter, kind_tabs};
use crate::remote_data::use_fetch;
use crate::ui::{Badge, Tone};
use crate::words;

/// The list of residents.
pub fn gaps() -> AnyView {
    let texts = words::coverage();
    let filter = ListFilter::at(links::COVERAGE, "gap");
    let poll = use_fetch(filter.query("search"), |query, etag| {
        Box::pin(async move { list_coverage_gaps(&query, etag.as_deref()).await })
    });
    let rows = view! { <Load poll bars=6 draw={move |value| {
        if value.results.is_empty() { view! { <Empty filter/> }.into_any() } else { table(value, filter) }
    }}/> };
    let kinds = [(String::new(), texts.list_all)]
        .into_iter()
        .chain(Gap::ALL.map(|gap| (gap.as_str().to_owned(), gap_words(gap).0)));
    view! {
        <section class="part" aria-labelledby="gaps-title">
            <div class="part__head">
                <h2 id="gaps-title">{texts.list}</h2>
                {kind_tabs(filter, texts.gap, kinds.collect())}
            </div>
            {rows}
        </section>
    }
    .into_any()
}

#[component]
fn Empty(filter: ListFilter) -> impl IntoView {
    let texts = words::coverage();
    if filter.kind.get().is_empty() {
        return view! { <div class="empty"><p class="empty__title">{texts.none}</p><p>{texts.none_help}</p></div> }
            .into_any();
    }
    view! { <div class="empty"><p class="empty__title">{texts.none_kind}</p></div> }.into_any()
}

fn table(page: &Page<ResidentGap>, filter: ListFilter) -> AnyView {
    let texts = words::coverage();
    let head = [texts.name, texts.site, texts.gap].map(|name| view! { <th scope="col">{name}</th> });
    let rows = page.results.iter().map(row).collect_view();
    view! {
        <div class="table table--gaps" tabindex="0" role="group" aria-label=texts.list>
            <table><thead><tr>{head.into_iter().collect_view()}<th scope="col"><span class="visually-hidden">{texts.mend}</span></th></tr></thead><tbody>{rows}</tbody></table>
        </div>
        {pager(page, filter)}
    }
    .into_any()
}

fn row(row: &ResidentGap) -> AnyView {
    let texts = words::coverage();
    let id = row.resident.id.0;
    let (look, mend) =
        (links::coverage_of(ScopeKind::Resident, id), links::provider_for(ScopeKind::Resident, id));
    let gap = row.gap.map(|gap| view! { <Badge text=gap_words(gap).0 tone=Tone::Waiting/> }.into_any());
    let hidden = format!(" {}", row.resident.name);
    view! {
        <tr>
            <th scope="row"><a href=look>{row.resident.name.clone()}</a></th>
            <td>{row.site_name.clone().unwrap_or_default()}</td>
            <td>{gap}</td>
            <td class="table__actions"><a href=mend>{texts.mend}<span class="visually-hidden">{hidden}</span></a></td>
        </tr>
    }
    .into_any()
}
