//! One callout in the queue: type, age, status and flags. The whole row is a link.

use leptos::prelude::*;
use wire::classification::MEDICAL;
use wire::control::ControlCallout;

use super::{
    ViewContext, coming_words, flags_view, full_name, heartbeat_view, is_position_stale, kind, owner_words,
    position_words, pressed_at, reality, status_words,
};
use crate::model::control::watch::is_waiting;
use crate::ui::{Glyph, Icon, when};

/// `current` marks the callout that is open beside the list.
pub fn callout_row(control: &ControlCallout, context: &ViewContext, href: String, current: bool) -> AnyView {
    let callout = &control.callout;
    let glyph = match callout.response_type_id {
        Some(MEDICAL) => Glyph::Medical,
        _ => Glyph::Shield,
    };
    let pressed = pressed_at(control);
    view! {
        <a
            class="row"
            href=href
            data-noscroll="true"
            aria-current=current.then_some("page")
            data-alarm=is_waiting(control)
        >
            <span class="row__mark"><Icon glyph=glyph/></span>
            <span class="row__name">{full_name(&callout.customer)}</span>
            <span class="row__age">{when::ago(pressed, context.now)}</span>
            <span class="row__kind">{format!("{} · {}", kind(control), reality(control))}</span>
            <span class="row__time">{when::clock_time(pressed, context.now)}</span>
            <span class="row__status">
                <span>{status_words(&callout.status)}</span>
                <span>{coming_words(control).unwrap_or_default()}</span>
                <span class="row__owner">{owner_words(control, &context.own_email)}</span>
            </span>
            <span class="row__signs">
                <span class="place" data-stale=is_position_stale(control, context)>
                    {position_words(control, context.now)}
                </span>
                {heartbeat_view(control, context)}
            </span>
            {flags_view(control)}
        </a>
    }
    .into_any()
}
