//! What the control room knows of where the resident is: what was sent last, how old and how exact it is, and what to do
//! when there is nothing. Never a "live" sign: every position shows its age.

use leptos::prelude::*;
use wire::location::{Gap, GapReason, NoFixReason};

use crate::tracker::{Place, Sent, View};
use crate::ui::{Age, Glyph, Notice, Tone, use_now, when};
use crate::words::words;

/// What was sent is called stale from here on.
const STALE_MS: i64 = 60_000;

/// The card "Your location".
#[component]
pub fn Whereabouts(view: Signal<View>) -> impl IntoView {
    let table = &words().tracking;
    let sent = Memo::new(move |_| view.with(|view| view.sent));
    let now = use_now();
    let trouble = Memo::new(move |_| view.with(|view| Trouble::of(view.place, view.sent, now.get())));
    let waiting = Memo::new(move |_| view.with(|view| view.waiting));
    let gap = Memo::new(move |_| view.with(|view| view.gap.clone()));
    let is_looking =
        Memo::new(move |_| view.with(|view| view.place == Place::Looking && view.sent.is_none()));
    view! {
        <section class="card" aria-labelledby="whereabouts-title">
            <h2 id="whereabouts-title">{table.location}</h2>
            {move || is_looking.get().then(|| view! { <p>{table.looking}</p> })}
            {move || sent.get().map(last_sent)}
            {move || (waiting.get() > 1).then(|| view! { <p>{(table.waiting_to_send)(waiting.get())}</p> })}
            {move || trouble.get().map(Trouble::notice)}
            {move || gap.get().map(gap_line)}
            <p class="quiet">{table.keep_screen_on}</p>
        </section>
    }
}

/// Why the place is not known as it should be.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Trouble {
    /// No position, and why.
    Lost(NoFixReason),
    /// Only a rough one, within so many metres.
    Approximate(f64),
}

impl Trouble {
    /// A phone that lies still often answers late: that is trouble only once what was sent is stale too.
    fn of(place: Place, sent: Option<Sent>, now: i64) -> Option<Self> {
        let is_fresh = matches!(sent, Some(Sent::Position(_, at, _)) if now - at < STALE_MS);
        match place {
            Place::Lost(NoFixReason::Timeout | NoFixReason::Unavailable) if is_fresh => None,
            Place::Looking | Place::Found(..) => None,
            Place::Approximate(accuracy, _) => Some(Self::Approximate(accuracy)),
            Place::Lost(reason) => Some(Self::Lost(reason)),
        }
    }

    fn notice(self) -> AnyView {
        let table = &words().tracking;
        let (what, how) = match self {
            Self::Lost(NoFixReason::Denied) => (table.denied.to_owned(), Some(table.denied_how)),
            Self::Lost(NoFixReason::Unavailable) => (table.unavailable.to_owned(), None),
            Self::Lost(NoFixReason::Timeout) => (table.timeout.to_owned(), None),
            Self::Approximate(metres) => ((table.approximate)(metres), Some(table.approximate_how)),
        };
        view! {
            <Notice tone=Tone::Waiting glyph=Glyph::Place>
                <p>{what}</p>
                {how.map(|how| view! { <p>{how}</p> })}
            </Notice>
        }
        .into_any()
    }
}

fn last_sent(sent: Sent) -> AnyView {
    let table = &words().tracking;
    match sent {
        Sent::Position(accuracy, at, _) => view! {
            <p class="whereabouts__sent">
                <span>{(table.sent_within)(accuracy)}</span>
                <Age at=at stale_after=STALE_MS/>
            </p>
        }
        .into_any(),
        Sent::NoFix(_, _) => ().into_any(),
    }
}

fn gap_line(gap: Gap) -> AnyView {
    let table = &words().tracking;
    let now = use_now().get_untracked();
    let why = match gap.reason {
        GapReason::Hidden => table.gap_hidden,
        GapReason::Offline => table.gap_offline,
        GapReason::Closed => table.gap_closed,
        GapReason::Other(_) => table.gap_other,
    };
    let (from, to) = (when::clock_time(gap.from.millis(), now), when::clock_time(gap.to.millis(), now));
    view! { <p class="whereabouts__gap">{(table.gap)(&from, &to, why)}</p> }.into_any()
}
