//! What the control room knows of the resident's position: the last report with its age and accuracy, and what to do
//! without one. There is no "live" sign: every position shows its age.

use leptos::prelude::*;
use wire::location::{Gap, GapReason, NoFixReason};

use crate::components::notice;
use crate::model::tracker::{Place, Sent, View};
use crate::server_clock::from_device;
use crate::ui::{Age, Glyph, Tone, use_now, when};
use crate::words;

/// An older report is shown as stale, in milliseconds.
const STALE_MS: i64 = 60_000;

/// The card "Your location".
pub fn location_card(view: &View) -> AnyView {
    let table = &words::common().tracking;
    // Every report redraws this, and one is made every ten seconds: that is often enough for ages.
    let now = use_now().get_untracked();
    let is_looking = view.place == Place::Looking && view.sent.is_none();
    view! {
        <section class="card" aria-labelledby="whereabouts-title">
            <h2 id="whereabouts-title">{table.location}</h2>
            {is_looking.then(|| view! { <p>{table.looking}</p> })}
            {view.sent.and_then(last_sent)}
            {(view.waiting > 1).then(|| view! { <p>{(table.waiting_to_send)(view.waiting)}</p> })}
            {trouble(view, now)}
            {view.gap.as_ref().map(|gap| gap_line(gap, now))}
            <p class="quiet">{table.keep_screen_on}</p>
        </section>
    }
    .into_any()
}

/// Why the position is not known well, and what to do about it. A phone that lies still often answers late: that is a
/// problem only once the last position, or the last report, is stale too.
fn trouble(view: &View, now: i64) -> Option<AnyView> {
    let table = &words::common().tracking;
    let is_fresh = matches!(view.sent, Some(Sent::Position(_, at, _)) if now - from_device(at) < STALE_MS);
    let is_found_fresh = view.here.is_none_or(|here| now - from_device(here.at) < STALE_MS);
    let (what, how) = match view.place {
        Place::Looking => return None,
        Place::Found if is_found_fresh => return None,
        Place::Found => (table.nothing_newer.to_owned(), None),
        Place::Lost(NoFixReason::Denied) => (table.denied.to_owned(), Some(table.denied_how)),
        Place::Lost(_) if is_fresh => return None,
        Place::Lost(NoFixReason::Unavailable) => (table.unavailable.to_owned(), None),
        Place::Lost(NoFixReason::Timeout) => (table.timeout.to_owned(), None),
        Place::Approximate(metres) => ((table.approximate)(metres), Some(table.approximate_how)),
    };
    let sentences = [Some(what), how.map(str::to_owned)];
    Some(notice(Tone::Waiting, Glyph::Place, sentences.into_iter().flatten(), None))
}

fn last_sent(sent: Sent) -> Option<AnyView> {
    let Sent::Position(accuracy, at, _) = sent else { return None };
    let table = &words::common().tracking;
    let words = accuracy.map_or_else(|| table.sent_vague.to_owned(), table.sent_within);
    let at = from_device(at);
    Some(
        view! {
            <p class="whereabouts__sent"><span>{words}</span> <Age at=at stale_after=STALE_MS/></p>
        }
        .into_any(),
    )
}

fn gap_line(gap: &Gap, now: i64) -> impl IntoView + use<> {
    let table = &words::common().tracking;
    let why = match gap.reason {
        GapReason::Hidden => table.gap_hidden,
        GapReason::Offline => table.gap_offline,
        GapReason::Closed => table.gap_closed,
        GapReason::Other(_) => table.gap_other,
    };
    let (from, to) = (from_device(gap.from.millis()), from_device(gap.to.millis()));
    let mut times = [from, to].map(|at| when::clock_time(at, now));
    if times[0] == times[1] {
        times = [from, to].map(when::clock_seconds);
    }
    let [from, to] = times;
    view! { <p class="whereabouts__gap">{(table.gap)(&from, &to, why)}</p> }
}
