//! The resident's main question: is help coming?

use leptos::prelude::*;

use super::control::compass;
use crate::model::progress::{Arrival, Progress};
use crate::ui::{Age, Glyph, Icon, Tone, use_now, when};
use crate::words;

/// An older estimate is no longer shown as a promise.
const LOST_MS: i64 = 120_000;

fn look(progress: &Progress) -> (Glyph, Tone) {
    use Progress as P;
    match progress {
        P::Waiting => (Glyph::Clock, Tone::Waiting),
        P::Seen => (Glyph::Person, Tone::Confirmed),
        P::NoCoverage | P::NoCoverageSeen | P::Cancelled => (Glyph::Warning, Tone::Waiting),
        P::OnTheWay(_) | P::CompanyOnTheWay => (Glyph::Vehicle, Tone::Confirmed),
        P::Arrived => (Glyph::Tick, Tone::Confirmed),
        P::Dismissed | P::StoodDown => (Glyph::Phone, Tone::Plain),
        P::Completed | P::Closed => (Glyph::Tick, Tone::Plain),
        P::Test | P::TestDismissed | P::Unknown(_) => (Glyph::Info, Tone::Plain),
    }
}

/// The progress of a callout, readable at arm's length in two seconds.
pub fn scene_board(progress: &Progress) -> impl IntoView + use<> {
    let (glyph, tone) = look(progress);
    let (title, more) = progress.words();
    // Redrawn with every report, so that an estimate is withdrawn soon after it gets old.
    let now = use_now().get_untracked();
    let (tone, rest) = match progress {
        Progress::OnTheWay(Some(arrival)) if now - arrival.known_at > LOST_MS => {
            let since = when::clock_time(arrival.known_at, now);
            (Tone::Waiting, more_line((words::common().tracking.lost_sight)(&since)))
        }
        Progress::OnTheWay(Some(arrival)) => (tone, arrival_board(arrival, more)),
        _ => (tone, more_line(more)),
    };
    view! {
        <section class=tone.class("scene")>
            <span class="scene__sign"><Icon glyph=glyph/></span>
            <h1 class="scene__title">{title}</h1>
            {rest}
        </section>
    }
}

fn arrival_board(arrival: &Arrival, more: String) -> AnyView {
    let words = &words::common().tracking;
    let Arrival { duration, distance, is_near, bearing, is_straight, is_simulated, known_at } =
        arrival.clone();
    let no_time = duration.is_none().then(|| more_line(words.no_arrival_time.to_owned()));
    // Within a few steps the estimate would say "1 min" until arrival.
    let board = (!is_near).then(|| {
        let duration = duration.map(|duration| view! { <div><dd>{duration}</dd><dt>{words.away}</dt></div> });
        let label = match bearing.filter(|_| is_straight) {
            Some(degrees) => (words.straight)(compass(degrees)),
            None => words.distance.to_owned(),
        };
        view! { <dl class="scene__arrival">{duration}<div><dd>{distance}</dd><dt>{label}</dt></div></dl> }
    });
    view! {
        {is_simulated.then(|| more_line(words.simulated.to_owned()))}
        {board}
        <p class="scene__known">{words.as_of}" "<Age at=known_at stale_after=60_000/></p>
        {no_time.filter(|_| !is_near)}
        {more_line(more)}
    }
    .into_any()
}

fn more_line(more: String) -> AnyView {
    view! { <p class="scene__more">{more}</p> }.into_any()
}
