//! The one answer that a resident looks for: is help coming?

use leptos::prelude::*;
use wire::callout::Callout;
use wire::status::CalloutStatus;

use crate::ui::{Age, Glyph, Icon, Tone, use_now, when};
use crate::words::words;

/// An estimate that is older than this is no promise any more.
const LOST_MS: i64 = 120_000;
/// So many metres are a few steps.
const NEAR: i64 = 50;

/// How far the alarm has come, as one picture and two sentences. Each scene carries what it shows.
#[derive(Clone, Debug, PartialEq)]
pub enum Scene {
    /// Received; nobody has looked.
    Waiting,
    /// A controller has seen it.
    Seen,
    /// Nobody is in range, and nobody has looked yet.
    NoCoverage,
    /// Nobody is in range, and a controller looks for somebody.
    NoCoverageSeen,
    /// A vehicle is on the way.
    OnTheWay(Option<Arrival>),
    /// A company is on the way; nobody knows where.
    CompanyOnTheWay,
    /// They are there.
    Arrived,
    /// Called back.
    Cancelled,
    /// The responder has finished.
    Completed,
    /// Closed.
    Closed,
    /// A status of a newer server, in its own word.
    Unknown(String),
}

/// When the vehicle comes, and since when that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Arrival {
    duration: String,
    distance: String,
    is_near: bool,
    known_at: i64,
}

impl Scene {
    /// The scene of a callout.
    pub fn of(callout: &Callout) -> Self {
        match &callout.status {
            CalloutStatus::Created if callout.has_no_coverage() && callout.acknowledged => {
                Self::NoCoverageSeen
            }
            CalloutStatus::Created if callout.has_no_coverage() => Self::NoCoverage,
            CalloutStatus::Created if callout.acknowledged => Self::Seen,
            CalloutStatus::Created => Self::Waiting,
            CalloutStatus::ResponderDispatched if callout.incident_detail.responder.is_none() => {
                Self::CompanyOnTheWay
            }
            CalloutStatus::ResponderDispatched => Self::OnTheWay(callout.eta().map(|eta| Arrival {
                duration: eta.duration_text.clone(),
                distance: eta.distance_text.clone(),
                is_near: eta.distance_value < NEAR,
                known_at: eta.updated_at.millis(),
            })),
            CalloutStatus::ResponderArrived => Self::Arrived,
            CalloutStatus::ResponderCancelled => Self::Cancelled,
            CalloutStatus::ResponderCompleted => Self::Completed,
            CalloutStatus::Closed => Self::Closed,
            CalloutStatus::Other(status) => Self::Unknown(status.clone()),
        }
    }

    /// What happened, and what happens next.
    pub fn words(&self) -> (&'static str, String) {
        let words = &words().tracking;
        let (title, more) = match self {
            Self::Waiting => words.waiting,
            Self::Seen => words.seen,
            Self::NoCoverage => words.no_coverage,
            Self::NoCoverageSeen => words.no_coverage_seen,
            Self::OnTheWay(Some(arrival)) if arrival.is_near => words.nearly_there,
            Self::OnTheWay(_) => words.on_the_way,
            Self::CompanyOnTheWay => words.company_on_the_way,
            Self::Arrived => words.arrived,
            Self::Cancelled => words.cancelled,
            Self::Completed => words.completed,
            Self::Closed => words.closed,
            Self::Unknown(status) => return (words.unknown, status.clone()),
        };
        (title, more.to_owned())
    }

    fn look(&self) -> (Glyph, Tone) {
        match self {
            Self::Waiting => (Glyph::Clock, Tone::Waiting),
            Self::Seen => (Glyph::Person, Tone::Confirmed),
            Self::NoCoverage | Self::NoCoverageSeen | Self::Cancelled => (Glyph::Warning, Tone::Waiting),
            Self::OnTheWay(_) | Self::CompanyOnTheWay => (Glyph::Vehicle, Tone::Confirmed),
            Self::Arrived => (Glyph::Tick, Tone::Confirmed),
            Self::Completed | Self::Closed => (Glyph::Tick, Tone::Plain),
            Self::Unknown(_) => (Glyph::Info, Tone::Plain),
        }
    }
}

/// Readable at arm's length in two seconds.
pub fn scene_board(scene: &Scene) -> AnyView {
    let (glyph, tone) = scene.look();
    let (title, more) = scene.words();
    // Drawn anew with every report, so that an estimate stops to promise soon after it has grown old.
    let now = use_now().get_untracked();
    let (tone, rest) = match scene {
        Scene::OnTheWay(Some(arrival)) if now - arrival.known_at > LOST_MS => {
            let since = when::clock_time(arrival.known_at, now);
            (Tone::Waiting, more_line((words().tracking.lost_sight)(&since)))
        }
        Scene::OnTheWay(Some(arrival)) => (tone, arrival_board(arrival, more)),
        _ => (tone, more_line(more)),
    };
    view! {
        <section class=tone.class("scene")>
            <span class="scene__sign"><Icon glyph=glyph/></span>
            <h1 class="scene__title">{title}</h1>
            {rest}
        </section>
    }
    .into_any()
}

fn arrival_board(arrival: &Arrival, more: String) -> AnyView {
    let words = &words().tracking;
    let Arrival { duration, distance, is_near, known_at } = arrival.clone();
    // Within a few steps the estimate says "1 min" for ever.
    let board = (!is_near).then(|| {
        view! {
            <dl class="scene__arrival">
                <div><dd>{duration}</dd><dt>{words.away}</dt></div>
                <div><dd>{distance}</dd><dt>{words.distance}</dt></div>
            </dl>
        }
    });
    view! {
        {board}
        <p class="scene__known">{words.as_of}" "<Age at=known_at stale_after=60_000/></p>
        {more_line(more)}
    }
    .into_any()
}

fn more_line(more: String) -> AnyView {
    view! { <p class="scene__more">{more}</p> }.into_any()
}
