//! The delivery window, drawn with past and planned attempts. Shapes differ as well as colours, and the text beside
//! the drawing says the same.

use leptos::prelude::*;
use wire::delivery::Delivery;

use super::names::progress_words;
use crate::model::ledger::{Mark, MarkKind, WIDTH, is_tried_again, marks, place};
use crate::words::{self, fill};

/// Room for a mark at either end.
const MARGIN: f64 = 10.0;

/// The drawing; empty before the first attempt.
pub fn window_drawing(delivery: &Delivery, now: i64) -> AnyView {
    let Some(start) = delivery.started_at.as_ref().map(|at| at.millis()) else { return ().into_any() };
    let words = words::deliveries();
    let done = delivery.attempts.len().to_string();
    let description = fill(words.window_told, &[("done", &done), ("state", &progress_words(delivery, now))]);
    let marks: Vec<_> = marks(delivery).into_iter().map(mark).collect();
    let here = is_tried_again(delivery).then(|| {
        let at = place(now - start);
        view! { <line class="window__now" x1=at x2=at y1="-14" y2="14"></line> }
    });
    let view_box = format!("{} -16 {} 32", -MARGIN, WIDTH + 2.0 * MARGIN);
    view! {
        <figure class="window">
            <svg viewBox=view_box role="img" aria-label=description>
                <line class="window__line" x1="0" x2=WIDTH y1="0" y2="0"></line>
                {here}
                {marks}
            </svg>
            <figcaption aria-hidden="true"><span>{words.start}</span><span>{words.minutes}</span></figcaption>
        </figure>
    }
    .into_any()
}

/// A tick for delivered, a cross for failed, a dot for running, a ring for planned.
fn mark(mark: Mark) -> impl IntoView {
    let x = mark.at;
    let (class, path) = match mark.kind {
        MarkKind::Taken => ("window__taken", format!("M{} 0l4 5 8-10", x - 6.0)),
        MarkKind::Failed => ("window__failed", format!("M{} -5l10 10m0-10l-10 10", x - 5.0)),
        MarkKind::Running => ("window__running", format!("M{x} -6a6 6 0 1 1 0 12a6 6 0 1 1 0-12z")),
        MarkKind::Due => ("window__due", format!("M{x} -4a4 4 0 1 1 0 8a4 4 0 1 1 0-8z")),
    };
    view! { <path class=class d=path></path> }
}
