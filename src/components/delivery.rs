//! A delivery: type, state, time line and attempts.

mod attempts;
mod names;
mod window;

use leptos::prelude::*;
use wire::delivery::{Delivery, DeliveryState};

pub use attempts::attempts_table;
pub use names::{about_words, kind_words, progress_words, tries_words};
pub use window::window_drawing;

use crate::ui::{Icon, Tone, breakable, when};
use crate::words::{self, fill};

/// The head of a delivery, with its time line. `now` is the reader's clock.
pub fn delivery_head(delivery: &Delivery, now: i64) -> AnyView {
    let (kind, glyph) = kind_words(&delivery.kind);
    let (state, tone) = state_words(&delivery.state);
    let created = delivery.created_at.millis();
    let owner = match (&delivery.provider, &delivery.service) {
        (Some(provider), _) => fill(words::deliveries().of_provider, &[("name", &provider.name)]),
        (None, Some(service)) => fill(words::deliveries().of_service, &[("name", &service.name)]),
        (None, None) => String::new(),
    };
    let again = delivery.replay_of.as_ref().map(|_| words::deliveries().again.to_owned());
    let facts = [Some(about_words(&delivery.about)), Some(owner), again];
    let facts: Vec<_> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
    // A push has no address but the person; and a single attempt needs no drawing.
    let address = Some(delivery.address.clone()).filter(|address| *address != delivery.name);
    let is_short = delivery.attempts.len() < 2 && delivery.state != DeliveryState::Waiting;
    let drawing = (!is_short).then(|| window_drawing(delivery, now));
    view! {
        <div class="delivery__head">
            <span class="delivery__kind"><Icon glyph=glyph/><span class="visually-hidden">{kind}</span></span>
            <span class="delivery__name">{delivery.name.clone()}</span>
            <span class="delivery__address">{address.map(|address| breakable(&address))}</span>
            <span class=tone.class("badge")>{state}</span>
            <time class="delivery__time">
                {format!("{} · {}", when::ago(created, now), when::clock_seconds(created))}
            </time>
        </div>
        <p class="delivery__facts quiet">{facts.join(" · ")}</p>
        {drawing}
        <p class="delivery__progress">{progress_words(delivery, now)}</p>
    }
    .into_any()
}

/// The word for a state, and its tone. Acceptance by a machine is not a person's answer, so it is not green.
fn state_words(state: &DeliveryState) -> (&'static str, Tone) {
    let words = words::deliveries();
    match state {
        DeliveryState::Waiting => (words.waiting, Tone::Plain),
        DeliveryState::Delivered => (words.delivered, Tone::Accent),
        DeliveryState::Dead => (words.dead, Tone::Waiting),
        DeliveryState::Unknown => (words.unknown, Tone::Plain),
    }
}
