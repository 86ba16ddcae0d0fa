//! `/drill`: proves, before the day it counts, that this phone can call for help: each thing that has to work is tried, with
//! how to mend it. A month later the page of the alarm asks for it again.
//!
//! Uses `GET /api/session`, `POST /api/callouts` (a TEST), its `comments` and `dismiss`, and `/api/push-subscriptions`.

mod check;
mod push;
mod tries;

use leptos::prelude::*;

use crate::components::notice;
use crate::device::clock;
use crate::device::preference::{preference, set_preference};
use crate::frame;
use crate::pages::account::way_back;
use crate::server_clock::from_device;
use crate::ui::{Age, Button, Glyph, Icon, Kind, Tone};
use crate::words::{drill, home};
use check::{Check, Found, Verdict};
use tries::{Kit, try_out};

/// When the last drill was, by which the shell reminds a month later; and whether all worked.
const LAST: &str = "drill";
const LAST_WELL: &str = "drill-well";

/// How far the drill is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Idle,
    Runs,
    Done(Verdict),
}

/// The drill.
#[component]
pub fn DrillPage() -> impl IntoView {
    let words = drill();
    let found = RwSignal::new(Vec::<(Check, Found)>::new());
    let stage = RwSignal::new(Stage::Idle);
    frame::set_title(words.title, false);
    let start = move |()| {
        stage.set(Stage::Runs);
        found.set(Check::ALL.map(|check| (check, Found::Nothing)).to_vec());
        frame::work(run(found, stage));
    };
    view! {
        // Not in the page, which everybody loads.
        <link rel="stylesheet" href="/drill.css"/>
        <div class="stack drill">
            <h1>{words.title}</h1>
            <p>{words.why}</p>
            <div role="status">{move || said(stage.get())}</div>
            {move || checks(found.get())}
            <Button
                kind=Kind::Primary
                busy=Signal::derive(move || stage.get() == Stage::Runs)
                on_press=Callback::new(start)
            >
                {move || if stage.get() == Stage::Idle { words.start } else { words.again }}
            </Button>
        </div>
    }
}

async fn run(found: RwSignal<Vec<(Check, Found)>>, stage: RwSignal<Stage>) {
    let mut kit = Kit::default();
    let note = |check: Check, what: Found| {
        // The page may be gone by now.
        found.try_update(|all| {
            if let Some((_, place)) = all.iter_mut().find(|(other, _)| *other == check) {
                *place = what;
            }
        })
    };
    for check in Check::ALL {
        note(check, Found::Trying);
        let outcome = try_out(check, &mut kit).await;
        if note(check, outcome).is_none() {
            return;
        }
    }
    let Some(verdict) = found.try_with_untracked(|found| Verdict::of(found)) else { return };
    if verdict != Verdict::NotReady {
        set_preference(LAST, &clock::wall().to_string());
        set_preference(LAST_WELL, if verdict == Verdict::Ready { "yes" } else { "" });
    }
    stage.try_set(Stage::Done(verdict));
}

/// The last time before it begins, the verdict when it is over.
fn said(stage: Stage) -> AnyView {
    let words = drill();
    match stage {
        Stage::Idle => before(),
        Stage::Runs => view! { <p>{words.runs}</p> }.into_any(),
        Stage::Done(verdict) => view! { <Judged verdict/> }.into_any(),
    }
}

/// When it was last, and what the phone will ask.
fn before() -> AnyView {
    let words = drill();
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
fn Judged(verdict: Verdict) -> impl IntoView {
    let words = drill();
    let (tone, glyph, said) = match verdict {
        Verdict::Ready => (Tone::Confirmed, Glyph::Tick, words.ready),
        Verdict::Nearly => (Tone::Plain, Glyph::Info, words.nearly),
        Verdict::NotReady => (Tone::Waiting, Glyph::Warning, words.not_ready),
    };
    let remind = (verdict != Verdict::NotReady).then(|| words.remind.to_owned());
    notice(tone, glyph, [said.to_owned()].into_iter().chain(remind), None)
}

fn checks(found: Vec<(Check, Found)>) -> Option<AnyView> {
    if found.is_empty() {
        return None;
    }
    let rows: Vec<_> = found.into_iter().map(row).collect();
    Some(view! { <ol class="drill__checks">{rows}</ol> }.into_any())
}

fn row((check, found): (Check, Found)) -> AnyView {
    let words = drill();
    let (state, glyph, word) = match &found {
        Found::Nothing => ("next", None, words.next),
        Found::Trying => ("tries", Some(Glyph::Clock), words.tries),
        Found::Works(_) => ("works", Some(Glyph::Tick), words.works),
        Found::Fails(..) => ("mend", Some(Glyph::Warning), words.mend),
    };
    let (detail, how) = match found {
        Found::Nothing | Found::Trying => (None, None),
        Found::Works(detail) => (Some(detail), None),
        Found::Fails(detail, how) => (Some(detail), Some(how)),
    };
    let way = (check == Check::SignedIn && how.is_some())
        .then(|| view! { <p><a class="button" href=way_back::sign_in()>{home().sign_in}</a></p> });
    view! {
        <li class="drill__check" data-state=state>
            <h2 class="drill__title">{check.title()}</h2>
            <p class="drill__state">{glyph.map(|glyph| view! { <Icon glyph=glyph/> })}{word}</p>
            {detail.map(|detail| view! { <p class="drill__detail">{detail}</p> })}
            {how.map(|how| view! { <p class="drill__how">{how}</p> })}
            {way}
        </li>
    }
    .into_any()
}
