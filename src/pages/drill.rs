//! `/drill`: proves, before the day it counts, that this phone can call for help. Each prerequisite is tested, with
//! instructions where it fails. A month later the alarm page suggests another drill.
//!
//! Uses `GET /api/session`, `POST /api/callouts` (a TEST), its `comments` and `dismiss`, and
//! `/api/push-subscriptions`.

mod check;
mod checks;
mod push;

use leptos::prelude::*;

use crate::components::notice;
use crate::device::clock;
use crate::device::preference::{preference, set_preference};
use crate::frame;
use crate::pages::account::return_path;
use crate::server_clock::from_device;
use crate::ui::{Age, Button, Glyph, Icon, Kind, Tone};
use crate::words;
use check::{Check, CheckResult, Verdict};
use checks::{DrillContext, run_check};

/// When the last drill was, by which the shell reminds a month later; and whether all checks passed.
const LAST: &str = "drill";
const LAST_WELL: &str = "drill-well";

/// The stage of the drill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Idle,
    Running,
    Done(Verdict),
}

/// The drill page.
#[component]
pub fn DrillPage() -> impl IntoView {
    let words = words::drill();
    let result = RwSignal::new(Vec::<(Check, CheckResult)>::new());
    let stage = RwSignal::new(Stage::Idle);
    frame::set_title(words.title);
    let start = move |()| {
        stage.set(Stage::Running);
        result.set(Check::ALL.map(|check| (check, CheckResult::Pending)).to_vec());
        frame::work(run(result, stage));
    };
    view! {
        // Not in `index.html`, which every visitor loads.
        <link rel="stylesheet" href="/drill.css"/>
        <div class="stack drill">
            <h1>{words.title}</h1>
            <p>{words.why}</p>
            <div role="status">{move || stage_view(stage.get())}</div>
            {move || checks(result.get())}
            <Button
                kind=Kind::Primary
                busy=Signal::derive(move || stage.get() == Stage::Running)
                on_press=Callback::new(start)
            >
                {move || if stage.get() == Stage::Idle { words.start } else { words.again }}
            </Button>
        </div>
    }
}

async fn run(result: RwSignal<Vec<(Check, CheckResult)>>, stage: RwSignal<Stage>) {
    let mut context = DrillContext::default();
    let note = |check: Check, what: CheckResult| {
        // The page may be gone.
        result.try_update(|all| {
            if let Some((_, place)) = all.iter_mut().find(|(other, _)| *other == check) {
                *place = what;
            }
        })
    };
    for check in Check::ALL {
        note(check, CheckResult::Running);
        let outcome = run_check(check, &mut context).await;
        if note(check, outcome).is_none() {
            return;
        }
    }
    let Some(verdict) = result.try_with_untracked(|result| Verdict::of(result)) else { return };
    if verdict != Verdict::NotReady {
        set_preference(LAST, &clock::wall().to_string());
        set_preference(LAST_WELL, if verdict == Verdict::Ready { "yes" } else { "" });
    }
    stage.try_set(Stage::Done(verdict));
}

/// The last drill before it starts, the verdict when it is over.
fn stage_view(stage: Stage) -> AnyView {
    let words = words::drill();
    match stage {
        Stage::Idle => before(),
        Stage::Running => view! { <p>{words.runs}</p> }.into_any(),
        Stage::Done(verdict) => view! { <VerdictView verdict/> }.into_any(),
    }
}

/// When the last drill was, and what the phone will ask for.
fn before() -> AnyView {
    let words = words::drill();
    let last = preference(LAST).and_then(|at| at.parse::<i64>().ok());
    let last = match last {
        None => view! { <p>{words.never}</p> }.into_any(),
        Some(at) => {
            let well = preference(LAST_WELL).is_some_and(|well| !well.is_empty());
            let (before, after) = words.last.split_once("{when}").unwrap_or((words.last, ""));
            let outcome = if well { words.last_well } else { words.last_ill };
            view! { <p>{before}<Age at=from_device(at)/>{after}" "{outcome}</p> }.into_any()
        }
    };
    view! { <div class="stack">{last} <p class="quiet">{words.asks}</p></div> }.into_any()
}

#[component]
fn VerdictView(verdict: Verdict) -> impl IntoView {
    let words = words::drill();
    let (tone, glyph, stage_view) = match verdict {
        Verdict::Ready => (Tone::Confirmed, Glyph::Tick, words.ready),
        Verdict::Nearly => (Tone::Plain, Glyph::Info, words.nearly),
        Verdict::NotReady => (Tone::Waiting, Glyph::Warning, words.not_ready),
    };
    let remind = (verdict != Verdict::NotReady).then(|| words.remind.to_owned());
    notice(tone, glyph, [stage_view.to_owned()].into_iter().chain(remind), None)
}

fn checks(result: Vec<(Check, CheckResult)>) -> Option<AnyView> {
    if result.is_empty() {
        return None;
    }
    let rows: Vec<_> = result.into_iter().map(row).collect();
    Some(view! { <ol class="drill__checks">{rows}</ol> }.into_any())
}

fn row((check, result): (Check, CheckResult)) -> impl IntoView {
    let words = words::drill();
    let (state, glyph, word) = match &result {
        CheckResult::Pending => ("next", None, words.next),
        CheckResult::Running => ("tries", Some(Glyph::Clock), words.tries),
        CheckResult::Passed(_) => ("works", Some(Glyph::Tick), words.works),
        CheckResult::Failed(..) => ("mend", Some(Glyph::Warning), words.mend),
    };
    let (detail, how) = match result {
        CheckResult::Pending | CheckResult::Running => (None, None),
        CheckResult::Passed(detail) => (Some(detail), None),
        CheckResult::Failed(detail, how) => (Some(detail), Some(how)),
    };
    let way = (check == Check::SignedIn && how.is_some())
        .then(|| view! { <p><a class="button" href=return_path::sign_in()>{words::home().sign_in}</a></p> });
    view! {
        <li class="drill__check" data-state=state>
            <h2 class="drill__title">{check.title()}</h2>
            <p class="drill__state">{glyph.map(|glyph| view! { <Icon glyph=glyph/> })}{word}</p>
            {detail.map(|detail| view! { <p class="drill__detail">{detail}</p> })}
            {how.map(|how| view! { <p class="drill__how">{how}</p> })}
            {way}
        </li>
    }
}
