//! One callout in the queue: what it is, how old, where it stands, and what is unlike the others. The whole row is a link.

use leptos::prelude::*;
use wire::classification::MEDICAL;
use wire::control::ControlCallout;

use super::{
    Flags, HeardAge, coming_words, full_name, kind, owner_words, position_words, pressed_at, reality,
    status_words,
};
use crate::control::freshness::stale_after;
use crate::control::watch::is_waiting;
use crate::ui::{Glyph, Icon, use_now, when};

/// `current` marks the callout that is open beside the list; `viewer` is the e-mail address of who reads it.
#[component]
pub fn CalloutRow(
    #[prop(into)] callout: Signal<ControlCallout>,
    #[prop(into)] beat: Signal<u32>,
    #[prop(into)] viewer: Signal<String>,
    #[prop(into)] current: Signal<bool>,
    #[prop(into)] href: Signal<String>,
) -> impl IntoView {
    let now = use_now();
    let waits = move || callout.with(is_waiting);
    let glyph = callout.with_untracked(|control| match control.callout.response_type_id {
        Some(MEDICAL) => Glyph::Medical,
        _ => Glyph::Shield,
    });
    let stale = move || {
        callout.with(|control| {
            let limit = stale_after(beat.get());
            control.position.as_ref().is_some_and(|at| now.get() - at.recorded_at.millis() > limit)
                && !control.callout.status.is_closed()
        })
    };
    view! {
        <a
            class="row"
            href=href
            data-noscroll="true"
            aria-current=move || current.get().then_some("page")
            data-alarm=waits
        >
            <span class="row__mark"><Icon glyph=glyph/></span>
            <span class="row__name">{move || callout.with(|control| full_name(&control.callout.customer))}</span>
            <span class="row__age">{move || when::ago(callout.with(pressed_at), now.get())}</span>
            <span class="row__kind">
                {move || callout.with(|control| format!("{} · {}", kind(control), reality(control)))}
            </span>
            <span class="row__time">{move || when::clock_time(callout.with(pressed_at), now.get())}</span>
            <span class="row__status">
                {move || callout.with(|control| status_words(&control.callout.status))}
                {move || callout.with(coming_words).map(|words| view! { <span>{words}</span> })}
                <span class="row__owner">{move || callout.with(|control| viewer.with(|viewer| owner_words(control, viewer)))}</span>
            </span>
            <span class="row__signs">
                <span class="place" data-stale=stale>
                    {move || callout.with(|control| position_words(control, now.get()))}
                </span>
                <HeardAge callout=callout beat=beat/>
            </span>
            <Flags callout=callout/>
        </a>
    }
}
