//! Beside the map, all that it shows in words: the position with its age and accuracy, and how the phone is heard.

use leptos::prelude::*;
use wire::control::ControlCallout;
use wire::location::{Gap, GapReason};

use crate::components::control::{HeardAge, position_words};
use crate::control::freshness::stale_after;
use crate::route;
use crate::ui::{use_now, when};
use crate::words::{callout as callout_words, fill};

/// The position and the phone.
#[component]
pub fn Facts(callout: Memo<ControlCallout>, beat: Memo<u32>) -> impl IntoView {
    let words = callout_words();
    let now = use_now();
    let stale = move || {
        callout.with(|control| {
            let old = |at: i64| now.get() - at > stale_after(beat.get());
            control.position.as_ref().is_some_and(|at| old(at.recorded_at.millis()))
                && !control.callout.status.is_closed()
        })
    };
    let place = Memo::new(move |_| {
        callout.with(|control| control.position.as_ref().map(|at| (at.latitude, at.longitude, at.coarse)))
    });
    let address = Memo::new(move |_| {
        callout.with(|control| control.callout.location.as_ref().and_then(|at| at.formatted_address.clone()))
    });
    let gap = Memo::new(move |_| callout.with(|control| control.gap.clone()));
    view! {
        <dl class="facts facts--pairs">
            <dt>{words.place}</dt>
            <dd class="place" data-stale=stale>{move || callout.with(|control| position_words(control, now.get()))}</dd>
            {move || place.get().map(|(latitude, longitude, coarse)| view! {
                <dt>{words.coordinates}</dt>
                <dd>
                    <a href=route::place(latitude, longitude) title=words.open_map>
                        {format!("{latitude:.6}, {longitude:.6}")}
                    </a>
                    {coarse.then(|| view! { <p class="place" data-stale=true>{words.coarse}</p> })}
                </dd>
            })}
            {move || address.get().map(|address| view! { <dt>{words.address}</dt><dd>{address}</dd> })}
            <dt>{words.phone}</dt>
            <dd>
                <HeardAge callout=callout beat=beat/>
                {move || gap.get().map(|gap| view! { <p class="quiet">{gap_words(&gap)}</p> })}
            </dd>
        </dl>
    }
}

fn gap_words(gap: &Gap) -> String {
    let words = callout_words();
    let reason = match &gap.reason {
        GapReason::Hidden => words.gap_hidden,
        GapReason::Offline => words.gap_offline,
        GapReason::Closed => words.gap_closed,
        GapReason::Other(text) => text,
    };
    let time = |at: &wire::time::Timestamp| when::clock_seconds(at.millis());
    fill(words.gap, &[("from", &time(&gap.from)), ("to", &time(&gap.to)), ("reason", reason)])
}
