//! Coverage: what a resident, a site or everybody would see and who would be notified (`GET /api/v2/coverage`), and
//! every resident with a gap (`GET /api/v2/coverage/gaps`).

mod gaps;
mod one;

use leptos::prelude::*;
use wire::assistance::{Coverage, CoverageCounts, Gap, Organisation, OrganisationChange, ScopeKind};
use wire::session::Role;

use crate::api::{get_coverage, get_organisation, update_organisation};
use crate::links;
use crate::navigation::{use_navigator, use_query};
use crate::pages::staff::admin::finder::finder;
use crate::pages::staff::{gate, poll_notice, task_notice, use_page_title};
use crate::remote_data::{Poll, RemoteData, use_fetch};
use crate::session::use_session;
use crate::task::Task;
use crate::ui::{Fill, Share, ShareBar, Skeleton, Swatch};
use crate::words::{self, counted};

/// The page, for all office staff.
#[component]
pub fn CoveragePage() -> impl IntoView {
    use_page_title(words::coverage().title);
    gate(&[Role::Admin, Role::Manager, Role::Officer], page)
}

/// Counts of coverage, by kind of gap.
type CoveragePoll = Poll<Coverage>;

fn page() -> AnyView {
    let texts = words::coverage();
    let (query, navigator) = (use_query(), use_navigator());
    let own = use_fetch(Signal::stored(String::new()), |_, etag| {
        Box::pin(async move { get_organisation(etag.as_deref()).await })
    });
    let key = Signal::derive(move || {
        own.data.with(|seen| seen.value().map(|own| format!("customer={}", own.id)).unwrap_or_default())
    });
    let coverage: CoveragePoll = use_fetch(key, |query, etag| {
        Box::pin(async move {
            match query.as_str() {
                "" => Ok(crate::api::Polled::Unchanged),
                query => get_coverage(query, etag.as_deref()).await,
            }
        })
    });
    let subject = Memo::new(move |_| {
        ScopeKind::ALL.into_iter().find_map(|kind| {
            let id = query.get(kind.as_str())?.parse::<i64>().ok()?;
            Some((kind, id))
        })
    });
    let detail = move || match subject.get() {
        Some((kind, id)) => one::one(kind, id),
        None => ().into_any(),
    };
    let none = Signal::stored(None::<String>);
    let find = finder(
        "find-cover",
        texts.look,
        texts.look_hint,
        &[ScopeKind::Site, ScopeKind::Resident],
        none,
        move |kind, choice| navigator.push(&links::coverage_of(kind, choice.key)),
    );
    view! {
        <div class="page">
            <header class="page__head"><div><h1>{texts.title}</h1><p class="quiet">{texts.lead}</p></div></header>
            {poll_notice(own)}
            <Tiles coverage/>
            <div class="cover">
                <div class="cover__side">{find}{detail}{escalation(own)}</div>
                {gaps::gaps()}
            </div>
        </div>
    }
    .into_any()
}

/// The number of residents with each gap, linked to their list.
#[component]
fn Tiles(coverage: CoveragePoll) -> impl IntoView {
    let texts = words::coverage();
    (move || {
        let counts = coverage.data.with(|seen| seen.value().map(|cover| cover.counts));
        let Some(CoverageCounts { nobody, only_failing, one_notifier, covered }) = counts else {
            return coverage.data.with(|seen| match seen {
                RemoteData::Failed(error) => view! { <p class="quiet">{error.message()}</p> }.into_any(),
                _ => view! { <Skeleton words=words::staff().loading bars=2/> }.into_any(),
            });
        };
        let shares = [nobody, only_failing, one_notifier, covered].into_iter().zip(FILLS);
        let shares: Vec<_> = shares.map(|(count, fill)| Share { count: count.max(0) as u32, fill }).collect();
        let title = counted(texts.chart, nobody + only_failing + one_notifier + covered);
        let tile = |count: i64, gap: Option<Gap>, name: &'static str, help: &'static str| {
            let fill = gap.map_or(Fill::Confirmed, fill_of);
            let inside = view! {
                <span class="tile__count">{count}</span>
                <span class="tile__name"><Swatch id=format!("tile-{name}") fill/>{name}</span>
                <span class="tile__help">{help}</span>
            };
            match gap {
                Some(gap) => {
                    let href = format!("{}?gap={}", links::COVERAGE, gap.as_str());
                    view! { <li><a class="tile" data-empty={count == 0} href=href>{inside}</a></li> }
                        .into_any()
                }
                None => view! { <li><div class="tile" data-fine="true">{inside}</div></li> }.into_any(),
            }
        };
        view! {
            <ShareBar id="coverage-shares" title shares/>
            <ul class="tiles">
                {tile(nobody, Some(Gap::Nobody), texts.nobody, texts.nobody_help)}
                {tile(only_failing, Some(Gap::OnlyFailing), texts.only_failing, texts.only_failing_help)}
                {tile(one_notifier, Some(Gap::OneNotifier), texts.one_notifier, texts.one_notifier_help)}
                {tile(covered, None, texts.covered, texts.covered_help)}
            </ul>
        }
        .into_any()
    })
    .into_any()
}

/// How each share of the residents is filled, in the order of the tiles.
const FILLS: [Fill; 4] = [Fill::Waiting, Fill::Open, Fill::Plain, Fill::Confirmed];

fn fill_of(gap: Gap) -> Fill {
    match gap {
        Gap::Nobody => Fill::Waiting,
        Gap::OnlyFailing => Fill::Open,
        Gap::OneNotifier => Fill::Plain,
    }
}

/// Name and meaning of a gap.
fn gap_words(gap: Gap) -> (&'static str, &'static str) {
    let texts = words::coverage();
    match gap {
        Gap::Nobody => (texts.nobody, texts.nobody_help),
        Gap::OnlyFailing => (texts.only_failing, texts.only_failing_help),
        Gap::OneNotifier => (texts.one_notifier, texts.one_notifier_help),
    }
}

/// Whether the next provider is notified when nobody of the first can be: an admin's setting, visible to all.
fn escalation(own: Poll<Organisation>) -> impl IntoView {
    let texts = words::coverage();
    let session = use_session();
    let task = Task::new();
    let on = RwSignal::new(None::<bool>);
    let known = own.value();
    let is_on = Memo::new(move |_| {
        on.get().or_else(|| known.with(|known| known.as_ref().map(|own| own.escalation))).unwrap_or_default()
    });
    let may = Memo::new(move |_| session.has_role(&[Role::Admin]));
    let change = move |event: leptos::ev::Event| {
        let wanted = event_target_checked(&event);
        let Some(id) = known.with_untracked(|known| known.as_ref().map(|own| own.id)) else { return };
        on.set(Some(wanted));
        task.run(async move {
            let change = OrganisationChange { escalation: Some(wanted) };
            let answer = update_organisation(id, &change).await;
            let _ = on.try_set(None);
            own.refetch();
            answer.map(drop)
        });
    };
    view! {
        <section class="part">
            <label class="check">
                <input
                    type="checkbox"
                    aria-describedby="escalation-help"
                    prop:checked=move || is_on.get()
                    prop:disabled=move || !may.get()
                    on:change=change
                />
                <span>{texts.escalation}</span>
            </label>
            <p class="field__hint" id="escalation-help">{texts.escalation_help}</p>
            {task_notice(task)}
        </section>
    }
}

/// How many residents, in words.
fn residents(count: i64) -> String {
    counted(words::coverage().residents, count)
}
